import { Refusal, runCompleted, scoreComputed } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { canonicalBytes, leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { eq } from 'drizzle-orm';
import { loadPublished } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { type RunData, runData } from '../../runs.ts';
import { type ScoreData } from '../../scores.ts';
import { findSnapshot, readFrozen, type SnapshotRow } from '../../snapshots.ts';
import { run, score } from '../../tables.ts';
import { computeScores, type Computed } from './compute-scores.ts';
import { runIdOf } from './run-id.ts';
import { supersedeScores } from './supersede-scores.ts';
import { type Store } from '../../query.ts';

export interface RunRequest {
  readonly cycleId: string;
  readonly methodologySha256: string;
  readonly snapshotId: string;
  readonly reason?: string | undefined;
}

/** Scores every org unit of the methodology's level on a frozen snapshot. The same cycle, methodology and snapshot give the same run. */
export async function runScores(tx: Tx, request: RunRequest, runBy: string): Promise<RunData> {
  const methodology = await loadPublished(tx, request.methodologySha256);
  const frozen = await findSnapshotOf(tx, request);
  const runId = runIdOf({ ...request, snapshotDigest: frozen.snapshotDigest });
  // Two officers may ask at the same moment; the second must find the first one's run.
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scoring run of ${request.cycleId}`}, 0))`;
  const [earlier] = await tx.orm.select().from(run).where(eq(run.runId, runId));
  if (earlier) return runData(earlier);

  const { cells, orgUnits } = await readFrozen(tx, frozen, methodology.level ?? frozen.level);
  const computed = computeScores({ runId, frozen, methodology, methodologySha256: request.methodologySha256, cells, orgUnits });
  const data = summarise(runId, request, frozen, computed.map(({ data: one }) => one));
  await keep(tx, computed, data, { runBy, reason: request.reason });
  return data;
}

/** A snapshot of another cycle is not found for this one. */
export async function findSnapshotOf(tx: Pick<Store, 'orm'>, { snapshotId, cycleId }: Pick<RunRequest, 'snapshotId' | 'cycleId'>): Promise<SnapshotRow> {
  const frozen = await findSnapshot(tx, snapshotId);
  if (frozen.cycleId !== cycleId) throw new Refusal('snapshot-not-found', `The snapshot ${snapshotId} belongs to cycle ${frozen.cycleId}.`);
  return frozen;
}

function summarise(runId: string, { cycleId, methodologySha256 }: RunRequest, { snapshotId, snapshotDigest }: SnapshotRow, scores: readonly ScoreData[]): RunData {
  const scored = scores.filter(({ status }) => status === 'scored').length;
  const scoresRoot = toHex(rootOf(scores.map((data) => leafHash(canonicalBytes(data)))));
  return { runId, cycleId, methodologySha256, snapshotId, snapshotDigest, orgUnits: scores.length, scored, notScorable: scores.length - scored, scoresRoot };
}

async function keep(tx: Tx, computed: readonly Computed[], data: RunData, { runBy, reason }: { runBy: string; reason: string | undefined }): Promise<void> {
  const scores = computed.map(({ data: one }) => one);
  const supersede = await supersedeScores(tx, scores, reason);
  await keepObjects(tx.sql, computed.map(({ derivation }) => derivation));
  await tx.orm.insert(run).values({ ...data, runBy });
  if (scores.length > 0) await tx.orm.insert(score).values(scores);
  for (const one of scores) record(tx, scoreComputed, { subject: one.scoreId, data: one });
  await supersede();
  record(tx, runCompleted, { subject: data.runId, data });
}
