import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { type TestBroker, whyNoBroker, startTestBroker } from '@mizan/testkit';
import { type Row } from './alternating.ts';
import { monotonic } from './monotonic.ts';
import { openWay } from './way.ts';

const bulkCount = 40_000;

/** Row F1: from commit to handler on both transports, in bulk beside a bare client of the same bytes, and nothing lost. */
export async function* events(): AsyncGenerator<Row> {
  const missing = await whyNoBroker();
  yield await latency('feed', undefined, 500, 1);
  yield await latency('feed', undefined, 2000, 10);
  if (missing) {
    yield { kafka: `not measured: ${missing}` };
    return;
  }
  const fresh = async <T>(work: (broker: TestBroker) => Promise<T>) => {
    const broker = await startTestBroker();
    return work(broker).finally(() => broker.stop());
  };
  yield await fresh(({ brokers }) => latency('kafka', brokers, 500, 1));
  yield await fresh(({ brokers }) => latency('kafka', brokers, 2000, 10));
  const recorded = await fresh(({ brokers }) => bulk(brokers, false));
  const relayed = await fresh(({ brokers }) => bulk(brokers, true));
  const bare = await fresh(({ brokers }) => bareClient(brokers, bulkCount, relayed.leaf));
  for (const [what, { rate }] of Object.entries({ 'recorded, relayed and applied': recorded, 'relayed and applied, of a log that is there': relayed })) {
    yield { bulk: `${bulkCount} events of ${relayed.leaf.length} bytes`, what, ours: `${Math.round(rate)}/s`, 'bare kafkajs': `${Math.round(bare)}/s`, share: (rate / bare).toFixed(2) };
  }
  yield await fresh(({ brokers }) => nothingLost(brokers));
}

/** How long the rate is held before anything is measured, in seconds: a broker that was just started is slow for as long. */
const warmUp = 10;

/** Commits at a steady rate for ten seconds after the warm-up, whatever the answer takes, and waits for every handler. */
async function latency(transport: string, brokers: string | undefined, perSecond: number, perTransaction: number): Promise<Row> {
  const committed = new Map<number, number>();
  const handled = new Map<number, number>();
  const way = await openWay(brokers, (n, at) => handled.set(n, at));
  const due = perSecond * (warmUp + 10);
  const began = monotonic();
  const commits: Promise<void>[] = [];
  for (let n = 1; n <= due; n += perTransaction) {
    const wait = began + ((n - 1) / perSecond) * 1000 - monotonic();
    if (wait > 1) await pause(wait);
    const numbers = Array.from({ length: perTransaction }, (_, k) => n + k);
    commits.push(way.commit(numbers).then(() => numbers.forEach((one) => committed.set(one, monotonic()))));
  }
  await Promise.all(commits);
  const lasted = (monotonic() - began) / 1000;
  while (handled.size < due) await pause(20);
  await way.stop();
  // A handler that ran before the commit's answer had come back waited for nothing.
  const took = [...handled].filter(([n]) => n > perSecond * warmUp).map(([n, at]) => Math.max(0, at - (committed.get(n) ?? at))).sort((a, b) => a - b);
  const at = (share: number) => `${(took[Math.floor(took.length * share)] ?? 0).toFixed(1)} ms`;
  return { transport, asked: `${perSecond}/s`, sustained: `${Math.round(due / lasted)}/s`, 'events per transaction': String(perTransaction), p50: at(0.5), p99: at(0.99) };
}

/** Many events on one way: from the first commit to the last handler, and, of a log that is there, from the relay's start to the last handler. */
async function bulk(brokers: string, recordedBefore: boolean): Promise<{ rate: number; leaf: Buffer }> {
  let seen = 0;
  const way = await openWay(brokers, () => (seen += 1));
  if (recordedBefore) await way.hold();
  let began = monotonic();
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 1 + writer * 50; n <= bulkCount; n += 400) await way.commit(Array.from({ length: 50 }, (_one, k) => n + k));
  });
  await Promise.all(writers);
  if (recordedBefore) {
    began = monotonic();
    way.relay();
  }
  while (seen < bulkCount) await pause(10);
  const rate = bulkCount / ((monotonic() - began) / 1000);
  const [entry] = await way.produced.sql<{ leaf: Uint8Array }[]>`SELECT leaf FROM audit_entry ORDER BY idx DESC LIMIT 1`;
  await way.stop();
  return { rate, leaf: Buffer.from(entry!.leaf) };
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
        const numbers = Array.from({ length: 20 }, (_one, k) => n + k + 1);
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
