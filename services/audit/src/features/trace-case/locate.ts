import { type Database } from '@mizan/db';
import { fromHex } from '@mizan/verifiable-log';
import { type LogName } from '../../producers.ts';
import { readLeaf, type StoredLeaf } from '../follow-logs/leaves.ts';

interface Row {
  log: LogName;
  idx: string;
  leaf: string;
}
const toLeaf = (row: Row | undefined): StoredLeaf | undefined => row && readLeaf(row.log, Number(row.idx), row.leaf);

/** Leaves of one type whose data carry a value in a field, oldest first. */
export async function leavesWhere(db: Database, type: string, field: 'caseId' | 'runId' | 'scoreId' | 'managerScoreId' | 'snapshotId' | 'submissionId' | 'correctionId' | 'methodologySha256', value: string): Promise<StoredLeaf[]> {
  const rows = await db.sql<Row[]>`
    SELECT log, idx::text, leaf FROM audit.leaf WHERE type = ${type} AND leaf::jsonb -> 'data' ->> ${field}::text = ${value} ORDER BY leaf.idx`;
  return rows.map((row) => toLeaf(row)!);
}

export async function lastLeafWhere(...args: Parameters<typeof leavesWhere>): Promise<StoredLeaf | undefined> {
  return (await leavesWhere(...args)).at(-1);
}

export async function leafByHash(db: Database, hash: string): Promise<StoredLeaf | undefined> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const [row] = await db.sql<Row[]>`SELECT log, idx::text, leaf FROM audit.leaf WHERE leaf_hash = ${Buffer.from(fromHex(hash))} LIMIT 1`;
  return toLeaf(row);
}
