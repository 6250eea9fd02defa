import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import postgres from 'postgres';
import { type CuttingProxy } from '@mizan/testkit';
import { type Random } from './random.ts';

export const faultKinds = ['kill indicators', 'kill scoring', 'kill incentives', 'kill audit', 'kill postgres', 'kill kafka', 'cut kafka', 'lose an answer', 'freeze scoring', 'freeze incentives', 'send again', 'slow database'] as const;
export type FaultKind = (typeof faultKinds)[number];
export interface Target {
  readonly dataDir: string;
  readonly superuserUrl: string;
  readonly brokers: string;
  readonly proxy: CuttingProxy;
  readonly topics: readonly string[];
}

/** So many faults in a seeded order, every kind about as often. */
export function planFaults(random: Random, count: number): FaultKind[] {
  const plan: FaultKind[] = [];
  while (plan.length < count) plan.push(...[...faultKinds].map((kind) => ({ kind, place: random.next() })).sort((a, b) => a.place - b.place).map(({ kind }) => kind));
  return plan.slice(0, count);
}

/** Does the harm; comes back when it is done, not when it is healed. */
export async function inject(kind: FaultKind, target: Target, random: Random): Promise<void> {
  const [verb, name = ''] = kind.split(' ');
  if (verb === 'kill') await signal(target, name, 'SIGKILL');
  else if (verb === 'freeze') await freeze(target, name, 500 + random.next() * 2500);
  else if (kind === 'cut kafka') await cut(target, random.next() * 3000);
  else if (kind === 'lose an answer') target.proxy.cutNextAnswer();
  else if (kind === 'send again') await sendAgain(target, random);
  else await slowDatabase(target, random.next() * 1500);
}

async function pidOf({ dataDir }: Target, name: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'run', 'processes.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { children?: Record<string, { pid: number }> }).children?.[name]?.pid;
}

async function signal(target: Target, name: string, what: NodeJS.Signals): Promise<void> {
  const pid = await pidOf(target, name);
  try {
    if (pid !== undefined) process.kill(pid, what);
  } catch (error) {
    // It lies dead already from the fault before.
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

async function freeze(target: Target, name: string, ms: number): Promise<void> {
  await signal(target, name, 'SIGSTOP');
  await pause(ms);
  await signal(target, name, 'SIGCONT');
}

async function cut({ proxy }: Target, ms: number): Promise<void> {
  proxy.close();
  await pause(ms);
  proxy.open();
}

/** Old messages after new ones, exact copies: what a relay does that lost its lock and does not know it. */
async function sendAgain({ brokers, topics }: Target, random: Random): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: [brokers], clientId: 'drill', logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 2 } });
  const topic = random.pick(topics);
  const consumer = kafka.consumer({ groupId: `drill-${Math.floor(random.next() * 1e9)}` });
  const producer = kafka.producer();
  const copies: { key: Buffer | null; value: Buffer | null; headers: kafkajs.IHeaders; partition: number }[] = [];
  try {
    await Promise.all([consumer.connect(), producer.connect()]);
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: ({ partition, message: { key, value, headers = {} } }) => Promise.resolve(void copies.push({ partition, key, value, headers })) });
    await pause(1500);
    const some = copies.filter(() => random.next() < 0.2).slice(0, 50);
    if (some.length > 0) await producer.send({ topic, messages: some });
  } catch {
    // The broker lies dead from the fault before: then nobody sends anything again.
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect()]);
  }
}

/** Holds every consumer up where it takes an event. */
async function slowDatabase({ superuserUrl }: Target, ms: number): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  await sql
    .begin(async (tx) => {
      await tx`LOCK TABLE scoring.inbox, incentives.inbox IN EXCLUSIVE MODE`;
      await pause(ms);
    })
    .catch(() => undefined);
  await sql.end({ timeout: 1 });
}
