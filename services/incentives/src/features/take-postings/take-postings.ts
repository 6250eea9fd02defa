import { parse } from 'csv-parse/sync';
import { type DataOf, type snapshotFrozen } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { postingsOf } from '@mizan/incentive-rules';
import { sha256, toHex } from '@mizan/verifiable-log';

/** Keeps the postings of a frozen snapshot after comparing their bytes with the leaf. @throws Error when they are not the ones it names */
export async function takePostings(tx: Tx, frozen: DataOf<typeof snapshotFrozen>, fetchObject: (sha256: string) => Promise<Uint8Array>): Promise<void> {
  const bytes = await fetchObject(frozen.postingsSha256);
  if (toHex(sha256(bytes)) !== frozen.postingsSha256) throw new Error(`the postings of ${frozen.snapshotId} are not those its leaf names`);
  await tx.sql`INSERT INTO taken_snapshot (snapshot_id, cycle_id, start_day, end_day) VALUES (${frozen.snapshotId}, ${frozen.cycleId}, ${frozen.start}, ${frozen.end})`;
  const held = postingsOf(parse(Buffer.from(bytes), { columns: true }) as unknown as Record<string, string>[]);
  await tx.sql`
    INSERT INTO taken_posting (snapshot_id, posting_id, person_id, org_unit, from_day, to_day)
    SELECT ${frozen.snapshotId}, * FROM unnest(${held.map(({ postingId }) => postingId)}::text[], ${held.map(({ personId }) => personId)}::text[], ${held.map(({ orgUnit }) => orgUnit)}::text[], ${held.map(({ from }) => from)}::text[], ${held.map(({ to }) => to)}::text[])`;
}
