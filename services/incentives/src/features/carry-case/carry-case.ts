import { caseAuthorised, caseChecked, casePrepared, caseSentBack, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { within } from '../../query.ts';
import { type CaseRow, findCase, replyOf, type StepName } from '../list-cases/cases.ts';
import { readBudget } from '../read-budget/budget.ts';

const events = { prepared: casePrepared, checked: caseChecked, authorised: caseAuthorised, 'sent-back': caseSentBack };
const from: Record<StepName, readonly string[]> = { prepared: ['open'], checked: ['prepared'], authorised: ['checked'], 'sent-back': ['prepared', 'checked'] };

export interface CarryRequest {
  readonly caseId: string;
  readonly step: StepName;
  readonly actor: string;
  readonly note: string;
  readonly ifMatch: string;
}

/** Takes one step with a case. The tables refuse the same person twice in a round by themselves; this says it in words first. */
export async function carryCase(tx: Tx, { caseId, step, actor, note, ifMatch }: CarryRequest, vouch: () => Promise<void>) {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`case ${caseId}`}, 0))`;
  const found = await findCase(within(tx), caseId);
  refuse(found, { step, actor, ifMatch });
  if (step === 'sent-back' && note.trim() === '') throw new Refusal('reason-needed', 'Say why the case goes back; its preparer reads it.');
  if (step === 'authorised') {
    await vouch();
    await withinEnvelope(tx, found);
  }
  await tx.sql`INSERT INTO case_step (case_id, round, step, actor, note) VALUES (${caseId}, ${found.round}, ${step}, ${actor}, ${note})`;
  record(tx, events[step], { subject: `case/${caseId}`, data: { caseId, orgUnit: found.orgUnit, round: found.round, actor, award: found.award } });
  return replyOf(await findCase(within(tx), caseId));
}

function refuse(found: CaseRow, { step, actor, ifMatch }: { step: StepName; actor: string; ifMatch: string }): void {
  const { caseId } = found;
  if (!found.eligible) throw new Refusal('case-not-eligible', `Case ${caseId} is not eligible; its gates say why.`);
  const earlier = found.steps.find((taken) => taken.round === found.round && taken.actor === actor);
  if (earlier) throw new Refusal('same-person', `You ${earlier.step} case ${caseId} yourself. Another person must take this step.`);
  if (ifMatch !== String(found.version)) {
    const last = found.steps.at(-1);
    throw new Refusal('case-changed', last ? `Case ${caseId} was ${last.step} by ${last.actor} at ${last.at}; nothing was changed now. Look at it again.` : `Case ${caseId} is not what you saw. Look at it again.`);
  }
  if (!from[step].includes(found.state)) throw new Refusal('wrong-state', `Case ${caseId} is ${found.state}; it cannot be ${step} now.`);
}

/** One envelope, one lock: two officers cannot each take its last rupee. */
async function withinEnvelope(tx: Tx, { cycleId, award, caseId }: CaseRow): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`envelope ${cycleId}`}, 0))`;
  const { envelope, authorised } = await readBudget(within(tx), cycleId);
  if (BigInt(authorised) + BigInt(award) > BigInt(envelope)) throw new Refusal('envelope-exceeded', `With case ${caseId} more than the envelope of ${envelope} would be authorised.`);
}
