import { authoriseCase, checkCase, prepareCase, type Role, sendBackCase } from '@mizan/contracts';

export const caseSteps = {
  prepare: { operation: prepareCase, role: ['incentive-officer'], from: ['open'] },
  check: { operation: checkCase, role: ['finance-officer'], from: ['prepared'] },
  authorise: { operation: authoriseCase, role: ['finance-authoriser'], from: ['checked'] },
  return: { operation: sendBackCase, role: ['finance-officer', 'finance-authoriser'], from: ['prepared', 'checked'] },
} as const satisfies Record<string, { operation: unknown; role: readonly Role[]; from: readonly string[] }>;
export type StepName = keyof typeof caseSteps;
export const isStep = (name: string): name is StepName => Object.hasOwn(caseSteps, name);

/** The steps a person's roles allow in a state; whether she took an earlier one is another question. */
export function stepsFor(roles: readonly Role[], state: string): StepName[] {
  return (Object.keys(caseSteps) as StepName[]).filter((name) => {
    const { role, from } = caseSteps[name];
    return role.some((needed) => roles.includes(needed)) && (from as readonly string[]).includes(state);
  });
}

/** Whether this person took a step in the round that is running. */
export function tookPart(steps: readonly { round: number; step: string; actor: string }[], subject: string): boolean {
  const round = Math.max(0, ...steps.map((step) => step.round));
  return steps.at(-1)?.step !== 'sent-back' && steps.some((step) => step.round === round && (step.actor === subject || step.actor === `user:${subject}`));
}

const waitingStates = { 'incentive-officer': 'open', 'finance-officer': 'prepared', 'finance-authoriser': 'checked' } as const;

/** The state that waits for a person first of all. */
export function waitingState(roles: readonly Role[]): (typeof waitingStates)[keyof typeof waitingStates] {
  const role = (Object.keys(waitingStates) as (keyof typeof waitingStates)[]).find((name) => roles.includes(name));
  return waitingStates[role ?? 'incentive-officer'];
}
