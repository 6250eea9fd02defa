import { type z } from 'zod';
import { CaseState, type CaseView, listCases, listCycles, listOrgUnits, readBudget, readCase, readIntegrity, readManagerScore, readScore } from '@mizan/contracts';
import { type Ask, ifFound } from '../ask.ts';
import { type Attribution, readAttribution } from '../breakdown/attribution.ts';
import { placeNames } from '../place-names.ts';
import { type Label } from '../words/index.ts';

type Case = z.output<typeof CaseView>;
export type State = z.output<typeof CaseState>;
export const states = CaseState.options;
export interface QueueView {
  readonly cycleId: string;
  readonly budget: z.output<typeof readBudget.reply.body> | undefined;
  readonly state: State;
  readonly waiting: State;
  readonly cases: readonly Case[];
  readonly next: string | undefined;
  readonly districts: Readonly<Record<string, Label>>;
}
export interface CasePageView {
  readonly case: Case;
  readonly factor: string | undefined;
  readonly district: Label | undefined;
  /** The score of the posting's org unit, when it is still that of the run the case rests on. */
  readonly scored: z.output<typeof readScore.reply.body> | undefined;
  /** How the manager's own score was made, where that is what the case rests on. */
  readonly own: Attribution | undefined;
  readonly districts: Readonly<Record<string, Label>>;
  readonly integrity: z.output<typeof readIntegrity.reply.body> | undefined;
}

export async function readQueue(ask: Ask, state: State, waiting: State, after: string): Promise<QueueView> {
  const [{ cycles }, districts] = await Promise.all([ask(listCycles), districtNames(ask)]);
  const cycleId = [...cycles].sort((a, b) => (a.end < b.end ? 1 : -1))[0]?.cycleId ?? '';
  const budget = cycleId === '' ? undefined : await ifFound(ask(readBudget, { params: { cycleId } }));
  const page = budget ? await ask(listCases, { query: { cycleId, state, after, limit: 50 } }) : { cases: [], next: undefined };
  return { cycleId, budget, state, waiting, cases: page.cases, next: page.next, districts };
}

export async function readCasePage(ask: Ask, caseId: string): Promise<CasePageView | undefined> {
  const found = await ifFound(ask(readCase, { params: { caseId } }));
  if (!found) return undefined;
  const [budget, scored, own, integrity, districts] = await Promise.all([
    ifFound(ask(readBudget, { params: { cycleId: found.cycleId } })),
    ifFound(ask(readScore, { params: { cycleId: found.cycleId, orgUnit: found.orgUnit } })),
    ownScore(ask, found),
    // a silent audit is shown as such; it must not hide the case
    ask(readIntegrity).catch(() => undefined),
    districtNames(ask),
  ]);
  return { case: found, factor: budget?.factor, scored: scored?.score.runId === found.runId ? scored : undefined, own, integrity, districts, district: districts[found.orgUnit] };
}

async function ownScore(ask: Ask, { cycleId, runId, orgUnit, personId, scoreId }: Case): Promise<Attribution | undefined> {
  if (scoreId === `${runId}/${orgUnit}`) return undefined;
  const found = await ifFound(ask(readManagerScore, { params: { cycleId, personId } }));
  return found?.managerScore.managerScoreId === scoreId ? readAttribution(found.derivation) : undefined;
}

const districtNames = async (ask: Ask) => placeNames((await ask(listOrgUnits)).orgUnits);
