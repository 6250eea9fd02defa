import { managerScoreComputed } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { computeManagerScores } from '@mizan/score-run';
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
  const computed = computeManagerScores({ runId, frozen, methodology, methodologySha256, opened: await openFrozen(tx, methodology, frozen), ...(await readPostings(tx, frozen)) });
  if (computed.length === 0) return;
  await keepObjects(tx.sql, computed.map(({ derivation }) => derivation));
  await tx.orm.insert(managerScore).values(computed.map(({ data }) => data));
  for (const { data } of computed) record(tx, managerScoreComputed, { subject: data.managerScoreId, data });
}
