import { transact } from '@mizan/db';
import { isTransient } from '@mizan/http';
import { type Application, applyEvent } from './apply.ts';
import { type Delivery, openDelivery } from './delivery.ts';
import { takeAll } from './inbox.ts';
import { forget, isBlocked, leafOf, readParked, unpark } from './parked.ts';

/**
 * Applies parked events again in the order of the log. Each is taken out and applied in one transaction, so one that
 * fails again stays parked, and what follows it of its subject stays behind it. Safe to repeat. What is no leaf of the
 * log is left alone: there is nothing to apply.
 * @param subject - to apply what is parked of one subject alone; its later leaves wait behind its earlier ones
 * @returns how many were applied
 * @throws what the database says when it does not answer; nothing is lost by it
 */
export async function replayDeadLetters(application: Application, subject?: string): Promise<number> {
  const failing = new Set<string>();
  let applied = 0;
  for (const parked of await readParked(application.db, application, subject)) {
    const delivery = leafOf(parked);
    if (!delivery || failing.has(parked.subject)) continue;
    if (await applyParked(application, delivery)) applied += 1;
    else failing.add(parked.subject);
  }
  return applied;
}

async function applyParked(application: Application, delivery: Delivery): Promise<boolean> {
  try {
    const opened = openDelivery(delivery, application.source);
    const { event } = opened;
    await transact(application.db, application.actor, async (tx) => {
      await unpark(tx, application, delivery);
      await forget(tx, application, event.id);
      if (await isBlocked(tx, application, event.subject, delivery.index)) throw new Error('an earlier event of this subject is parked');
      await takeAll(tx, application, [opened], true);
      await applyEvent(tx, application, opened);
    });
    return true;
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  }
}
