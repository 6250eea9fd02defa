import { Envelope } from '@mizan/contracts';
import { type Actor, type Database, transact, type Tx } from '@mizan/db';
import { parseCanonical } from '@mizan/verifiable-log';
import { type Delivery } from './feed.ts';

export type EventHandler = (tx: Tx, event: Envelope) => Promise<void>;
export interface Application {
  readonly db: Database;
  readonly actor: Actor;
  readonly consumer: string;
  /** The origin whose events are taken: `<deployment>/audit/<service>`. */
  readonly source: string;
  readonly handlers: Readonly<Record<string, EventHandler>>;
}

/**
 * Applies one delivery: inbox, sequence of its subject, effect and position commit together or not at all.
 * What came before is skipped; an event behind a parked one of its subject is parked too.
 */
export async function applyDelivery(application: Application, delivery: Delivery): Promise<void> {
  const { db, actor, consumer, source, handlers } = application;
  const event = Envelope.parse(parseCanonical(delivery.leaf));
  if (event.source !== source) throw new RangeError(`an event of ${event.source} came from ${source}`);
  await transact(db, actor, async (tx) => {
    if (!(await firstTime(tx, consumer, event))) return advance(tx, consumer, source, delivery.index + 1);
    const reason = await whyNotNow(tx, consumer, source, event);
    if (reason) await insertDeadLetter(tx, application, delivery, event.subject, reason);
    else {
      await handlers[event.type]?.(tx, event);
      await keepSequence(tx, consumer, source, event);
    }
    await advance(tx, consumer, source, delivery.index + 1);
  });
}

/** Parks a delivery that cannot be applied, with its bytes and the reason, and goes on behind it. */
export async function park({ db, actor, consumer, source, ...rest }: Application, delivery: Delivery, reason: string): Promise<void> {
  const subject = subjectOf(delivery.leaf);
  await transact(db, actor, async (tx) => {
    await insertDeadLetter(tx, { db, actor, consumer, source, ...rest }, delivery, subject, reason);
    await advance(tx, consumer, source, delivery.index + 1);
  });
}

function subjectOf(leaf: string): string {
  try {
    return String((JSON.parse(leaf) as { subject?: unknown }).subject ?? '');
  } catch {
    return '';
  }
}

async function firstTime(tx: Tx, consumer: string, event: Envelope): Promise<boolean> {
  const rows = await tx.sql`INSERT INTO inbox (consumer, event_id) VALUES (${consumer}, ${event.id}::uuid) ON CONFLICT DO NOTHING RETURNING 1`;
  return rows.length === 1;
}

async function whyNotNow(tx: Tx, consumer: string, source: string, event: Envelope): Promise<string | undefined> {
  const parked = await tx.sql`SELECT 1 FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND subject = ${event.subject} LIMIT 1`;
  if (parked.length) return 'an earlier event of this subject is parked';
  const [last] = await tx.sql<{ seq: string }[]>`SELECT seq::text FROM inbox_subject WHERE consumer = ${consumer} AND source = ${source} AND subject = ${event.subject}`;
  const expected = Number(last?.seq ?? 0) + 1;
  return Number(event.subjectseq) === expected ? undefined : `event ${event.subjectseq} of its subject came where ${expected} was due`;
}

async function keepSequence(tx: Tx, consumer: string, source: string, event: Envelope): Promise<void> {
  await tx.sql`
    INSERT INTO inbox_subject (consumer, source, subject, seq) VALUES (${consumer}, ${source}, ${event.subject}, ${event.subjectseq}::text::bigint)
    ON CONFLICT (consumer, source, subject) DO UPDATE SET seq = excluded.seq`;
}

async function insertDeadLetter(tx: Tx, { consumer, source }: Application, { index, leaf }: Delivery, subject: string, reason: string): Promise<void> {
  await tx.sql`
    INSERT INTO dead_letter (consumer, source, idx, subject, leaf, reason) VALUES (${consumer}, ${source}, ${String(index)}::text::bigint, ${subject}, ${leaf}, ${reason})
    ON CONFLICT DO NOTHING`;
}

async function advance(tx: Tx, consumer: string, source: string, next: number): Promise<void> {
  await tx.sql`
    INSERT INTO feed_position (consumer, source, next_index) VALUES (${consumer}, ${source}, ${String(next)}::text::bigint)
    ON CONFLICT (consumer, source) DO UPDATE SET next_index = greatest(feed_position.next_index, excluded.next_index)`;
}
