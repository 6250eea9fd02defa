import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { connect, type Database, readEntries, record, transact, type Tx } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { applyDelivery } from './apply.ts';
import { applyBatch } from './apply-batch.ts';
import { catchUp } from './catch-up.ts';
import { headersOf } from './cloud-event.ts';
import { dieAt, type Mortal } from './crash-points.fixture.ts';
import { readPosition, readUnproven } from './inbox.ts';
import { readParked, replayDeadLetters, subscribe, type Transport } from './index.ts';
import { type Batch, type Incoming } from './batch.ts';
import { takeBatch } from './receive.ts';
import { shareRuns } from './share-runs.ts';

const source = 'test/audit/incentives';
const quick = { attempts: 2, backoffMs: () => 1, onFault: () => undefined };
let produced: TestDatabase;
let consuming: TestDatabase;
let log: Transport;
let size: number;

beforeAll(async () => {
  [produced, consuming] = [await startTestDatabase('incentives'), await startTestDatabase('scoring')];
  const owner = connect(consuming.ownerUrl, { max: 1 });
  await owner.sql.unsafe('CREATE TABLE scoring.effect (place bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, subject text NOT NULL, n integer NOT NULL); GRANT SELECT, INSERT ON scoring.effect TO scoring');
  await owner.close();
  log = { fetch: (from) => readEntries(produced.db, from, 500) };
  // The second event of `bad` can never be applied; its third has to wait behind it.
  for (const [subject, n] of [['good', 1], ['bad', 1], ['good', 2], ['bad', 2], ['bad', 3], ['good', 3]] as const) {
    await transact(produced.db, { service: 'incentives', deployment: 'test' }, (tx) => Promise.resolve(record(tx, roleGranted, { subject, data: { personId: subject, role: 'auditor', orgUnit: String(n) } })));
  }
  size = 6;
});
afterAll(async () => {
  await consuming.stop();
  await produced.stop();
});

const applicationOf = (consumer: string, db: Database, mended = false) => ({
  db,
  actor: { service: 'scoring', deployment: 'test' },
  consumer,
  source,
  handlers: {
    async [roleGranted.type](tx: Tx, { subject, data }: Envelope) {
      const n = String(data['orgUnit']);
      await tx.sql`INSERT INTO effect (consumer, subject, n) VALUES (${consumer}, ${subject}, ${n}::int)`;
      if (!mended && subject === 'bad' && n === '2') throw new Error('number 2 is not wanted');
    },
  },
});

/** One life of a consumer: until everything is settled, or until it dies. */
type Life = (consumer: string, mortal: Mortal) => Promise<void>;

const isThrough = async (consumer: string) => (await readPosition(consuming.db, { consumer, source })) === size;
const byFeed: Life = async (consumer, { db, reach, died }) => {
  const transport: Transport = { fetch: (from, signal) => reach(() => log.fetch(from, signal)) };
  const subscription = subscribe({ ...applicationOf(consumer, db), ...quick, transport, idleMs: 1 });
  while (!died() && !(await isThrough(consumer))) await new Promise((resolve) => setTimeout(resolve, 1));
  await subscription.stop();
};

/** The messages of one partition, from the last settled one on; what was settled before the death survives it, as on a broker. */
const settledTo = new Map<string, number>();
const byKafka: Life = async (consumer, { db, reach, died }) => {
  const messages = (await readEntries(produced.db, 0, 500)).map(({ index, leaf }): Incoming => ({ topic: roleGranted.topic, partition: 0, offset: String(index), key: null, value: Buffer.from(leaf), headers: headersOf({ origin: source, index, event: JSON.parse(leaf) as Envelope }) }));
  const application = applicationOf(consumer, db);
  const receiving = { ...application, ...quick, log: { fetch: (from: number, signal: AbortSignal) => reach(() => log.fetch(from, signal)) }, kafka: { brokers: [], clientId: '', onFault: () => undefined }, topics: [], applyTogether: shareRuns((deliveries: Parameters<typeof applyBatch>[1]) => applyBatch(application, deliveries)) };
  const stopping = new AbortController();
  while (!died() && (settledTo.get(consumer) ?? 0) < size) {
    const batch: Batch = {
      messages: messages.slice(settledTo.get(consumer) ?? 0),
      isOurs: () => !died(),
      heartbeat: () => Promise.resolve(),
      settle: ({ offset }) => void (died() || settledTo.set(consumer, Number(offset) + 1)),
    };
    const watching = setInterval(() => died() && stopping.abort(), 1);
    await takeBatch(receiving, batch, stopping.signal);
    clearInterval(watching);
  }
};

/** Kafka brings the first two events and loses the others, which the comparison with the log finds. */
const byComparison: Life = async (consumer, { db, reach, died }) => {
  for (const leaf of await readEntries(produced.db, 0, 2)) await applyDelivery(applicationOf(consumer, consuming.db), leaf);
  const stopping = new AbortController();
  const watching = setInterval(() => died() && stopping.abort(), 1);
  const options = { ...applicationOf(consumer, db), ...quick, log: { fetch: (from: number, signal: AbortSignal) => reach(() => log.fetch(from, signal)) } };
  while (!died() && !(await isThrough(consumer))) await catchUp(options, stopping.signal).catch(() => undefined);
  clearInterval(watching);
};

const effects = async (consumer: string, subject: string) => (await consuming.db.sql<{ n: number }[]>`SELECT n FROM effect WHERE consumer = ${consumer} AND subject = ${subject} ORDER BY place`).map(({ n }) => n);

describe.each([['the feed', byFeed, 80], ['Kafka', byKafka, 80], ['the comparison with the log', byComparison, 50]] as const)('a consumer behind %s that is killed', (way, live, atLeast) => {
  it('at any of its awaits applies every event once, in order, and parks the same, when it starts again', async () => {
    let points = 0;
    for (let point = 1; ; point += 1) {
      const consumer = `${way} ${point}`;
      const mortal = dieAt(consuming.db, point);
      await live(consumer, mortal);
      const before = [await effects(consumer, 'good'), await effects(consumer, 'bad')];
      expect([point, before]).toEqual([point, [[1, 2, 3].slice(0, before[0]!.length), [1].slice(0, before[1]!.length)]]);
      await live(consumer, dieAt(consuming.db, Infinity));
      const letters = (await readParked(consuming.db, { consumer, source })).map(({ index, reason }) => [index, reason]);
      expect([point, await effects(consumer, 'good'), await effects(consumer, 'bad'), letters]).toEqual([point, [1, 2, 3], [1], [[3, 'number 2 is not wanted'], [4, 'an earlier event of this subject is parked']]]);
      expect(await replayDeadLetters(applicationOf(consumer, consuming.db, true))).toBe(2);
      expect([point, await effects(consumer, 'bad')]).toEqual([point, [1, 2, 3]]);
      await catchUp({ ...applicationOf(consumer, consuming.db, true), ...quick, log }, new AbortController().signal);
      expect([point, await readUnproven(consuming.db, { consumer, source }), await readParked(consuming.db, { consumer, source })]).toEqual([point, [], []]);
      if (!mortal.died()) break;
      points = point;
    }
    // It was killed often enough to have been killed everywhere.
    expect(points).toBeGreaterThan(atLeast);
  }, 240_000);
});
