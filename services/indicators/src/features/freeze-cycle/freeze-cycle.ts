import { type DataOf, Refusal, snapshotFrozen } from '@mizan/contracts';
import { type Database, record, type Tx } from '@mizan/db';
import { canonicalBytes, canonicalText, sha256, toHex } from '@mizan/verifiable-log';
import { within } from '../../query.ts';
import { type Objects } from '../../objects.ts';
import { listCycles } from '../open-cycle/open-cycle.ts';
import { snapshotDocuments } from './documents.ts';

type Snapshot = DataOf<typeof snapshotFrozen>;

/** Freezes a cycle. The same content gives the snapshot there is; other content needs a reason and supersedes it. */
export async function freezeCycle(tx: Tx, objects: Objects, cycleId: string, { methodologySha256, reason }: { methodologySha256: string; reason?: string | undefined }): Promise<Snapshot> {
  const query = { sql: within(tx) };
  const cycle = (await listCycles(query)).find((known) => known.cycleId === cycleId);
  if (!cycle) throw noCycle(cycleId);
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`freeze ${cycleId}`}, 0))`;
  const earlier = await snapshotsOf(tx, cycleId);
  const documents = await snapshotDocuments(query, cycle);
  const content = {
    cycleId,
    start: cycle.start,
    end: cycle.end,
    level: cycle.level,
    methodologySha256,
    valuesSha256: await objects.put(documents.values),
    valuesRoot: documents.valuesRoot,
    valueCount: documents.valueCount,
    orgUnitsSha256: await objects.put(documents.orgUnits),
    postingsSha256: await objects.put(documents.postings),
    ...(documents.takeOvers ? { takeOversSha256: await objects.put(documents.takeOvers) } : {}),
  };
  const last = earlier.at(-1);
  const same = last && canonicalText(content) === canonicalText(contentOf(last));
  if (same) return last;
  if (last && !reason?.trim()) throw new Refusal('reason-needed', `The cycle was frozen as ${last.snapshotId} and its figures have changed since. Say why it is frozen again.`);
  const why = reason?.trim() ?? '';
  const rest = { ...content, ...(last ? { supersedes: last.snapshotId } : {}), ...(why ? { reasonDigest: whyDigest(why) } : {}) };
  const snapshot: Snapshot = { snapshotId: `snap-${cycleId}-${earlier.length + 1}`, ...rest, snapshotDigest: toHex(sha256(canonicalBytes(rest))) };
  await tx.sql`INSERT INTO snapshot (snapshot_id, cycle_id, data, reason) VALUES (${snapshot.snapshotId}, ${cycleId}, ${canonicalText(snapshot)}, ${why || null})`;
  record(tx, snapshotFrozen, { subject: `snapshot/${snapshot.snapshotId}`, data: snapshot });
  return snapshot;
}

/** What a leaf says of the reason, which is free text and stays out of it. */
export const whyDigest = (reason: string) => toHex(sha256(canonicalBytes({ reason })));

/** What was frozen, without what names the snapshot, its place among others and why. */
function contentOf({ snapshotId: _, snapshotDigest: __, supersedes: ___, reasonDigest: ____, ...content }: Snapshot) {
  return content;
}

/** What a cycle was frozen as, newest first, with the reason given. @throws Refusal cycle-not-found */
export async function listSnapshots(db: Pick<Database, 'sql'>, cycleId: string): Promise<(Snapshot & { reason?: string })[]> {
  if (!(await listCycles(db)).some((known) => known.cycleId === cycleId)) throw noCycle(cycleId);
  const rows = await db.sql<{ data: string; reason: string | null }[]>`SELECT data, reason FROM snapshot WHERE cycle_id = ${cycleId} ORDER BY seq DESC`;
  return rows.map(({ data, reason }) => ({ ...(JSON.parse(data) as Snapshot), ...(reason === null ? {} : { reason }) }));
}

const noCycle = (cycleId: string) => new Refusal('cycle-not-found', `There is no cycle ${cycleId}.`);

async function snapshotsOf(tx: Tx, cycleId: string): Promise<Snapshot[]> {
  const rows = await tx.sql<{ data: string }[]>`SELECT data FROM snapshot WHERE cycle_id = ${cycleId} ORDER BY seq`;
  return rows.map(({ data }) => JSON.parse(data) as Snapshot);
}
