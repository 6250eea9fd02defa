import { type Envelope } from '@mizan/contracts';
import { transact } from '@mizan/db';
import { type Application } from './apply.ts';
import { type Delivery, openDelivery, OutOfTurn } from './delivery.ts';
import { keepNumbers, lastNumbers, takeAll } from './inbox.ts';
import { blockedSubjects } from './parked.ts';

/**
 * Applies many leaves in one transaction: all or nothing. The quick way when nothing is wrong; on any fault the caller
 * applies them one by one, which says which of them is at fault.
 * @throws Unacceptable, OutOfTurn, or whatever a handler throws; nothing was applied then
 */
export async function applyBatch(application: Application, deliveries: readonly Delivery[]): Promise<void> {
  const events = deliveries.map((delivery) => openDelivery(delivery, application.source));
  await transact(application.db, application.actor, async (tx) => {
    const fresh = await takeAll(tx, application, events);
    const due = events.filter(({ id }) => fresh.delete(id));
    if (due.length === 0) return;
    const subjects = [...new Set(due.map(({ subject }) => subject))];
    const numbers = await lastNumbers(tx, application, subjects);
    if ((await blockedSubjects(tx, application, subjects)).size > 0) throw new OutOfTurn('an earlier event of a subject is parked');
    for (const event of due) {
      numbers.set(event.subject, turnOf(event, numbers));
      await application.handlers[event.type]?.(tx, event);
    }
    await keepNumbers(tx, application, numbers);
  });
}

function turnOf({ subject, subjectseq }: Envelope, numbers: ReadonlyMap<string, bigint>): bigint {
  const turn = (numbers.get(subject) ?? 0n) + 1n;
  if (BigInt(subjectseq) !== turn) throw new OutOfTurn(`event ${subjectseq} of its subject came where ${turn} was due`);
  return turn;
}
