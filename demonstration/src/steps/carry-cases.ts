import { authoriseCase, type CaseView, checkCase, listCases, prepareCase } from '@mizan/contracts';
import { type z } from 'zod';
import { cycle } from '../cycle.ts';
import { type Office } from '../office.ts';
import { retryWhile } from '../retry.ts';

type Case = z.output<typeof CaseView>;
const steps = [
  { officer: 'incentive-officer', operation: prepareCase, from: 'open', verb: 'prepare', upTo: Infinity },
  { officer: 'finance-officer', operation: checkCase, from: 'prepared', verb: 'check', upTo: 20 },
  { officer: 'finance-authoriser', operation: authoriseCase, from: 'checked', verb: 'authorise', upTo: 10 },
] as const;
/** Audit needs a moment to follow the logs before it can vouch for them. */
const passing = ['audit-not-intact', 'audit-not-current', 'audit-not-reachable'];

/** Three officers carry the cases, in case-id order, as far as the demonstration goes, so that every desk has work. */
export async function carryCases(office: Office): Promise<void> {
  for (const step of steps) {
    const cases = (await eligibleCases(office)).slice(0, step.upTo).filter((one) => one.state === step.from && !wasSentBack(one));
    if (cases.length > 0) office.progress(`${step.verb} ${cases.length} cases`);
    for (const { caseId, version } of cases) {
      const carry = () =>
        office.ask(step.officer, step.operation, { params: { caseId }, body: { note: '' }, ifMatch: String(version), idempotencyKey: `${step.verb} ${caseId} ${version}` });
      await retryWhile(passing, carry);
    }
  }
}

/** What an officer sent back by hand is hers to settle. */
const wasSentBack = ({ steps }: Case): boolean => steps.some(({ step }) => step === 'sent-back');

async function eligibleCases(office: Office): Promise<Case[]> {
  const found: Case[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { cases: Case[]; next?: string | undefined } = await office.ask('incentive-officer', listCases, { query: { cycleId: cycle.cycleId, after, limit: 500 } });
    found.push(...page.cases);
    after = page.next;
  }
  return found.filter(({ eligible }) => eligible);
}
