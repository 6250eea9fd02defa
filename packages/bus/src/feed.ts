import { readLogEntries } from '@mizan/contracts';
import { call } from '@mizan/http';

export interface Delivery {
  readonly index: number;
  readonly leaf: string;
}
/** A way to move the same bytes: what it delivers may come twice; it never skips. */
export interface Transport {
  fetch(from: number): Promise<readonly Delivery[]>;
}

/** The feed: the consumer pulls the producer's log over HTTP. */
export function feedTransport({ url, token, batch = 200 }: { url: string; token: () => Promise<string>; batch?: number }): Transport {
  return {
    async fetch(from) {
      const page = await call(readLogEntries, { baseUrl: url, token: await token(), query: { from, limit: batch }, signal: AbortSignal.timeout(15_000) });
      return page.entries;
    },
  };
}
