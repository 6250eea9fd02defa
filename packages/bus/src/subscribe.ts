import { setTimeout as pause } from 'node:timers/promises';
import { transact } from '@mizan/db';
import { toUtf8 } from '@mizan/verifiable-log';
import { applyBatch } from './apply-batch.ts';
import { type Application, applyInOrder, concerns, type EventHandler, giveUp } from './apply.ts';
import { attempt, type Patience } from './attempt.ts';
import { Altered, type Delivery } from './delivery.ts';
import { type Transport } from './feed.ts';
import { readPosition } from './inbox.ts';
import { parkForeign } from './parked.ts';

export { type EventHandler };
export interface SubscribeOptions extends Application, Patience {
  readonly transport: Transport;
  readonly idleMs?: number;
}
export interface Subscription {
  stop(): Promise<void>;
  /** The index up to which every leaf of the producer's log is known to have been taken. */
  position(): Promise<number>;
  /** Takes everything the producer's log has now; needed before a decision that must not miss anything. */
  catchUp(): Promise<void>;
}

/**
 * Follows a producer's log by its feed and applies each event once, in order. Delivery is at least once; effects
 * happen once. An event that fails every attempt is parked and the others go on.
 */
export function subscribe(options: SubscribeOptions): Subscription {
  const stopping = new AbortController();
  const running = follow(options, stopping.signal);
  return {
    position: () => readPosition(options.db, options),
    catchUp: () => takeAllThereIs(options, stopping.signal),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Half the pause after the first empty answer, in milliseconds; the next are twice as long each, up to `idleMs`. */
const shortestIdleMs = 5;

async function follow(options: SubscribeOptions, signal: AbortSignal): Promise<void> {
  const { idleMs = 100, onFault, source } = options;
  let idle = shortestIdleMs;
  while (!signal.aborted) {
    try {
      idle = (await deliverNext(options, signal)) ? shortestIdleMs : Math.min(idleMs, idle * 2);
      if (idle > shortestIdleMs) await pause(idle, undefined, { signal }).catch(() => undefined);
    } catch (error) {
      if (signal.aborted) return;
      onFault(error as Error, `following ${source}`);
      await pause(1000, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function takeAllThereIs(options: SubscribeOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await deliverNext(options, signal)));
}

/** Fetches what comes next and delivers it. @returns whether there was anything */
async function deliverNext(options: SubscribeOptions, signal: AbortSignal): Promise<boolean> {
  const deliveries = await options.transport.fetch(await readPosition(options.db, options), signal);
  const last = deliveries.at(-1);
  if (last) await deliverPage(options, deliveries.filter((delivery) => concerns(options, delivery)), last.index, signal);
  return last !== undefined;
}

/**
 * Applies leaves that came in the order of the log, in one transaction when nothing is wrong with any of them and one
 * by one otherwise, parks what cannot be applied, and moves the position behind all of them.
 */
export async function deliverPage(options: Application & Patience, deliveries: readonly Delivery[], behind: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || (await appliedTogether(options, deliveries, behind))) return;
  for (const delivery of deliveries) {
    if (signal.aborted) return;
    await deliverInOrder(options, delivery, signal);
  }
  if (!signal.aborted) await applyBatch(options, [], behind);
}

async function appliedTogether(options: Application, deliveries: readonly Delivery[], behind: number): Promise<boolean> {
  try {
    await applyBatch(options, deliveries, behind);
    return true;
  } catch {
    return false;
  }
}

/** Applies a leaf of the feed, or parks it, and moves on. */
async function deliverInOrder(options: Application & Patience, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const outcome = await attempt(() => applyInOrder(options, delivery), options, `applying leaf ${delivery.index} of ${options.source}`, signal);
  if (!outcome) return;
  if (outcome.fault instanceof Altered && delivery.index < (await readPosition(options.db, options))) await parkAltered(options, delivery, outcome.fault);
  else await giveUp(options, delivery, { reason: outcome.fault.message, attempts: outcome.attempts, inOrder: true });
}

/** The leaf of that place was taken: this is none, and nothing waits behind it. */
async function parkAltered(options: Application, { index, leaf }: Delivery, { message }: Altered): Promise<void> {
  await transact(options.db, options.actor, (tx) => parkForeign(tx, options, { place: `log@${index}`, bytes: toUtf8(leaf) }, message));
}
