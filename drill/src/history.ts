import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { readLatestCheckpoint, readLogKey } from '@mizan/contracts';
import { readLeaves } from '@mizan/demonstration/books.ts';
import { call } from '@mizan/http';
import { type History } from './check.ts';

const services = ['indicators', 'scoring', 'incentives'] as const;
type Service = (typeof services)[number];
export interface Reading {
  readonly urls: Readonly<Record<Service, string>>;
  readonly token: () => Promise<string>;
}
const originOf = (service: string) => `mizan.local/audit/${service}`;

/** Keeps every checkpoint that is published while the drill runs, as a witness would. */
export function watchCheckpoints({ urls, token }: Reading): { stop: () => Promise<History['checkpoints']> } {
  const notes = new Map<string, { origin: string; note: string }>();
  const stopping = new AbortController();
  const look = async (service: Service) => {
    const note = await call(readLatestCheckpoint, { baseUrl: urls[service], token: await token(), signal: AbortSignal.timeout(3000) });
    notes.set(note, { origin: originOf(service), note });
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.allSettled(services.map(look));
      await pause(500, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      return [...notes.values()];
    },
  };
}

export async function readLogs({ urls, token }: Reading): Promise<Pick<History, 'logs' | 'keys'>> {
  const logs: Record<string, string[]> = {};
  const keys: Record<string, string> = {};
  for (const service of services) {
    logs[originOf(service)] = await readLeaves(urls[service], token);
    keys[originOf(service)] = (await call(readLogKey, { baseUrl: urls[service], token: await token() })).vkey;
  }
  return { logs, keys };
}

/** All that lies on the topics, once at least as many messages lie there as there are leaves and no more come. */
export async function readTopics(brokers: string, topics: readonly string[], atLeast: number): Promise<History['partitions']> {
  const kafka = new kafkajs.Kafka({ brokers: [brokers], clientId: 'drill-reader', logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `drill-reader-${process.pid}` });
  const partitions: Record<string, { origin: string; index: number; value: string }[]> = {};
  let count = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ topic, partition, message }) => {
      count += 1;
      (partitions[`${topic}[${partition}]`] ??= []).push({ origin: String(message.headers?.['audit-log']), index: Number(message.headers?.['audit-index']), value: String(message.value) });
      return Promise.resolve();
    },
  });
  for (let [before, quiet] = [-1, 0], until = Date.now() + 60_000; quiet < 6 && Date.now() < until; await pause(500)) {
    quiet = count === before && count >= atLeast ? quiet + 1 : 0;
    before = count;
  }
  await consumer.disconnect();
  return partitions;
}
