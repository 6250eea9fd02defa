import { transact } from '@mizan/db';
import { type Application, concerns } from './apply.ts';
import { type Patience } from './attempt.ts';
import { type Delivery } from './delivery.ts';
import { type Transport } from './feed.ts';
import { advancePast, readPosition, takenOf } from './inbox.ts';
import { deliverInOrder } from './subscribe.ts';

export interface CatchUpOptions extends Application, Patience {
  /** The producer's own log, which has what Kafka lost, kept too short or brought in another order. */
  readonly log: Transport;
}

/**
 * Compares what was taken with the producer's log from the last complete place on, and takes what is missing, in the
 * order of the log. Concurrent runs of several members of a group are safe: the inbox decides who applies.
 * @param until - stop before this index; without it, at the end of the log
 * @returns how many events had been missing
 */
export async function catchUp(options: CatchUpOptions, signal: AbortSignal, until = Infinity): Promise<number> {
  let missing = 0;
  for (let from = await readPosition(options.db, options); from < until && !signal.aborted; ) {
    const page = (await options.log.fetch(from, signal)).filter(({ index }) => index < until);
    const last = page.at(-1);
    if (!last) break;
    missing += await takeMissing(options, page.filter((delivery) => concerns(options, delivery)), signal);
    if (signal.aborted) break;
    await transact(options.db, options.actor, (tx) => advancePast(tx, options, last.index));
    from = last.index + 1;
  }
  return missing;
}

async function takeMissing(options: CatchUpOptions, page: readonly Delivery[], signal: AbortSignal): Promise<number> {
  const ids = page.map(({ leaf }) => (JSON.parse(leaf) as { id: string }).id);
  const taken = await takenOf(options.db, options, ids);
  const missing = page.filter((_delivery, place) => !taken.has(ids[place] ?? ''));
  for (const delivery of missing) {
    if (signal.aborted) break;
    await deliverInOrder(options, delivery, signal);
  }
  return missing.length;
}
