import { type Database } from '@mizan/db';
import { type Envelope } from '@mizan/contracts';
import { leafHash, parseCanonical, toHex } from '@mizan/verifiable-log';
import { type LogName } from '../../producers.ts';

export interface StoredLeaf {
  readonly log: LogName;
  readonly index: number;
  readonly text: string;
  readonly hash: Uint8Array;
  readonly event: Envelope;
}

const utf8 = new TextEncoder();

/** Hashes and parses one leaf as it came from a feed. @throws VerifiableLogError if it is not canonical */
export function readLeaf(log: LogName, index: number, text: string): StoredLeaf {
  return { log, index, text, hash: leafHash(utf8.encode(text)), event: parseCanonical(text) as Envelope };
}

export async function insertLeaves(db: Database, leaves: readonly StoredLeaf[]): Promise<void> {
  if (!leaves.length) return;
  await db.sql`
    INSERT INTO audit.leaf (log, idx, leaf, leaf_hash, type, subject)
    SELECT log, idx::bigint, leaf, decode(hash, 'hex'), type, subject
    FROM unnest(${leaves.map((l) => l.log)}::text[], ${leaves.map((l) => String(l.index))}::text[], ${leaves.map((l) => l.text)}::text[],
                ${leaves.map((l) => toHex(l.hash))}::text[], ${leaves.map((l) => l.event.type)}::text[], ${leaves.map((l) => l.event.subject)}::text[])
      AS t(log, idx, leaf, hash, type, subject)
    ON CONFLICT (log, idx) DO NOTHING`;
}

export async function countLeaves(db: Database, log: LogName): Promise<number> {
  const [row] = await db.sql<{ size: string }[]>`SELECT coalesce(max(idx) + 1, 0)::text AS size FROM audit.leaf WHERE log = ${log}`;
  return Number(row?.size ?? 0);
}

/** The leaf hashes of a log in order, up to a size: 32 bytes a leaf. */
export async function leafHashes(db: Database, log: LogName, size: number): Promise<Uint8Array[]> {
  const rows = await db.sql<{ leafHash: Uint8Array }[]>`
    SELECT leaf_hash AS "leafHash" FROM audit.leaf WHERE log = ${log} AND idx < ${String(size)}::bigint ORDER BY leaf.idx`;
  return rows.map((row) => new Uint8Array(row.leafHash));
}

export async function leavesFrom(db: Database, log: LogName, from: number, to: number): Promise<StoredLeaf[]> {
  const rows = await db.sql<{ idx: string; leaf: string }[]>`
    SELECT idx::text, leaf FROM audit.leaf WHERE log = ${log} AND idx >= ${String(from)}::bigint AND idx < ${String(to)}::bigint ORDER BY leaf.idx`;
  return rows.map((row) => readLeaf(log, Number(row.idx), row.leaf));
}
