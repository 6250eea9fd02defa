import { type Envelope } from '@mizan/contracts';
import { transact, type Tx } from '@mizan/db';
import { type Application } from './apply.ts';
import { type Delivery, openDelivery, type Opened, OutOfTurn, Unsettled } from './delivery.ts';
import { handle } from './handle.ts';
import { advancePast, keepNumbers, lastNumbers, takeAll } from './inbox.ts';
import { blockedSubjects } from './parked.ts';

/**
 * Applies many leaves in one transaction: all or nothing. The quick way when nothing is wrong; on any fault the caller
 * applies them one by one, which says which of them is at fault.
 * @param behind - of leaves that come from the log itself in its order: the index the position moves behind in the same transaction
 * @throws Unacceptable, Unsettled, or whatever a handler throws; nothing was applied then
 */
export async function applyBatch(application: Application, deliveries: readonly Delivery[], behind?: number): Promise<void> {
  const opened = deliveries.map((delivery) => openDelivery(delivery, application.source));
  await transact(application.db, application.actor, async (tx) => {
    if (opened.length > 0) await applyAll(tx, application, opened, behind !== undefined);
    if (behind !== undefined) await advancePast(tx, application, behind);
  });
}

async function applyAll(tx: Tx, application: Application, opened: readonly Opened[], isLog: boolean): Promise<void> {
  const events = opened.map(({ event }) => event);
  const subjects = [...new Set(events.map(({ subject }) => subject))];
  // Sent together, answered in this order: one round trip.
  const [{ fresh, unproven }, numbers, blocked] = await Promise.all([takeAll(tx, application, opened, isLog), lastNumbers(tx, application, subjects), blockedSubjects(tx, application, subjects)]);
  if (unproven && !isLog) throw new Unsettled('some were taken before the hash of what is taken was kept');
  const due = opened.filter(({ event }) => fresh.delete(event.id));
  if (due.length === 0) return;
  if (due.some(({ event }) => blocked.has(event.subject))) throw new Unsettled('an earlier event of a subject is parked');
  // Only what this batch moved is kept: another member of the group may have moved the rest since it was read.
  const moved = new Map<string, bigint>();
  for (const one of due) {
    const { event } = one;
    const turn = turnOf(event, moved.get(event.subject) ?? numbers.get(event.subject));
    moved.set(event.subject, turn);
    await handle(tx, application, one);
  }
  await keepNumbers(tx, application, moved);
}

function turnOf({ subjectseq }: Envelope, last = 0n): bigint {
  const turn = last + 1n;
  if (BigInt(subjectseq) !== turn) throw new OutOfTurn(`event ${subjectseq} of its subject came where ${turn} was due`);
  return turn;
}
