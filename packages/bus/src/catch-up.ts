import { leafHash, sameBytes, toUtf8 } from '@mizan/verifiable-log';
import { type Application, concerns } from './apply.ts';
import { type Patience } from './attempt.ts';
import { type Delivery } from './delivery.ts';
import { type Transport } from './feed.ts';
import { readPosition, takenOf } from './inbox.ts';
import { deliverPage } from './subscribe.ts';

export interface CatchUpOptions extends Application, Patience {
  /** The producer's own log, which has what Kafka lost, kept too short or brought in another order. */
  readonly log: Transport;
}

/**
 * Compares what was taken with the producer's log from the last complete place on, and takes what is missing, in the
 * order of the log; where other bytes were taken than the log has, its leaf is parked and what follows of its subject waits. Concurrent runs of several members of a group are safe: the inbox decides who applies.
 * @param until - stop before this index; without it, at the end of the log
 * @returns how many events had been missing
 */
export async function catchUp(options: CatchUpOptions, signal: AbortSignal, until = Infinity): Promise<number> {
  let missing = 0;
  for (let from = await readPosition(options.db, options); from < until && !signal.aborted; ) {
    const page = (await options.log.fetch(from, signal)).filter(({ index }) => index < until);
    const last = page.at(-1);
    if (!last) break;
    const lacking = await lackingOf(options, page.filter((delivery) => concerns(options, delivery)));
    await deliverPage(options, lacking, last.index, signal);
    missing += lacking.length;
    from = last.index + 1;
  }
  return missing;
}

async function lackingOf(options: CatchUpOptions, page: readonly Delivery[]): Promise<Delivery[]> {
  const ids = page.map(({ leaf }) => (JSON.parse(leaf) as { id: string }).id);
  const taken = await takenOf(options.db, options, ids);
  return page.filter(({ leaf }, place) => {
    const id = ids[place] ?? '';
    const hash = taken.get(id);
    return !taken.has(id) || (hash !== undefined && !sameBytes(hash, leafHash(toUtf8(leaf))));
  });
}
