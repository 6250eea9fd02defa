import { type DataOf, Refusal, snapshotFrozen } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
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
  if (!cycle) throw new Refusal('cycle-not-found', `There is no cycle ${cycleId}.`);
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
  const rest = { ...content, ...(last ? { supersedes: last.snapshotId } : {}) };
  const snapshot: Snapshot = { snapshotId: `snap-${cycleId}-${earlier.length + 1}`, ...rest, snapshotDigest: toHex(sha256(canonicalBytes(rest))) };
  await tx.sql`INSERT INTO snapshot (snapshot_id, cycle_id, data) VALUES (${snapshot.snapshotId}, ${cycleId}, ${canonicalText(snapshot)})`;
  record(tx, snapshotFrozen, { subject: `snapshot/${snapshot.snapshotId}`, data: snapshot });
  return snapshot;
}

/** What was frozen, without what names the snapshot and its place among others. */
function contentOf({ snapshotId: _, snapshotDigest: __, supersedes: ___, ...content }: Snapshot) {
  return content;
}

async function snapshotsOf(tx: Tx, cycleId: string): Promise<Snapshot[]> {
  const rows = await tx.sql<{ data: string }[]>`SELECT data FROM snapshot WHERE cycle_id = ${cycleId} ORDER BY seq`;
  return rows.map(({ data }) => JSON.parse(data) as Snapshot);
}
