import { transact } from '@mizan/db';
import { type Application, applyEvent, whyNotNow } from './apply.ts';
import { type Delivery, openDelivery } from './delivery.ts';
import { take } from './inbox.ts';
import { forget, readParked, unpark } from './parked.ts';
import { isTransient } from './transient.ts';

/**
 * Applies parked events again in the order of the log. Each is taken out and applied in one transaction, so one that
 * fails again stays parked, and what follows it of its subject stays behind it. Safe to repeat.
 * @returns how many were applied
 * @throws what the database says when it does not answer; nothing is lost by it
 */
export async function replayDeadLetters(application: Application): Promise<number> {
  const failing = new Set<string>();
  let applied = 0;
  for (const parked of await readParked(application.db, application)) {
    if (failing.has(parked.subject)) continue;
    if (await applyParked(application, parked)) applied += 1;
    else failing.add(parked.subject);
  }
  return applied;
}

async function applyParked(application: Application, delivery: Delivery): Promise<boolean> {
  try {
    const event = openDelivery(delivery, application.source);
    await transact(application.db, application.actor, async (tx) => {
      await unpark(tx, application, delivery);
      await forget(tx, application, event.id);
      const reason = await whyNotNow(tx, application, delivery.index, event);
      if (reason) throw new Error(reason);
      await take(tx, application, event);
      await applyEvent(tx, application, event);
    });
    return true;
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  }
}
