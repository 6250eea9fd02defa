import { readLogEntries } from '@mizan/contracts';
import { call } from '@mizan/http';
import { type Delivery } from './delivery.ts';

/** A way to move the same bytes: what it delivers may come twice; it never skips. */
export interface Transport {
  /** Leaves from an index on, in order; none when there is nothing new. */
  fetch(from: number, signal: AbortSignal): Promise<readonly Delivery[]>;
}

/** The feed: the consumer pulls the producer's log over HTTP. */
export function feedTransport({ url, token, batch = 500 }: { url: string; token: () => Promise<string>; batch?: number }): Transport {
  return {
    async fetch(from, signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(15_000)]);
      const page = await call(readLogEntries, { baseUrl: url, token: await token(), query: { from, limit: batch }, signal: limit });
      return page.entries;
    },
  };
}
