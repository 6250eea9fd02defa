import { managerScoreComputed } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { type ManagerScore, scoreManagers as scorePeople } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { type ManagerScoreData } from '../../manager-scores.ts';
import { loadPublished } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { findSnapshot, openFrozen } from '../../snapshots.ts';
import { managerScore, type runRequest } from '../../tables.ts';
import { readPostings } from './postings.ts';

type Request = typeof runRequest.$inferSelect;

/** Scores whoever held a post in the cycle of a completed run, keeps each with its derivation and records it; nothing where the methodology has no attribution. */
export async function scoreManagers(tx: Tx, { runId, methodologySha256, snapshotId }: Request): Promise<void> {
  const methodology = await loadPublished(tx, methodologySha256);
  if (!methodology.document.attribution) return;
  const frozen = await findSnapshot(tx, snapshotId);
  const { cells, options } = await openFrozen(tx, methodology, frozen);
  const { rows, cycle } = await readPostings(tx, frozen);
  const results = scorePeople(methodology, cells, rows, { ...options, cycle });
  if (results.length === 0) return;
  const derivations = results.map(({ derivation, reasons }) => canonicalBytes({ ...derivation, reasons }));
  await keepObjects(tx.sql, derivations);
  const ids = { runId, cycleId: frozen.cycleId, methodologySha256, snapshotId, snapshotDigest: frozen.snapshotDigest };
  const scores = results.map((result, index): ManagerScoreData => ({ managerScoreId: `${runId}/person/${result.person}`, ...ids, ...outcome(result), derivationSha256: toHex(sha256(derivations[index]!)) }));
  await tx.orm.insert(managerScore).values(scores);
  for (const data of scores) record(tx, managerScoreComputed, { subject: data.managerScoreId, data });
}

function outcome({ person, status, score, exact, band, reasons, derivation }: ManagerScore) {
  return {
    personId: person,
    status,
    ...(score === undefined ? {} : { score }),
    ...(exact === undefined ? {} : { exact }),
    ...(band === undefined ? {} : { band }),
    reasons: [...new Set(reasons.map(({ code }) => code))],
    orgUnits: derivation.orgUnits.map(({ orgUnit }) => orgUnit),
    days: Number(derivation.service.counts),
  };
}
