import { type DataOf, managerScoreComputed, scoreComputed } from '@mizan/contracts';
import { type AttributionDerivation, type Derivation } from '@mizan/scoring-engine';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { agrees } from './link-of-attribution.ts';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { rulesAndSnapshot } from './rules-and-snapshot.ts';
import { tracePostings } from './trace-postings.ts';
import { hashedDocument, traceScores } from './trace-score.ts';
import { traceTakeOvers } from './trace-take-overs.ts';
import { type Tracing } from './tracing.ts';

/** From a person's score through the step of attribution to the scores of her org units, each down to the lines of the files. */
export async function tracePerson(tracing: Tracing, id: string, leaf: StoredLeaf) {
  const data = managerScoreComputed.data.parse(leaf.event.data);
  const { managerScoreId, personId } = data;
  const rules = await rulesAndSnapshot(tracing, id, data);
  const { document: derivation, proved: derivationProved } = await hashedDocument(tracing, 'scoring', data.derivationSha256);
  const before = rules.snapshotLeaf.index;
  const step = derivation as unknown as AttributionDerivation;
  const takeOvers = await traceTakeOvers(tracing, step, rules.frozen, before);
  const traced = await traceScores(tracing, await leavesOf(tracing, data), rules);
  const orgUnits = traced.map((one) => ({ ...one, agrees: agrees(step, one.score.data, one.score.derivation as unknown as Derivation) }));
  return {
    person: { managerScoreId, personId, leaf: await tracing.leafRef(leaf), data, derivation, derivationProved },
    ...rules.view,
    postings: await tracePostings(tracing, data, { frozen: rules.frozen, before }),
    ...(takeOvers ? { takeOvers } : {}),
    orgUnits,
  };
}

/** The leaves of the scores of her org units. @throws Refusal trace-not-found where one was never logged */
async function leavesOf({ db }: Tracing, { runId, orgUnits }: Pick<DataOf<typeof managerScoreComputed>, 'runId' | 'orgUnits'>): Promise<StoredLeaf[]> {
  return Promise.all(orgUnits.map(async (orgUnit) => {
    const scoreId = `${runId}/${orgUnit}`;
    const leaf = await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId);
    if (!leaf) throw notFound(scoreId);
    return leaf;
  }));
}
