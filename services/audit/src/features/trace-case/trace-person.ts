import { managerScoreComputed, scoreComputed } from '@mizan/contracts';
import { type AttributionDerivation, type Derivation } from '@mizan/scoring-engine';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { agrees } from './link-of-attribution.ts';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { type RulesAndSnapshot, rulesAndSnapshot } from './rules-and-snapshot.ts';
import { tracePostings } from './trace-postings.ts';
import { hashedDocument, traceScore } from './trace-score.ts';
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
  const orgUnits = [];
  for (const orgUnit of data.orgUnits) orgUnits.push(await traceOrgUnit(tracing, `${data.runId}/${orgUnit}`, rules, step));
  return {
    person: { managerScoreId, personId, leaf: await tracing.leafRef(leaf), data, derivation, derivationProved },
    ...rules.view,
    postings: await tracePostings(tracing, data, { frozen: rules.frozen, before }),
    ...(takeOvers ? { takeOvers } : {}),
    orgUnits,
  };
}

async function traceOrgUnit(tracing: Tracing, scoreId: string, rules: RulesAndSnapshot, step: AttributionDerivation) {
  const leaf = await lastLeafWhere(tracing.db, scoreComputed.type, 'scoreId', scoreId);
  if (!leaf) throw notFound(scoreId);
  const traced = await traceScore(tracing, leaf, rules);
  return { ...traced, agrees: agrees(step, traced.score.data, traced.score.derivation as unknown as Derivation) };
}
