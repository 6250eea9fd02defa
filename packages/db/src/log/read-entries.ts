import { type Database } from '../connect.ts';

export interface LogEntry {
  readonly index: number;
  readonly leaf: string;
  /** Of the work that recorded it, where spans are sent; nothing proves it. */
  readonly traceparent?: string;
}

/** Leaves from an index on, in commit order. A visible index means that every smaller one is visible. */
export async function readEntries(db: Database, from: number, limit: number): Promise<LogEntry[]> {
  const rows = await db.following<{ idx: string; leaf: Uint8Array; traceparent: string | null }[]>`
    SELECT idx::text, leaf, traceparent FROM audit_entry WHERE log = 1 AND idx >= ${String(from)}::bigint ORDER BY audit_entry.idx LIMIT ${String(limit)}::int`;
  const text = new TextDecoder('utf-8', { ignoreBOM: true });
  return rows.map(({ idx, leaf, traceparent }) => ({ index: Number(idx), leaf: text.decode(leaf), ...(traceparent === null ? {} : { traceparent }) }));
}

export async function logSize(db: Database): Promise<number> {
  const [head] = await db.following<{ size: string }[]>`SELECT size::text FROM audit_head WHERE log = 1`;
  return Number(head?.size ?? 0);
}

export async function readCheckpointNotes(db: Database): Promise<{ size: number; note: string }[]> {
  const rows = await db.following<{ size: string; note: string }[]>`SELECT size::text, note FROM audit_checkpoint ORDER BY audit_checkpoint.size`;
  return rows.map(({ size, note }) => ({ size: Number(size), note }));
}

/** The note of the largest checkpoint, if one was signed yet. */
export async function readLatestCheckpointNote(db: Database): Promise<string | undefined> {
  const [row] = await db.following<{ note: string }[]>`SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1`;
  return row?.note;
}
