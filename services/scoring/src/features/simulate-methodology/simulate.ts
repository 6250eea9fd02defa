import { Refusal } from '@mizan/contracts';
import { type Methodology } from '@mizan/scoring-engine';
import { agreement, backTest, bandsFromWorst, compareOutcomes, type Outcome, outcomesOneByOne } from '@mizan/simulation';
import { loadMethodology } from '../../methodologies.ts';
import { type Store } from '../../query.ts';
import { findSnapshot, groupingsOfSnapshot, openFrozen, refuseUnmet } from '../../snapshots.ts';
import { type BackTestRequest, type SimulationRequest } from './request-simulation.ts';

/** Told how many org units have been scored, of how many; what it gives back is waited for, so that others have their turn. */
export type Tell = (done: number, total: number) => Promise<void>;

/** What a version would change for everybody. @throws Refusal where a text or the snapshot will not do */
export async function simulate(store: Store, { draft, against, snapshotId, eligibility }: SimulationRequest, tell: Tell): Promise<Record<string, unknown>> {
  const [before, after] = [await loadMethodology(store, against), await loadMethodology(store, draft)];
  const frozen = await findSnapshot(store, snapshotId);
  const scored: Outcome[][] = [];
  for (const [place, methodology] of [before, after].entries()) scored.push(await outcomesOf(store, methodology, snapshotId, (done, total) => tell(place * total + done, 2 * total)));
  const bandsInOrder = bandsFromWorst(after);
  const change = compareOutcomes(scored[0]!, scored[1]!, { eligibility, groupings: await groupingsOfSnapshot(store, frozen), bandsInOrder });
  const agree = agreement({ name: nameOf(before), outcomes: scored[0]! }, { name: nameOf(after), outcomes: scored[1]! }, 10);
  return { draft: nameOf(after), inForce: nameOf(before), period: frozen.cycleId, rule: eligibility, bandsInOrder, agreement: agree, ...change };
}

/** Whether a version says the same over earlier cycles; one in which nobody could be scored is left out and named. @throws Refusal too-few-cycles */
export async function lookBack(store: Store, { methodologySha256, snapshotIds, top }: BackTestRequest, tell: Tell): Promise<Record<string, unknown>> {
  const methodology = await loadMethodology(store, methodologySha256);
  const all: { name: string; outcomes: Outcome[] }[] = [];
  for (const [place, snapshotId] of snapshotIds.entries()) {
    const { cycleId } = await findSnapshot(store, snapshotId);
    all.push({ name: cycleId, outcomes: await outcomesOf(store, methodology, snapshotId, (done, total) => tell(place * total + done, snapshotIds.length * total)) });
  }
  const some = all.filter(({ outcomes }) => outcomes.some(({ status }) => status === 'scored'));
  const skipped = all.filter((one) => !some.includes(one)).map(({ name }) => name);
  if (some.length < 2) throw new Refusal('too-few-cycles', `Nobody could be scored by ${nameOf(methodology)} in ${skipped.join(', ')}; a back-test needs two cycles.`);
  return { methodology: nameOf(methodology), skipped, ...backTest(some, top) };
}

async function outcomesOf(store: Store, methodology: Methodology, snapshotId: string, tell: Tell): Promise<Outcome[]> {
  const frozen = await findSnapshot(store, snapshotId);
  const opened = await openFrozen(store, methodology, frozen);
  refuseUnmet(methodology, opened, frozen);
  const work = outcomesOneByOne(methodology, opened.cells, opened.options);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await tell(step.value.done, step.value.total);
  }
}

const nameOf = ({ id, version }: Methodology) => `${id} ${version}`;
