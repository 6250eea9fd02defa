import { setTimeout as pause } from 'node:timers/promises';
import { allEvents } from '@mizan/contracts';
import { transact } from '@mizan/db';
import { applyDelivery, giveUp } from './apply.ts';
import { applyBatch } from './apply-batch.ts';
import { type Batch, type Incoming } from './batch.ts';
import { attempt } from './attempt.ts';
import { catchUp, type CatchUpOptions } from './catch-up.ts';
import { bytesOf, openMessage } from './cloud-event.ts';
import { type Delivery, Unacceptable, Unsettled } from './delivery.ts';
import { readPosition } from './inbox.ts';
import { type KafkaSettings, openReceiver } from './kafka.ts';
import { parkForeign } from './parked.ts';
import { shareRuns } from './share-runs.ts';
import { type Subscription } from './subscribe.ts';

export interface ReceiveOptions extends CatchUpOptions {
  readonly kafka: KafkaSettings;
  readonly topics: readonly string[];
  /** How often everything taken is compared with the producer's log. */
  readonly compareMs?: number;
}

/** With one transaction for what several partitions bring at the same time. */
export interface Receiving extends ReceiveOptions {
  readonly applyTogether: (deliveries: readonly Delivery[]) => Promise<void>;
}

const known = new Set(allEvents.map(({ type }) => type));
const chunk = 1000;

/**
 * Follows a producer's topics as one member of the consumer's group. Kafka is the quick way and is trusted with nothing:
 * the inbox absorbs what comes twice, what comes out of turn is fetched from the producer's log, and every so often all
 * that was taken is compared with that log, so that what Kafka lost or no longer keeps is found.
 */
export function receive(options: ReceiveOptions): Subscription {
  const stopping = new AbortController();
  const { signal } = stopping;
  const applyTogether = shareRuns<Delivery>((deliveries) => applyBatch(options, deliveries));
  const receiver = openReceiver(options.kafka, { group: options.consumer, topics: options.topics, onBatch: (batch) => takeBatch({ ...options, applyTogether }, batch, signal) });
  const comparing = compareNowAndThen(options, signal);
  return {
    position: () => readPosition(options.db, options),
    catchUp: async () => void (await catchUp(options, signal)),
    async stop() {
      stopping.abort();
      await Promise.all([receiver.close(), comparing]);
    },
  };
}

/** Compares once at the start, for what was missed while nobody was here, then again and again. */
async function compareNowAndThen(options: ReceiveOptions, signal: AbortSignal): Promise<void> {
  const { compareMs = 60_000, onFault, source } = options;
  while (!signal.aborted) {
    await catchUp(options, signal).catch((error: Error) => signal.aborted || onFault(error, `comparing with the log of ${source}`));
    await pause(compareMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Never throws, and ends when everything is applied or parked, unless we are told to stop: nothing comes again by itself. */
export async function takeBatch(options: Receiving, batch: Batch, signal: AbortSignal): Promise<void> {
  const beating = setInterval(() => void batch.heartbeat().catch(() => undefined), 1000);
  for (let from = 0; from < batch.messages.length && !signal.aborted && batch.isOurs(); ) {
    const messages = batch.messages.slice(from, from + chunk);
    if (!(await taken(options, messages, signal))) continue;
    batch.settle(messages.at(-1)!);
    from += messages.length;
  }
  clearInterval(beating);
}

async function taken(options: Receiving, messages: readonly Incoming[], signal: AbortSignal): Promise<boolean> {
  try {
    return await takeChunk(options, messages, signal);
  } catch (error) {
    if (signal.aborted) return false;
    options.onFault(error as Error, `taking a batch of ${options.source}; it is tried again`);
    await pause(500, undefined, { signal }).catch(() => undefined);
    return false;
  }
}

/** @returns whether every message was applied or parked */
async function takeChunk(options: Receiving, messages: readonly Incoming[], signal: AbortSignal): Promise<boolean> {
  if (await appliedTogether(options, messages)) return true;
  for (const message of messages) {
    await takeOne(options, message, signal);
    if (signal.aborted) return false;
  }
  return true;
}

async function appliedTogether({ applyTogether }: Receiving, messages: readonly Incoming[]): Promise<boolean> {
  try {
    await applyTogether(messages.map(read));
    return true;
  } catch {
    return false;
  }
}

function read(message: Incoming): Delivery {
  const { text, index, traceparent } = openMessage(message, (type) => known.has(type));
  if (index === undefined) throw new Unacceptable('the message does not say where it stands in the log');
  return { index, leaf: text, traceparent };
}

async function takeOne(options: ReceiveOptions, message: Incoming, signal: AbortSignal): Promise<void> {
  const place = `${message.topic}[${message.partition}]@${message.offset}`;
  let delivery: Delivery | undefined;
  const outcome = await attempt(async () => applyDelivery(options, (delivery = read(message))), options, `applying ${place} of ${options.source}`, signal);
  if (!outcome) return;
  if (delivery && outcome.fault instanceof Unsettled && (await healed(options, delivery, signal))) return;
  await attempt(() => parkIt(options, { message, place, delivery }, outcome, signal), { ...options, attempts: Infinity }, `parking ${place}`, signal);
}

/** Fetches what belongs before this event, and with it the event itself, from the producer's log. @returns whether it is settled now */
async function healed(options: ReceiveOptions, delivery: Delivery, signal: AbortSignal): Promise<boolean> {
  if (!(await isLeaf(options, delivery, signal))) return false;
  await catchUp(options, signal, delivery.index + 1);
  return true;
}

async function parkIt(options: ReceiveOptions, { message, place, delivery }: { message: Incoming; place: string; delivery: Delivery | undefined }, { fault, attempts }: { fault: Error; attempts: number }, signal: AbortSignal): Promise<void> {
  if (delivery && (await isLeaf(options, delivery, signal))) return giveUp(options, delivery, { reason: fault.message, attempts, inOrder: false });
  const reason = delivery ? `${fault.message}; the log of ${options.source} has other bytes at ${delivery.index}` : fault.message;
  await transact(options.db, options.actor, (tx) => parkForeign(tx, options, { place, bytes: bytesOf(message.value) }, reason));
}

/** Whether the producer's log has exactly these bytes at that index; anything else came from somebody else. */
async function isLeaf({ log }: CatchUpOptions, { index, leaf }: Delivery, signal: AbortSignal): Promise<boolean> {
  const [there] = await log.fetch(index, signal);
  return there?.index === index && there.leaf === leaf;
}

