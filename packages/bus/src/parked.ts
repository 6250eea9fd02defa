import { type Database, type Tx } from '@mizan/db';
import { claimedSubject, type Delivery } from './delivery.ts';
import { type Following } from './inbox.ts';

/** Keeps a delivery that cannot be applied, with its bytes and the reason. */
export async function park(tx: Tx, { consumer, source }: Following, delivery: Delivery, reason: string): Promise<void> {
  await tx.sql`
    INSERT INTO dead_letter (consumer, source, idx, subject, leaf, reason)
    VALUES (${consumer}, ${source}, ${String(delivery.index)}::text::bigint, ${claimedSubject(delivery)}, ${delivery.leaf}, ${reason})
    ON CONFLICT DO NOTHING`;
}

/** Whether this delivery or an earlier one of its subject is parked: what follows it must wait, or order is lost. */
export async function isBlocked(tx: Tx, { consumer, source }: Following, subject: string, index: number): Promise<boolean> {
  const rows = await tx.sql`
    SELECT 1 FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND subject = ${subject} AND idx <= ${String(index)}::text::bigint LIMIT 1`;
  return rows.length > 0;
}

/** Takes a parked delivery out, so that it can be taken again. */
export async function unpark(tx: Tx, { consumer, source }: Following, { index }: Delivery): Promise<void> {
  await tx.sql`DELETE FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} AND idx = ${String(index)}::text::bigint`;
}

/** Lets an event be taken again that was noted when it was parked behind another. */
export async function forget(tx: Tx, { consumer }: Following, eventId: string): Promise<void> {
  await tx.sql`DELETE FROM inbox WHERE consumer = ${consumer} AND event_id = ${eventId}::uuid`;
}

/** Parked deliveries in the order of the log. */
export async function readParked(db: Database, { consumer, source }: Following): Promise<(Delivery & { readonly subject: string; readonly reason: string })[]> {
  const rows = await db.sql<{ number: string; leaf: string; subject: string; reason: string }[]>`
    SELECT idx::text AS number, leaf, subject, reason FROM dead_letter WHERE consumer = ${consumer} AND source = ${source} ORDER BY idx`;
  return rows.map(({ number, ...rest }) => ({ index: Number(number), ...rest }));
}
