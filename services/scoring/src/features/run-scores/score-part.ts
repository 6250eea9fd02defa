import { type DataOf, type partRequested } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { computeScores } from '@mizan/score-run';
import { canonicalText } from '@mizan/verifiable-log';
import { eq } from 'drizzle-orm';
import { loadPublished } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { findSnapshot, openFrozen } from '../../snapshots.ts';
import { partResult, runRequest } from '../../tables.ts';
import { completeRun } from './complete-run.ts';

/** Scores one part of a run; the instance that brings the last part completes the run. */
export async function scorePart(tx: Tx, { partId, runId, orgUnits: wanted }: DataOf<typeof partRequested>): Promise<void> {
  const [request] = await tx.orm.select().from(runRequest).where(eq(runRequest.runId, runId));
  if (!request) throw new Error(`part ${partId} belongs to no run that was requested here`);
  const methodology = await loadPublished(tx, request.methodologySha256);
  const frozen = await findSnapshot(tx, request.snapshotId);
  const computed = computeScores({ runId, frozen, methodology, methodologySha256: request.methodologySha256, opened: await openFrozen(tx, methodology, frozen, wanted), wanted });
  await keepObjects(tx.sql, computed.map(({ derivation }) => derivation));
  // Who brings the last part must see all others: one after another from here on.
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`parts of ${runId}`}, 0))`;
  await tx.orm.insert(partResult).values({ partId, runId, scores: canonicalText(computed.map(({ data }) => data)) });
  const parts = await tx.orm.select().from(partResult).where(eq(partResult.runId, runId));
  if (parts.length === request.parts) await completeRun(tx, request, parts);
}
