import { type Envelope } from '@mizan/contracts';
import { type Database, type Tx } from '@mizan/db';

/** Who follows which log: inbox, sequences, position and parked events are kept per pair. */
export interface Following {
  readonly consumer: string;
  /** The origin whose events are taken: `<deployment>/audit/<service>`. */
  readonly source: string;
}

/** Notes that an event was taken. @returns false when it had been taken before */
export async function take(tx: Tx, { consumer }: Following, { id }: Envelope): Promise<boolean> {
  const rows = await tx.sql`INSERT INTO inbox (consumer, event_id) VALUES (${consumer}, ${id}::uuid) ON CONFLICT DO NOTHING RETURNING 1`;
  return rows.length === 1;
}

/** The number the next event of a subject must have. */
export async function dueNumber(tx: Tx, { consumer, source }: Following, subject: string): Promise<bigint> {
  const [last] = await tx.sql<{ seq: string }[]>`SELECT seq::text FROM inbox_subject WHERE consumer = ${consumer} AND source = ${source} AND subject = ${subject}`;
  return BigInt(last?.seq ?? 0) + 1n;
}

export async function keepNumber(tx: Tx, { consumer, source }: Following, { subject, subjectseq }: Envelope): Promise<void> {
  await tx.sql`
    INSERT INTO inbox_subject (consumer, source, subject, seq) VALUES (${consumer}, ${source}, ${subject}, ${subjectseq}::text::bigint)
    ON CONFLICT (consumer, source, subject) DO UPDATE SET seq = excluded.seq`;
}

/** The index this consumer reads next. */
export async function readPosition(db: Database, { consumer, source }: Following): Promise<number> {
  const [row] = await db.sql<{ next: string }[]>`SELECT next_index::text AS next FROM feed_position WHERE consumer = ${consumer} AND source = ${source}`;
  return Number(row?.next ?? 0);
}

/** Moves the position behind an index; it never goes back. */
export async function advancePast(tx: Tx, { consumer, source }: Following, index: number): Promise<void> {
  await tx.sql`
    INSERT INTO feed_position (consumer, source, next_index) VALUES (${consumer}, ${source}, ${String(index + 1)}::text::bigint)
    ON CONFLICT (consumer, source) DO UPDATE SET next_index = greatest(feed_position.next_index, excluded.next_index)`;
}
