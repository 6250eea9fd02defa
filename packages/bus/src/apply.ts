import { topicOf } from '@mizan/contracts';
import { type Actor, type Database, transact, type Tx } from '@mizan/db';
import { claimsOf, type Delivery, openDelivery, type Opened, OutOfTurn, Unsettled } from './delivery.ts';
import { type EventHandler, handle, type Handlers } from './handle.ts';
import { advancePast, dueNumber, type Following, keepNumber, takeAll } from './inbox.ts';
import { isBlocked, park } from './parked.ts';

export { type EventHandler };
export interface Application extends Following {
  readonly db: Database;
  readonly actor: Actor;
  readonly handlers: Handlers;
}

/** Whether a leaf lies on a topic that has anything this consumer handles; a subject's events all lie on one. */
export function concerns({ handlers }: Application, { leaf }: Delivery): boolean {
  const topic = topicOf(claimsOf({ leaf }).type);
  return topic === undefined || Object.keys(handlers).some((type) => topicOf(type) === topic);
}

const isBehind = 'an earlier event of this subject is parked';

/**
 * Applies what claims to be a leaf: inbox, sequence of its subject and effect commit together or not at all. What came
 * before is skipped.
 * @throws Unacceptable for what no second attempt can mend; Unsettled when only the producer's log can tell what to do
 */
export async function applyDelivery(application: Application, delivery: Delivery): Promise<void> {
  const opened = openDelivery(delivery, application.source);
  await transact(application.db, application.actor, async (tx) => {
    const { fresh, unproven } = await takeAll(tx, application, [opened], false);
    if (unproven) throw new Unsettled('this event was taken before the hash of what is taken was kept');
    if (fresh.size === 0) return;
    // Parked as a leaf it would hold others up, so it must be one.
    if (await isBlocked(tx, application, opened.event.subject, delivery.index)) throw new Unsettled(isBehind);
    await applyEvent(tx, application, opened);
  });
}

/**
 * The same for a leaf of the producer's log, which brings every leaf in its order: the position moves in the same
 * transaction, nothing can be missing, and an event behind a parked one of its subject is parked too.
 */
export async function applyInOrder(application: Application, delivery: Delivery): Promise<void> {
  const opened = openDelivery(delivery, application.source);
  await transact(application.db, application.actor, async (tx) => {
    const { fresh } = await takeAll(tx, application, [opened], true);
    if (fresh.size > 0) await applyOrPark(tx, application, delivery, opened);
    await advancePast(tx, application, delivery.index);
  });
}

async function applyOrPark(tx: Tx, application: Application, delivery: Delivery, opened: Opened): Promise<void> {
  if (await isBlocked(tx, application, opened.event.subject, delivery.index)) await park(tx, application, delivery, isBehind);
  else await applyEvent(tx, application, opened);
}

/** The effect of an event whose turn it is; a type nobody handles counts all the same. @throws OutOfTurn when it is not its turn */
export async function applyEvent(tx: Tx, application: Application, opened: Opened): Promise<void> {
  const { event } = opened;
  const due = await dueNumber(tx, application, event.subject);
  if (BigInt(event.subjectseq) !== due) throw new OutOfTurn(`event ${event.subjectseq} of its subject came where ${due} was due`);
  await handle(tx, application, opened);
  await keepNumber(tx, application, event);
}

/** Parks a leaf that failed, and goes on behind it. */
export async function giveUp({ db, actor, ...application }: Application, delivery: Delivery, { reason, attempts, inOrder }: { reason: string; attempts: number; inOrder: boolean }): Promise<void> {
  await transact(db, actor, async (tx) => {
    await park(tx, application, delivery, reason, attempts);
    if (inOrder) await advancePast(tx, application, delivery.index);
  });
}
