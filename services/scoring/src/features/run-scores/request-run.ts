import { type DataOf, partRequested, Refusal, runRequested } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { and, eq, notExists, sql } from 'drizzle-orm';
import { lockMethodology } from '../../lifecycle/steps.ts';
import { loadPublished, refuseNotInForce } from '../../methodologies.ts';
import { findScores } from '../../scores.ts';
import { findSnapshot, openFrozen, refuseUnmet, type SnapshotRow } from '../../snapshots.ts';
import { run, runPart, runRequest } from '../../tables.ts';
import { type Store } from '../../query.ts';
import { refuseContradictions } from '../score-managers/postings.ts';
import { findProgress, progressOf, type RunProgress } from './progress.ts';
import { runIdOf } from './run-id.ts';

export interface RunRequest {
  readonly cycleId: string;
  readonly methodologySha256: string;
  readonly snapshotId: string;
  readonly reason?: string | undefined;
}
type RequestedData = DataOf<typeof runRequested>;
type RequestRow = typeof runRequest.$inferSelect;

/** Org units in one part: small enough that several instances share a province, large enough that a part is worth an event. */
const partSize = 25;

/** The data of the request's event, rebuilt from its row. */
export const requestedData = ({ runId, cycleId, methodologySha256, snapshotId, snapshotDigest, orgUnits, parts, requestedBy, reason }: Omit<RequestRow, 'requestedAt'>): RequestedData => ({
  ...{ runId, cycleId, methodologySha256, snapshotId, snapshotDigest, orgUnits, parts, requestedBy },
  ...(reason === null ? {} : { reason }),
});

/**
 * Asks for every org unit of the methodology's level to be scored on a frozen snapshot. The same cycle, methodology and
 * snapshot give the same run.
 * @throws Refusal snapshot-lacks when nobody there has what the methodology reads; no-version-in-force when the version does not hold on the cycle's first day; reason-needed when scores in force would be superseded without one; run-under-way when another run of the cycle is not complete; postings-contradict when no manager's score can be made of the postings
 */
export async function requestRun(tx: Tx, request: RunRequest, requestedBy: string): Promise<RunProgress> {
  const methodology = await loadPublished(tx, request.methodologySha256);
  const frozen = await findSnapshotOf(tx, request);
  const runId = runIdOf({ ...request, snapshotDigest: frozen.snapshotDigest });
  // Two officers may ask at the same moment; the second must find the first one's run.
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scoring run of ${request.cycleId}`}, 0))`;
  const known = await findProgress(tx, runId);
  if (known) return known;
  // Nobody publishes or withdraws a version between this look and the run.
  await lockMethodology(tx, methodology.id);
  await refuseNotInForce(tx, request.methodologySha256, frozen);
  await refuseUnderWay(tx, request.cycleId);
  await refuseWithoutReason(tx, request);
  await refuseContradictions(tx, methodology, frozen);
  const opened = await openFrozen(tx, methodology, frozen);
  refuseUnmet(methodology, opened, frozen);
  await divide(tx, { ...request, runId, snapshotDigest: frozen.snapshotDigest, requestedBy, reason: request.reason?.trim() || null }, opened.options.orgUnits);
  return progressOf(tx, runId);
}

/** A snapshot of another cycle is not found for this one. */
export async function findSnapshotOf(tx: Pick<Store, 'orm'>, { snapshotId, cycleId }: Pick<RunRequest, 'snapshotId' | 'cycleId'>): Promise<SnapshotRow> {
  const frozen = await findSnapshot(tx, snapshotId);
  if (frozen.cycleId !== cycleId) throw new Refusal('snapshot-not-found', `The snapshot ${snapshotId} belongs to cycle ${frozen.cycleId}.`);
  return frozen;
}

async function refuseUnderWay({ orm }: Tx, cycleId: string): Promise<void> {
  const complete = orm.select({ one: sql`1` }).from(run).where(eq(run.runId, runRequest.runId));
  const [other] = await orm.select({ runId: runRequest.runId }).from(runRequest).where(and(eq(runRequest.cycleId, cycleId), notExists(complete)));
  if (other) throw new Refusal('run-under-way', `The run ${other.runId} of cycle ${cycleId} is not complete yet. Ask again when it is; if it does not move, its events are parked (mizan dead-letters list).`);
}

async function refuseWithoutReason(tx: Tx, { cycleId, reason }: RunRequest): Promise<void> {
  const inForce = await findScores(tx, { cycleId });
  if (inForce.length > 0 && !reason?.trim()) throw new Refusal('reason-needed', `${inForce.length} scores of cycle ${cycleId} would be superseded: say why.`);
}

async function divide({ orm, ...tx }: Tx, request: Omit<RequestRow, 'orgUnits' | 'parts' | 'requestedAt'>, orgUnits: readonly string[]): Promise<void> {
  const parts = Math.max(1, Math.ceil(orgUnits.length / partSize));
  const row = { ...request, orgUnits: orgUnits.length, parts };
  await orm.insert(runRequest).values(row);
  record({ orm, ...tx }, runRequested, { subject: row.runId, data: requestedData(row) });
  for (let part = 1; part <= parts; part += 1) {
    const data = { partId: `${row.runId}/part-${part}`, runId: row.runId, part, orgUnits: orgUnits.slice((part - 1) * partSize, part * partSize) };
    await orm.insert(runPart).values(data);
    record({ orm, ...tx }, partRequested, { subject: data.partId, data });
  }
}
