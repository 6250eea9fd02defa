import { type Application, applyDelivery, type EventHandler, park } from './apply.ts';
import { type Delivery, type Transport } from './feed.ts';

export { type EventHandler };
export interface SubscribeOptions extends Application {
  readonly transport: Transport;
  /** Attempts before an event is parked. */
  readonly attempts?: number;
  readonly idleMs?: number;
  readonly onFault: (error: Error, what: string) => void;
}
export interface Subscription {
  stop(): Promise<void>;
}

/** Faults of the connection or the moment: worth another try, however often. */
const transient = new Set(['40001', '40P01', '57P01', '57P03', '08006', '08001', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_ENDED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', 'CONNECTION_DESTROYED']);

/**
 * Follows a producer's log and applies each event once, in order. Delivery is at least once; effects happen once.
 * An event that fails every attempt is parked and the others go on.
 */
export function subscribe(options: SubscribeOptions): Subscription {
  const { transport, idleMs = 100, onFault } = options;
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const deliveries = await transport.fetch(await position(options));
        for (const delivery of deliveries) {
          if (stopping.signal.aborted) return;
          await deliver(options, delivery, stopping.signal);
        }
        if (!deliveries.length) await pause(idleMs, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        onFault(error as Error, `following ${options.source}`);
        await pause(1000, stopping.signal);
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function deliver(options: SubscribeOptions, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { attempts = 5, onFault } = options;
  for (let attempt = 1; !signal.aborted; ) {
    try {
      return await applyDelivery(options, delivery);
    } catch (error) {
      const fault = error as Error & { code?: string };
      onFault(fault, `applying leaf ${delivery.index} of ${options.source}`);
      if (!isTransient(fault)) attempt += 1;
      if (attempt > attempts) return park(options, delivery, fault.message);
      await pause(Math.random() * Math.min(30_000, 200 * 2 ** attempt), signal);
    }
  }
}

/** A service that does not answer is as transient as a database that does not. */
function isTransient(fault: Error & { code?: string; cause?: unknown; status?: number }): boolean {
  const cause = fault.cause as { code?: string } | undefined;
  return transient.has(fault.code ?? '') || transient.has(cause?.code ?? '') || fault.name === 'TimeoutError' || (fault.status ?? 0) >= 500;
}

async function position({ db, consumer, source }: Application): Promise<number> {
  const [row] = await db.sql<{ next: string }[]>`SELECT next_index::text AS next FROM feed_position WHERE consumer = ${consumer} AND source = ${source}`;
  return Number(row?.next ?? 0);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
