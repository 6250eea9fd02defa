import { setTimeout } from 'node:timers/promises';
import { type Application, applyDelivery, type EventHandler, giveUp } from './apply.ts';
import { type Delivery, Unacceptable } from './delivery.ts';
import { type Transport } from './feed.ts';
import { readPosition } from './inbox.ts';
import { isTransient } from './transient.ts';

export { type EventHandler };
export interface SubscribeOptions extends Application {
  readonly transport: Transport;
  /** Attempts before an event is parked. */
  readonly attempts?: number;
  readonly idleMs?: number;
  /** Pause before another attempt, in milliseconds; by default random up to 0.4 s, doubling to at most 30 s. */
  readonly backoffMs?: (attempt: number) => number;
  readonly onFault: (error: Error, what: string) => void;
}
export interface Subscription {
  stop(): Promise<void>;
  /** The index this consumer reads next. */
  position(): Promise<number>;
}

/**
 * Follows a producer's log and applies each event once, in order. Delivery is at least once; effects happen once.
 * An event that fails every attempt is parked and the others go on.
 */
export function subscribe(options: SubscribeOptions): Subscription {
  const stopping = new AbortController();
  const running = follow(options, stopping.signal);
  return {
    position: () => readPosition(options.db, options),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function follow(options: SubscribeOptions, signal: AbortSignal): Promise<void> {
  const { idleMs = 100, onFault, source } = options;
  while (!signal.aborted) {
    try {
      const brought = await deliverNext(options, signal);
      if (!brought) await pause(idleMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      onFault(error as Error, `following ${source}`);
      await pause(1000, signal);
    }
  }
}

/** Fetches what comes next and delivers it. @returns whether there was anything */
async function deliverNext(options: SubscribeOptions, signal: AbortSignal): Promise<boolean> {
  const deliveries = await options.transport.fetch(await readPosition(options.db, options), signal);
  for (const delivery of deliveries) {
    if (signal.aborted) break;
    await deliver(options, delivery, signal);
  }
  return deliveries.length > 0;
}

async function deliver(options: SubscribeOptions, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { attempts = 5, backoffMs = fullJitter, onFault } = options;
  for (let attempt = 1; !signal.aborted; ) {
    try {
      return await applyDelivery(options, delivery);
    } catch (error) {
      const fault = error as Error;
      onFault(fault, `applying leaf ${delivery.index} of ${options.source}`);
      if (!isTransient(fault)) attempt += 1;
      if (attempt > attempts || isHopeless(fault)) return giveUp(options, delivery, fault.message);
      await pause(backoffMs(attempt), signal);
    }
  }
}

/** Data that do not fit the event's declaration will not fit it at the next attempt either. */
const isHopeless = (fault: Error) => fault instanceof Unacceptable || fault.name === 'ZodError';

const fullJitter = (attempt: number) => Math.random() * Math.min(30_000, 200 * 2 ** attempt);

const pause = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
