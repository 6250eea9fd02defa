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

/** Notes many events at once. @returns the ids that had not been taken before */
export async function takeAll(tx: Tx, { consumer }: Following, events: readonly Envelope[]): Promise<Set<string>> {
  // In one order for everybody: two members of a group that share events must not wait for each other.
  const ids = events.map(({ id }) => id).sort();
  const rows = await tx.sql<{ id: string }[]>`
    INSERT INTO inbox (consumer, event_id) SELECT ${consumer}, id::uuid FROM unnest(${ids}::text[]) AS id ON CONFLICT DO NOTHING RETURNING event_id::text AS id`;
  return new Set(rows.map(({ id }) => id));
}

/** Which of these events were taken before. */
export async function takenOf(db: Database, { consumer }: Following, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }[]>`SELECT event_id::text AS id FROM inbox WHERE consumer = ${consumer} AND event_id = ANY (${[...ids]}::text[]::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** The last number of each subject; a subject never seen is absent. */
export async function lastNumbers(tx: Tx, { consumer, source }: Following, subjects: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await tx.sql<{ subject: string; seq: string }[]>`
    SELECT subject, seq::text FROM inbox_subject WHERE consumer = ${consumer} AND source = ${source} AND subject = ANY (${[...subjects]}::text[])`;
  return new Map(rows.map(({ subject, seq }) => [subject, BigInt(seq)]));
}

export async function keepNumbers(tx: Tx, { consumer, source }: Following, numbers: ReadonlyMap<string, bigint>): Promise<void> {
  const subjects = [...numbers.keys()].sort();
  await tx.sql`
    INSERT INTO inbox_subject (consumer, source, subject, seq)
    SELECT ${consumer}, ${source}, x.subject, x.seq::bigint FROM unnest(${subjects}::text[], ${subjects.map((subject) => String(numbers.get(subject)))}::text[]) AS x(subject, seq)
    ON CONFLICT (consumer, source, subject) DO UPDATE SET seq = excluded.seq`;
}
