import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '@mizan/http';
import { Unacceptable, Unsettled } from './delivery.ts';

export interface Patience {
  /** Attempts before an event is parked; a fault of the connection or the moment does not count. */
  readonly attempts?: number;
  /** Pause before another attempt, in milliseconds; by default random up to 0.4 s, doubling to at most 30 s. */
  readonly backoffMs?: (attempt: number) => number;
  readonly onFault: (error: Error, what: string) => void;
}
/** Why it was given up, or nothing when it was done or we were told to stop. */
export type Outcome = { readonly fault: Error; readonly attempts: number } | undefined;

/** Does something until it succeeds, with a random pause that widens; gives up where another attempt cannot mend it. */
export async function attempt(work: () => Promise<void>, { attempts = 5, backoffMs = fullJitter, onFault }: Patience, what: string, signal: AbortSignal): Promise<Outcome> {
  let counted = 0;
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      await work();
      return undefined;
    } catch (error) {
      const fault = error as Error;
      onFault(fault, what);
      if (!isTransient(fault)) counted += 1;
      if (counted >= attempts || isHopeless(fault)) return { fault, attempts: tries };
      await pause(backoffMs(tries), undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Data that do not fit the event's declaration will not fit it at the next attempt either. */
const isHopeless = (fault: Error) => fault instanceof Unacceptable || fault instanceof Unsettled || fault.name === 'ZodError';

const fullJitter = (attempt: number) => Math.random() * Math.min(30_000, 200 * 2 ** attempt);
