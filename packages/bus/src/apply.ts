import { type Envelope } from '@mizan/contracts';
import { type Actor, type Database, transact, type Tx } from '@mizan/db';
import { type Delivery, openDelivery } from './delivery.ts';
import { advancePast, dueNumber, type Following, keepNumber, take } from './inbox.ts';
import { isBlocked, park } from './parked.ts';

export type EventHandler = (tx: Tx, event: Envelope) => Promise<void>;
export interface Application extends Following {
  readonly db: Database;
  readonly actor: Actor;
  readonly handlers: Readonly<Record<string, EventHandler>>;
}

/**
 * Applies one delivery: inbox, sequence of its subject, effect and position commit together or not at all.
 * What came before is skipped; an event behind a parked one of its subject is parked too.
 * @throws Unacceptable for what no second attempt can mend
 */
export async function applyDelivery(application: Application, delivery: Delivery): Promise<void> {
  const event = openDelivery(delivery, application.source);
  await transact(application.db, application.actor, async (tx) => {
    if (await take(tx, application, event)) await applyOrPark(tx, application, delivery, event);
    await advancePast(tx, application, delivery.index);
  });
}

async function applyOrPark(tx: Tx, application: Application, delivery: Delivery, event: Envelope): Promise<void> {
  const reason = await whyNotNow(tx, application, delivery.index, event);
  if (reason) await park(tx, application, delivery, reason);
  else await applyEvent(tx, application, event);
}

/** The effect of an event whose turn it is; a type nobody handles counts all the same. */
export async function applyEvent(tx: Tx, application: Application, event: Envelope): Promise<void> {
  await application.handlers[event.type]?.(tx, event);
  await keepNumber(tx, application, event);
}

/** Why an event cannot be applied yet: something of its subject that belongs before it is missing or parked. */
export async function whyNotNow(tx: Tx, following: Following, index: number, { subject, subjectseq }: Envelope): Promise<string | undefined> {
  if (await isBlocked(tx, following, subject, index)) return 'an earlier event of this subject is parked';
  const due = await dueNumber(tx, following, subject);
  return BigInt(subjectseq) === due ? undefined : `event ${subjectseq} of its subject came where ${due} was due`;
}

/** Parks a delivery that failed, and goes on behind it. */
export async function giveUp({ db, actor, ...application }: Application, delivery: Delivery, reason: string): Promise<void> {
  await transact(db, actor, async (tx) => {
    await park(tx, application, delivery, reason);
    await advancePast(tx, application, delivery.index);
  });
}
