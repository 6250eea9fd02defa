import { type Database, type Tx } from '@mizan/db';
import { fromUtf8, toUtf8 } from '@mizan/verifiable-log';
import { claimsOf, type Delivery } from './delivery.ts';
import { type Following } from './inbox.ts';

/** A parked message: a leaf of the producer's log, or, without an index, something that only claimed to be one. */
export interface Parked {
  readonly letterId: string;
  readonly index: number | undefined;
  /** Where on Kafka it lay, for what is no leaf of the log. */
  readonly place: string | undefined;
  readonly subject: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly replayAskedBy: string | undefined;
  /** Who looked at a message that is no leaf, and why it may rest. */
  readonly setAside: { readonly by: string; readonly because: string; readonly at: string } | undefined;
}

/** Keeps a leaf that cannot be applied, with its bytes and the reason. */
export async function park(tx: Tx, { consumer, source }: Following, delivery: Delivery, reason: string, attempts = 1): Promise<void> {
  const { subject, type } = claimsOf(delivery);
  await tx.sql`
    INSERT INTO dead_letter (consumer, source, idx, subject, type, bytes, reason, attempts)
    VALUES (${consumer}, ${source}, ${String(delivery.index)}::text::bigint, ${subject}, ${type}, ${toUtf8(delivery.leaf)}, ${reason}, ${String(attempts)}::text::int)
    ON CONFLICT DO NOTHING`;
}

/** Keeps a message that is no leaf of the producer's log. Nothing waits behind it: whoever sent it cannot hold up the events of others. */
export async function parkForeign(tx: Tx, { consumer, source }: Following, { place, bytes }: { place: string; bytes: Uint8Array }, reason: string): Promise<void> {
  await tx.sql`INSERT INTO dead_letter (consumer, source, place, subject, bytes, reason) VALUES (${consumer}, ${source}, ${place}, '', ${bytes}, ${reason}) ON CONFLICT DO NOTHING`;
}

/** Whether this leaf or an earlier one of its subject is parked: what follows it must wait, or order is lost. */
export async function isBlocked(tx: Tx, { consumer, source }: Following, subject: string, index: number): Promise<boolean> {
  const rows = await tx.sql`
    SELECT 1 FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND subject = ${subject} AND idx <= ${String(index)}::text::bigint LIMIT 1`;
  return rows.length > 0;
}

/** Which of these subjects have anything parked. */
export async function blockedSubjects(tx: Tx, { consumer, source }: Following, subjects: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ subject: string }[]>`SELECT DISTINCT subject FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND idx IS NOT NULL AND subject = ANY (${[...subjects]}::text[])`;
  return new Set(rows.map(({ subject }) => subject));
}

/** Takes a parked leaf out, so that it can be taken again. */
export async function unpark(tx: Tx, { consumer, source }: Following, { index }: Delivery): Promise<void> {
  await tx.sql`DELETE FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND idx = ${String(index)}::text::bigint`;
}

/** Lets an event be taken again that was noted when it was parked behind another. */
export async function forget(tx: Tx, { consumer }: Following, eventId: string): Promise<void> {
  await tx.sql`DELETE FROM inbox WHERE consumer = ${consumer} AND event_id = ${eventId}::uuid`;
}

interface Row {
  readonly number: string | null;
  readonly place: string | null;
  readonly asked: string | null;
  readonly letter_id: string;
  readonly subject: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly reason: string;
  readonly attempts: number;
  readonly parked_at: Date;
  readonly set_aside_by: string | null;
  readonly set_aside_because: string | null;
  readonly set_aside_at: Date | null;
}

const letterOf = ({ letter_id: letterId, number, place, asked, parked_at: parkedAt, subject, type, bytes, reason, attempts, set_aside_by: by, set_aside_because: because, set_aside_at: at }: Row): Parked => ({
  letterId, subject, type, bytes, reason, attempts,
  index: number === null ? undefined : Number(number),
  place: place ?? undefined,
  parkedAt: parkedAt.toISOString(),
  replayAskedBy: asked ?? undefined,
  setAside: by === null || because === null || at === null ? undefined : { by, because, at: at.toISOString() },
});

/** What of one consumer is parked and not set aside, or of one subject alone: leaves in the order of the log, then what is no leaf of it. */
export async function readParked({ sql }: Pick<Database, 'sql'>, { consumer, source }: Following, subject?: string): Promise<Parked[]> {
  const rows = await sql<Row[]>`
    SELECT letter_id::text, idx::text AS number, place, subject, type, bytes, reason, attempts, parked_at, replay_asked_by AS asked, set_aside_by, set_aside_because, set_aside_at
    FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND set_aside_at IS NULL AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null}) ORDER BY idx NULLS LAST, dead_letter.letter_id`;
  return rows.map(letterOf);
}

/** What any consumer of this database has parked, oldest first. @param after - the number of the last letter of the page before. @param all - also what was set aside */
export async function readLetters({ sql }: Pick<Database, 'sql'>, { after, limit, all = false }: { after: string; limit: number; all?: boolean }): Promise<(Parked & Following)[]> {
  const rows = await sql<(Row & Following)[]>`
    SELECT consumer, source, letter_id::text, idx::text AS number, place, subject, type, bytes, reason, attempts, parked_at, replay_asked_by AS asked, set_aside_by, set_aside_because, set_aside_at
    FROM dead_letter WHERE letter_id > ${after}::text::bigint AND (${all} OR set_aside_at IS NULL) ORDER BY dead_letter.letter_id LIMIT ${String(limit)}::text::int`;
  return rows.map((row) => ({ ...letterOf(row), consumer: row.consumer, source: row.source }));
}

/** A parked leaf as it was delivered; nothing for a message that is no leaf. */
export const leafOf = ({ index, bytes }: Parked): Delivery | undefined => (index === undefined ? undefined : { index, leaf: fromUtf8(bytes) });
