import { managerScoreComputed } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { computeManagerScores } from '@mizan/score-run';
import { loadPublished } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { findSnapshot, openFrozen } from '../../snapshots.ts';
import { managerScore, type runRequest } from '../../tables.ts';
import { readPostings } from './postings.ts';

type Request = typeof runRequest.$inferSelect;
export type Managers = ReturnType<typeof computeManagerScores>;

/** Scores whoever held a post in the cycle of a run, in code order of the people; nothing where the methodology has no attribution. */
export async function scoreManagers(tx: Tx, { runId, methodologySha256, snapshotId }: Request): Promise<Managers | undefined> {
  const methodology = await loadPublished(tx, methodologySha256);
  if (!methodology.document.attribution) return undefined;
  const frozen = await findSnapshot(tx, snapshotId);
  return computeManagerScores({ runId, frozen, methodology, methodologySha256, opened: await openFrozen(tx, methodology, frozen), ...(await readPostings(tx, frozen)) });
}

/** Keeps the scores of a run that is there already, each with its derivation, and records them. */
export async function keepManagers(tx: Tx, computed: Managers): Promise<void> {
  if (computed.length === 0) return;
  await keepObjects(tx.sql, computed.map(({ derivation }) => derivation));
  await tx.orm.insert(managerScore).values(computed.map(({ data }) => data));
  for (const { data } of computed) record(tx, managerScoreComputed, { subject: data.managerScoreId, data });
}
