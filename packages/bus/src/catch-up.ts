import { transact } from '@mizan/db';
import { leafHash, sameBytes, toHex, toUtf8 } from '@mizan/verifiable-log';
import { type Application, concerns } from './apply.ts';
import { type Patience } from './attempt.ts';
import { type Delivery } from './delivery.ts';
import { type Transport } from './feed.ts';
import { prove, readPosition, readUnproven, takenOf, type Unproven } from './inbox.ts';
import { parkForeign } from './parked.ts';
import { deliverPage } from './subscribe.ts';

export interface CatchUpOptions extends Application, Patience {
  /** The producer's own log, which has what Kafka lost, kept too short or brought in another order. */
  readonly log: Transport;
}

/**
 * Compares what was taken with the producer's log from the last complete place on, and takes what is missing, in the
 * order of the log; where other bytes were taken than the log has, its leaf is parked and what follows of its subject
 * waits. Concurrent runs of several members of a group are safe: the inbox decides who applies.
 * @param until - stop before this index; without it, at the end of the log
 * @returns how many events had been missing
 */
export async function catchUp(options: CatchUpOptions, signal: AbortSignal, until = Infinity): Promise<number> {
  let missing = 0;
  // A leaf is in the log before it is on Kafka, so what was taken before now is found up to the log's end or never.
  const unproven = until === Infinity ? await readUnproven(options.db, options) : [];
  for (let from = await readPosition(options.db, options); from < until && !signal.aborted; ) {
    const page = (await options.log.fetch(from, signal)).filter(({ index }) => index < until);
    const last = page.at(-1);
    if (!last) break;
    const lacking = await lackingOf(options, page.filter((delivery) => concerns(options, delivery)));
    await deliverPage(options, lacking, last.index, signal);
    missing += lacking.length;
    from = last.index + 1;
  }
  if (unproven.length > 0 && !signal.aborted) await settleUnproven(options, unproven, signal);
  return missing;
}

/** Looks up what is still unproven where it claims to stand: the position may have gone past a topic that nobody handled then. What is not there was forged. */
async function settleUnproven(options: CatchUpOptions, before: readonly Unproven[], signal: AbortSignal): Promise<void> {
  const old = new Set(before.map(({ id }) => id));
  for (let open = (await readUnproven(options.db, options)).filter(({ id }) => old.has(id)); open.length > 0 && !signal.aborted; ) {
    const page = await options.log.fetch(open[0]!.index, signal);
    const leaves = new Set(page.map(({ leaf }) => toHex(leafHash(toUtf8(leaf)))));
    const end = page.at(-1)?.index ?? Infinity;
    const within = open.filter(({ index }) => index <= end);
    await prove(options.db, options, within.filter(({ hash }) => leaves.has(hash)).map(({ id }) => id));
    await nameForged(options, within.filter(({ hash }) => !leaves.has(hash)));
    open = open.filter(({ index }) => index > end);
  }
}

/** Parks a note of every event that was applied and is no leaf of the log; what it changed, nobody can take back by a rule. */
async function nameForged(options: CatchUpOptions, forged: readonly Unproven[]): Promise<void> {
  for (const { id, hash } of forged) {
    const reason = `the event ${id}, with the leaf hash ${hash}, was taken over Kafka and applied, and the log of ${options.source} has no such leaf: somebody forged it. Its bytes lie on the topic; what it changed has to be found and mended by hand`;
    options.onFault(new Error(reason), `comparing with the log of ${options.source}`);
    await transact(options.db, options.actor, async (tx) => {
      await parkForeign(tx, options, { place: `event ${id}`, bytes: new Uint8Array() }, reason);
      await prove(tx, options, [id]);
    });
  }
}

async function lackingOf(options: CatchUpOptions, page: readonly Delivery[]): Promise<Delivery[]> {
  const ids = page.map(({ leaf }) => (JSON.parse(leaf) as { id: string }).id);
  const taken = await takenOf(options.db, options, ids);
  const isLacking = ({ leaf }: Delivery, place: number) => {
    const id = ids[place] ?? '';
    const hash = taken.get(id);
    return !taken.has(id) || (hash !== undefined && !sameBytes(hash, leafHash(toUtf8(leaf))));
  };
  const isThere = page.map((delivery, place) => !isLacking(delivery, place));
  if (isThere.includes(true)) await prove(options.db, options, ids.filter((_id, place) => isThere[place]));
  return page.filter((_delivery, place) => !isThere[place]);
}
