import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { type TestBroker, whyNoBroker, startTestBroker } from '@mizan/testkit';
import { openWay } from './way.ts';

type Row = Record<string, string>;

/** Row F1: from commit to handler on both transports, in bulk beside a bare client of the same bytes, and nothing lost. */
export async function events(): Promise<Row[]> {
  const missing = await whyNoBroker();
  const rows = [await latency('feed', undefined, 500, 1), await latency('feed', undefined, 2000, 10)];
  if (missing) return [...rows, { kafka: `not measured: ${missing}` }];
  const fresh = async <T>(work: (broker: TestBroker) => Promise<T>) => {
    const broker = await startTestBroker();
    return work(broker).finally(() => broker.stop());
  };
  rows.push(await fresh(({ brokers }) => latency('kafka', brokers, 500, 1)), await fresh(({ brokers }) => latency('kafka', brokers, 2000, 10)));
  rows.push(await fresh(({ brokers }) => bulk(brokers)), await fresh(({ brokers }) => nothingLost(brokers)));
  return rows;
}

/** Commits at a steady rate for ten seconds, whatever the answer takes, and waits for every handler. */
async function latency(transport: string, brokers: string | undefined, perSecond: number, perTransaction: number): Promise<Row> {
  const committed = new Map<number, number>();
  const took: number[] = [];
  const early = new Map<number, number>();
  const way = await openWay(brokers, (n) => {
    const at = committed.get(n);
    if (at === undefined) early.set(n, performance.now());
    else took.push(performance.now() - at);
  });
  await way.commit([0]);
  while (took.length + early.size < 1) await pause(50);
  const due = perSecond * 10;
  const began = performance.now();
  const commits: Promise<void>[] = [];
  for (let n = 1; n <= due; n += perTransaction) {
    const wait = began + ((n - 1) / perSecond) * 1000 - performance.now();
    if (wait > 1) await pause(wait);
    const numbers = Array.from({ length: perTransaction }, (_, k) => n + k);
    commits.push(way.commit(numbers).then(() => numbers.forEach((one) => committed.set(one, performance.now()))));
  }
  await Promise.all(commits);
  const lasted = (performance.now() - began) / 1000;
  while (took.length + early.size < due + 1) await pause(20);
  await way.stop();
  // A handler that ran before the commit's answer had come back waited for nothing.
  const sorted = [...took, ...Array.from(early.keys(), () => 0)].sort((a, b) => a - b);
  const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
  return { transport, asked: `${perSecond}/s`, sustained: `${Math.round(due / lasted)}/s`, 'events per transaction': String(perTransaction), p50: at(0.5), p99: at(0.99) };
}

/** Many events, from the first commit to the last handler, beside a bare producer and consumer of the same bytes. */
async function bulk(brokers: string): Promise<Row> {
  const count = 40_000;
  let seen = 0;
  const way = await openWay(brokers, () => (seen += 1));
  await way.commit([0]);
  while (seen < 1) await pause(20);
  const began = performance.now();
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 1 + writer * 50; n <= count; n += 400) await way.commit(Array.from({ length: 50 }, (_one, k) => n + k));
  });
  await Promise.all(writers);
  while (seen < count) await pause(10);
  const ours = count / ((performance.now() - began) / 1000);
  const [entry] = await way.produced.sql<{ leaf: Uint8Array }[]>`SELECT leaf FROM audit_entry ORDER BY idx DESC LIMIT 1`;
  await way.stop();
  const bare = await bareClient(brokers, count, Buffer.from(entry!.leaf));
  return { bulk: `${count} events of ${entry!.leaf.length} bytes, recorded, relayed and applied`, ours: `${Math.round(ours)}/s`, 'bare kafkajs': `${Math.round(bare)}/s`, share: (ours / bare).toFixed(3) };
}

async function bareClient(brokers: string, count: number, value: Buffer): Promise<number> {
  const kafka = new kafkajs.Kafka({ brokers: [brokers], clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });
  const [producer, consumer, topic] = [kafka.producer({ idempotent: true, maxInFlightRequests: 1 }), kafka.consumer({ groupId: 'bare' }), 'bench.bare.v1'];
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }] });
  await admin.disconnect();
  await Promise.all([producer.connect(), consumer.connect()]);
  let seen = 0;
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const began = performance.now();
  await consumer.run({ eachBatch: ({ batch }) => Promise.resolve(void (seen += batch.messages.length)) });
  for (let n = 0; n < count; n += 500) await producer.send({ topic, acks: -1, messages: Array.from({ length: 500 }, (_, k) => ({ key: `p${(n + k) % 400}`, value })) });
  while (seen < count) await pause(5);
  const rate = count / ((performance.now() - began) / 1000);
  await Promise.allSettled([producer.disconnect(), consumer.disconnect()]);
  return rate;
}

/** Eight writers, one transaction of ten rolled back: every committed event is applied once, none that was rolled back. */
async function nothingLost(brokers: string): Promise<Row> {
  const count = 160_000;
  const seen = new Map<number, number>();
  const way = await openWay(brokers, (n) => seen.set(n, (seen.get(n) ?? 0) + 1));
  const began = performance.now();
  const rolledBack = (n: number) => (n / 20) % 10 === 3;
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let n = writer * 20; n < count; n += 160) {
        const numbers = Array.from({ length: 20 }, (_one, k) => n + k);
        if (rolledBack(n)) await way.rollBack(numbers);
        else await way.commit(numbers);
      }
    }),
  );
  const due = count - 20 * Array.from({ length: count / 20 }, (_, k) => k * 20).filter(rolledBack).length;
  for (let [before, quiet] = [-1, 0]; seen.size < due && quiet < 400; await pause(50)) [before, quiet] = [seen.size, seen.size === before ? quiet + 1 : 0];
  await way.stop();
  const doubled = [...seen.values()].filter((times) => times > 1).length;
  return { 'lost of': `${count} (${count - due} rolled back)`, lost: String(due - seen.size), 'handled again after a rollback': String(doubled), took: `${Math.round((performance.now() - began) / 1000)} s` };
}
