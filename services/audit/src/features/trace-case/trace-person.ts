import { managerScoreComputed, scoreComputed } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type AttributionDerivation, type Derivation } from '@mizan/scoring-engine';
import { type Producers } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { leafRef } from './leaf-ref.ts';
import { agrees } from './link-of-attribution.ts';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { type RulesAndSnapshot, rulesAndSnapshot } from './rules-and-snapshot.ts';
import { tracePostings } from './trace-postings.ts';
import { hashedDocument, traceScore } from './trace-score.ts';

/** From a person's score through the step of attribution to the scores of her org units, each down to the lines of the files. */
export async function tracePerson(db: Database, producers: Producers, id: string, leaf: StoredLeaf) {
  const data = managerScoreComputed.data.parse(leaf.event.data);
  const { managerScoreId, personId } = data;
  const rules = await rulesAndSnapshot(db, producers, id, data);
  const { document: derivation, proved: derivationProved } = await hashedDocument(producers, 'scoring', data.derivationSha256);
  const orgUnits = [];
  for (const orgUnit of data.orgUnits) orgUnits.push(await traceOrgUnit(db, producers, `${data.runId}/${orgUnit}`, rules, derivation as unknown as AttributionDerivation));
  return {
    person: { managerScoreId, personId, leaf: await leafRef(db, leaf), data, derivation, derivationProved },
    ...rules.view,
    postings: await tracePostings(db, producers, data, { frozen: rules.frozen, before: rules.snapshotLeaf.index }),
    orgUnits,
  };
}

async function traceOrgUnit(db: Database, producers: Producers, scoreId: string, rules: RulesAndSnapshot, step: AttributionDerivation) {
  const leaf = await lastLeafWhere(db, scoreComputed.type, 'scoreId', scoreId);
  if (!leaf) throw notFound(scoreId);
  const traced = await traceScore(db, producers, leaf, rules);
  return { ...traced, agrees: agrees(step, traced.score.data, traced.score.derivation as unknown as Derivation) };
}
