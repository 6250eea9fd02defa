import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { deadLetterTopic, roleGranted, topics } from '@mizan/contracts';
import { connect, type Database } from '@mizan/db';
import { createAuthenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { createTelemetry, inSpan, startTracing, stopTracing } from '@mizan/telemetry';
import { type CuttingProxy, freePort, whyNoBroker, serve, startCuttingProxy, startTestBroker, startTestCollector, startTestIssuer, type TestBroker } from '@mizan/testkit';
import { consumer, origin, promisesOfATransport, type World } from './conformance.fixture.ts';
import { type Delivery } from './delivery.ts';
import { applyTopics, compareTopics, describeDifference, feedTransport, openTopicAdmin, provisionTopics, replayDeadLetters } from './index.ts';
import { type KafkaSettings, openSender } from './kafka.ts';
import { applyDelivery } from './apply.ts';
import { readUnproven } from './inbox.ts';
import { receive } from './receive.ts';
import { showParked } from './show-parked.ts';
import { readLag, type Relay, startRelay } from './relay.ts';

const missing = await whyNoBroker();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds: () => Promise<boolean> | boolean) => {
  while (!(await holds())) await pause(20);
};

let broker: TestBroker;
let proxy: CuttingProxy;
let relay: Relay;
let log: ReturnType<typeof feedTransport>;
const settings = (): KafkaSettings => ({ brokers: [`127.0.0.1:${proxy.port}`], clientId: 'test', onFault: () => undefined });
const topic = roleGranted.topic;
/** How long the database hangs, in milliseconds: longer than the consumer's session of fifteen seconds. */
const hangs = Number(process.env['MIZAN_DATABASE_HANGS_MS'] ?? 20_000);

async function openKafka(db: Database) {
  const issuer = await startTestIssuer();
  const telemetry = createTelemetry('incentives');
  const deps = { service: 'incentives', deployment: 'test', db, authenticate: createAuthenticate(issuer.issuer), onFault: (err: unknown) => telemetry.log.error({ err }) };
  const served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, logRoutes(db, { origin, vkey: 'none' }), deps) }));
  log = feedTransport({ url: served.url, token: () => issuer.token({ sub: 'service:scoring', roles: ['service'] }) });
  const proxyPort = await freePort();
  broker = await startTestBroker({ advertisedPort: proxyPort });
  proxy = await startCuttingProxy(() => broker.port, proxyPort);
  await provisionTopics(settings());
  relay = startRelay({ db, origin, sender: openSender(settings()), onFault: () => undefined });
  return {
    follow: (options: Parameters<typeof receive>[0] | object) => receive({ ...(options as Parameters<typeof receive>[0]), kafka: settings(), topics: [topic], log }),
    bring: (delivery: Delivery) => sendForeign(asLeaf(delivery)),
    async stop() {
      await relay.stop();
      await served.stop();
      await issuer.stop();
      await proxy.stop();
      await broker.stop();
    },
  };
}

/** A client of somebody else, straight to the broker. */
const foreign = () => new kafkajs.Kafka({ brokers: [broker.brokers], clientId: 'foreign', logLevel: kafkajs.logLevel.NOTHING });
async function asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = foreign().admin();
  await admin.connect();
  return work(admin).finally(() => admin.disconnect());
}
async function sendForeign(...messages: { key?: string; value: string | Buffer | null; headers?: Record<string, string | Buffer> }[]): Promise<void> {
  const producer = foreign().producer();
  await producer.connect();
  await producer.send({ topic, messages: messages.map((message) => ({ key: 'foreign', ...message })) });
  await producer.disconnect();
}
/** As the relay would send it. */
function asLeaf({ index, leaf }: Delivery) {
  const { id, source, type } = JSON.parse(leaf) as Record<string, string>;
  return { value: leaf, headers: { 'content-type': 'application/cloudevents+json', ce_specversion: '1.0', ce_id: id!, ce_source: source!, ce_type: type!, 'audit-log': origin, 'audit-index': String(index) } };
}
/** All that lies on the topic, from the start. */
async function readTopic(name = topic) {
  const ends = await asAdmin((admin) => admin.fetchTopicOffsets(name));
  const due = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const reader = foreign().consumer({ groupId: `reader-${Math.random()}` });
  const found: { partition: number; key: string; value: string; headers: Record<string, string> }[] = [];
  await reader.connect();
  await reader.subscribe({ topics: [name], fromBeginning: true });
  await reader.run({
    eachMessage: ({ partition, message }) => {
      const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
      found.push({ partition, key: String(message.key), value: String(message.value), headers });
      return Promise.resolve();
    },
  });
  await until(() => found.length >= due);
  await reader.disconnect();
  return found;
}

/** How far the group is, and where the topic ends, over all partitions. */
const offsets = () => asAdmin(async (admin) => (await admin.fetchOffsets({ groupId: consumer, topics: [topic] }))[0]!.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0));
const ends = () => asAdmin(async (admin) => (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0));

function ownClaims(world: () => World): void {
  const lastLeaf = async () => (await log.fetch((await world().size()) - 1, AbortSignal.timeout(5000)))[0]!;
  const headersOfLast = async () => {
    const last = await lastLeaf();
    return { leaf: last.leaf, headers: asLeaf(last).headers };
  };
  const relayed = async () => Number((await world().produced.db.sql<{ n: string }[]>`SELECT next_index::text AS n FROM relay_position`)[0]!.n);

  it('puts exactly the bytes of each leaf on the topic, in the order of the log for every key, one key in one partition', async () => {
    const { produced, size } = world();
    await until(async () => (await relayed()) === (await size()));
    const leaves = (await produced.db.sql<{ leaf: Uint8Array }[]>`SELECT leaf FROM audit_entry ORDER BY idx`).map(({ leaf }) => Buffer.from(leaf).toString('utf8'));
    expect(await readLag(produced.db)).toEqual({ unsent: 0, oldestSeconds: 0 });
    const found = (await readTopic()).filter(({ key }) => key !== 'foreign');
    expect(found.map(({ value }) => value).sort()).toEqual([...leaves].sort());
    for (const { key, value, headers } of found) {
      expect([headers['audit-log'], leaves[Number(headers['audit-index'])], headers['traceparent']?.length]).toEqual([origin, value, 55]);
      expect(new Set(found.filter((other) => other.key === key).map(({ partition }) => partition)).size).toBe(1);
    }
    const places = new Map<string, number>();
    for (const { key, headers } of found) {
      expect(Number(headers['audit-index'])).toBeGreaterThan(places.get(key) ?? -1);
      places.set(key, Number(headers['audit-index']));
    }
  });

  it('hands the trace of the work on with each event, and names it with the send', async () => {
    const { produce, size } = world();
    const collector = await startTestCollector();
    await startTracing('incentives', createTelemetry('incentives', { write: () => undefined }).log, collector.url);
    await inSpan({ name: 'record', kind: 'server' }, () => produce('handed-on', 1, 2));
    await until(async () => (await relayed()) === (await size()));
    await stopTracing();
    await collector.stop();
    const { traceId, spanId } = collector.spans.find(({ name }) => name === 'record')!;
    const headers = (await readTopic()).filter(({ value }) => value.includes('handed-on')).map((message) => message.headers['traceparent']);
    expect(headers).toEqual([`00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-01`]);
    expect(collector.spans.filter(({ kind }) => kind === 'producer').flatMap(({ links }) => links)).toEqual([traceId]);
  });

  it('parks what a foreign producer sends, names what is wrong with it, and lets nobody wait behind it', async () => {
    const { follow, caughtUp, effects, parked, produce } = world();
    follow();
    await produce('honest', 1);
    await caughtUp();
    const { leaf, headers } = await headersOfLast();
    const before = (await parked()).length;
    const [oldest] = await log.fetch(0, AbortSignal.timeout(5000));
    await sendForeign(
      asLeaf(oldest!),
      { value: 'garbage', headers },
      { value: null, headers },
      { value: leaf },
      { value: leaf, headers },
      { value: leaf.replaceAll('test/audit', 'else/audit'), headers: { ...headers, ce_source: 'else/audit/incentives' } },
      { value: leaf.replace('"subjectseq":"1"', '"subjectseq":"9"').replace(headers.ce_id, '01900000-0000-7000-8000-000000000009'), headers: { ...headers, ce_id: '01900000-0000-7000-8000-000000000009' } },
      asLeaf({ index: oldest!.index, leaf: leaf.replace(headers.ce_id, '01900000-0000-7000-8000-000000000010') }),
      { value: Buffer.from([0xff, 0xfe]), headers },
      { value: leaf, headers: { ...headers, ce_id: 'another' } },
    );
    await until(async () => (await parked()).length >= before + 8);
    await produce('honest', 2);
    await caughtUp();
    expect(await effects('honest')).toEqual([1, 2]);
    const letters = await parked();
    expect(letters.map(({ index, subject }) => [index, subject])).toEqual(letters.map(() => [undefined, '']));
    expect(letters.slice(before).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/the value is not JSON/), expect.stringMatching(/no value/), expect.stringMatching(/this is not an event/),
      expect.stringMatching(/an event of else\/audit\/incentives came from/), expect.stringMatching(/event 9 of its subject came where 2 was due/), expect.stringMatching(/event 1 of its subject came where 2 was due; the log of test\/audit\/incentives has other bytes at 0/),
      expect.stringMatching(/not UTF-8/), expect.stringMatching(/the header ce_id says/),
    ]);
  });

  it('shows what it parked on the dead-letter topic, each with its bytes, its place and the reason', async () => {
    const { consuming, parked } = world();
    const showing = showParked({ db: consuming.db, service: 'scoring', sender: openSender(settings()), onFault: () => undefined });
    await until(async () => (await consuming.db.sql`SELECT 1 FROM dead_letter WHERE shown_at IS NULL`).length === 0);
    await showing.stop();
    const shown = (await readTopic(deadLetterTopic('scoring'))).filter(({ key }) => key === consumer);
    const letters = await parked();
    expect(shown.map(({ key, value, headers: { reason, place } }) => [key, value, reason, place])).toEqual(letters.map(({ bytes, reason, place }) => [consumer, new TextDecoder().decode(bytes), reason, place]));
  });

  it.each([['by Kafka', 'arrives'], ['in the log', 'is compared']])('parks the true leaf, and what follows of its subject waits, when an altered copy was taken before it came %s', async (_way, what) => {
    const { follow, produce, produced, caughtUp, effects, parked } = world();
    const subject = `forged, ${what}`;
    // Nobody compares before the altered copy is taken.
    let hidden = Infinity;
    const hiding: typeof log = { fetch: async (from, signal) => (await log.fetch(from, signal)).filter(({ index }) => index < hidden) };
    const subscription = follow({ through: (options) => receive({ ...options, kafka: settings(), topics: [topic], log: hiding }) });
    await produce(subject, 1);
    await caughtUp();
    await until(async () => (await relayed()) === (await world().size()));
    await relay.stop();
    hidden = await world().size();
    await produce(subject, 2, 3);
    const [two, three] = await log.fetch(hidden, AbortSignal.timeout(5000));
    await sendForeign(asLeaf({ index: two!.index, leaf: two!.leaf.replace('"orgUnit":"2"', '"orgUnit":"99"') }));
    await until(async () => (await effects(subject)).length === 2);
    hidden = Infinity;
    if (what === 'is compared') await subscription.catchUp();
    relay = startRelay({ db: produced.db, origin, sender: openSender(settings()), onFault: () => undefined });
    await until(async () => (await parked()).filter((letter) => letter.subject === subject).length === 2);
    await caughtUp();
    expect(await effects(subject)).toEqual([1, 99]);
    expect((await parked()).filter((letter) => letter.subject === subject).map(({ index, bytes, reason }) => [index, new TextDecoder().decode(bytes), reason])).toEqual([
      [two!.index, two!.leaf, expect.stringMatching(/^other bytes were taken as the event/)], [three!.index, three!.leaf, 'an earlier event of this subject is parked'],
    ]);
  });

  it('names within one comparison an event that was applied and is not in the log, and parks the true leaf of its number', async () => {
    const { follow, produce, size, caughtUp, effects, parked, faults, consuming } = world();
    const subscription = follow();
    await produce('invented', 1);
    await caughtUp();
    await subscription.catchUp();
    const { leaf } = await lastLeaf();
    const id = '01900000-0000-7000-8000-000000000088';
    const before = (await parked()).length;
    await sendForeign(asLeaf({ index: 5, leaf: leaf.replace('"subjectseq":"1"', '"subjectseq":"2"').replace((JSON.parse(leaf) as { id: string }).id, id).replace('"orgUnit":"1"', '"orgUnit":"99"') }));
    await until(async () => (await effects('invented')).length === 2);
    await subscription.catchUp();
    await subscription.catchUp();
    expect((await parked()).slice(before).map(({ index, place, reason }) => [index, place, reason])).toEqual([[undefined, `event ${id}`, expect.stringMatching(/was taken over Kafka and applied, and the log of test\/audit\/incentives has no such leaf/)]]);
    expect(faults().some((fault) => fault.includes(id) && fault.includes('no such leaf'))).toBe(true);
    await produce('invented', 2);
    await caughtUp();
    await until(async () => (await parked()).some(({ index, subject }) => index !== undefined && subject === 'invented'));
    await subscription.catchUp();
    expect([await effects('invented'), (await parked()).filter(({ subject }) => subject === 'invented').map(({ index, reason }) => [index, reason])]).toEqual([[1, 99], [[(await size()) - 1, 'event 2 of its subject came where 3 was due']]]);
    expect(await consuming.db.sql`SELECT 1 FROM inbox_unproven`).toHaveLength(0);
  });

  it('calls no true event forged that Kafka brings after the comparison went past it, as of a topic that is handled from now on', async () => {
    const { application, consuming, follow, produce, caughtUp, effects, parked, size } = world();
    const subscription = follow();
    await produce('late', 1);
    await caughtUp();
    await subscription.catchUp();
    await subscription.stop();
    const before = (await parked()).length;
    const event = await lastLeaf();
    const { id } = JSON.parse(event.leaf) as { id: string };
    await consuming.db.sql`DELETE FROM inbox WHERE event_id = ${id}::uuid`;
    const owner = connect(consuming.ownerUrl, { max: 1 });
    await owner.sql`DELETE FROM scoring.inbox_subject WHERE subject = 'late'`;
    await owner.close();
    await applyDelivery(application(), event);
    expect(await readUnproven(consuming.db, application())).toMatchObject([{ id, index: (await size()) - 1 }]);
    await follow().catchUp();
    await until(async () => (await readUnproven(consuming.db, application())).length === 0);
    expect([await readUnproven(consuming.db, application()), (await parked()).length, await effects('late')]).toEqual([[], before, [1, 1]]);
  });

  it('lets no foreign event take the place of a leaf that waits behind a parked one', async () => {
    const { application, follow, failOn, produce, size, caughtUp, effects, parked } = world();
    failOn(({ subject }) => subject === 'held');
    follow();
    await produce('held', 1);
    await caughtUp();
    const { leaf } = await lastLeaf();
    const id = '01900000-0000-7000-8000-000000000077';
    const before = (await parked()).length;
    await sendForeign(asLeaf({ index: await size(), leaf: leaf.replace('"subjectseq":"1"', '"subjectseq":"2"').replace((JSON.parse(leaf) as { id: string }).id, id).replace('"orgUnit":"1"', '"orgUnit":"99"') }));
    await until(async () => (await parked()).length > before);
    await produce('held', 2);
    await caughtUp();
    await until(async () => (await parked()).filter(({ subject }) => subject === 'held').length === 2);
    failOn(() => false);
    expect(await replayDeadLetters(application(), 'held')).toBe(2);
    expect([await effects('held'), (await parked()).at(-1)?.reason]).toEqual([[1, 2], expect.stringMatching(/^an earlier event of this subject is parked; the log of test\/audit\/incentives has other bytes at \d+$/)]);
  });

  it('asks the log about copies of what was taken before hashes were kept: the true one is skipped, the altered one named', async () => {
    const { consuming, follow, produce, caughtUp, effects, parked } = world();
    follow();
    await produce('before', 1);
    await caughtUp();
    const owner = connect(consuming.ownerUrl, { max: 1 });
    await owner.sql`UPDATE scoring.inbox SET leaf_hash = NULL`;
    await owner.close();
    const last = await lastLeaf();
    const altered = last.leaf.replace('"orgUnit":"1"', '"orgUnit":"99"');
    const before = (await parked()).length;
    await sendForeign(asLeaf(last), asLeaf({ ...last, leaf: altered }));
    await until(async () => (await parked()).length > before);
    await produce('before', 2);
    await caughtUp();
    expect([await effects('before'), (await parked()).slice(before).map(({ index, bytes }) => [index, new TextDecoder().decode(bytes)])]).toEqual([[1, 2], [[undefined, altered]]]);
  });

  it('moves the group only behind what is committed in the database', async () => {
    const { follow, produce, failOn, caughtUp, effects, faults } = world();
    const subscription = follow();
    await subscription.catchUp();
    await until(async () => (await offsets()) === (await ends()));
    const before = await offsets();
    failOn(({ subject }) => subject === 'committed');
    await subscription.stop();
    follow({ attempts: 1_000_000 });
    await produce('committed', 1);
    await until(() => faults().length > 3);
    expect([await offsets(), await effects('committed')]).toEqual([before, []]);
    failOn(() => false);
    await caughtUp();
    await until(async () => (await offsets()) === before + 1);
    expect(await effects('committed')).toEqual([1]);
  });

  it('takes from the log of the producer what Kafka no longer keeps', async () => {
    const { follow, produce, caughtUp, effects, size } = world();
    await produce('expired', 1, 2, 3);
    await until(async () => (await relayed()) === (await size()));
    await asAdmin(async (admin) => {
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: ends.map(({ partition, high }) => ({ partition, offset: high })) });
    });
    follow();
    await produce('expired', 4);
    await caughtUp();
    expect(await effects('expired')).toEqual([1, 2, 3, 4]);
  });

  it('goes on when the topic was deleted and made again', async () => {
    const { follow, produce, caughtUp, effects } = world();
    const subscription = follow();
    await produce('remade', 1);
    await caughtUp();
    await asAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
    await produce('remade', 2);
    const admin = await openTopicAdmin(settings());
    await until(async () => (await compareTopics(admin, topics)).length > 0);
    await until(async () => {
      await applyTopics(admin, await compareTopics(admin, topics)).catch(() => undefined);
      return (await compareTopics(admin, topics)).length === 0;
    });
    await admin.close();
    await produce('remade', 3);
    await subscription.catchUp();
    await caughtUp();
    expect(await effects('remade')).toEqual([1, 2, 3]);
  });

  it('loses nothing and doubles nothing when ten answers are lost after the broker wrote', async () => {
    const { produce, size } = world();
    await until(async () => (await relayed()) === (await size()));
    const from = await size();
    const cuts = proxy.cuts();
    for (let n = 1; n <= 10; n += 1) {
      proxy.cutNextAnswer();
      await produce(`cut-${n % 3}`, n);
      await until(async () => (await relayed()) === from + n);
    }
    expect(proxy.cuts() - cuts).toBe(10);
    const indexes = (await readTopic()).map(({ headers }) => Number(headers['audit-index'])).filter((index) => index >= from).sort((a, b) => a - b);
    expect(indexes).toEqual(Array.from({ length: 10 }, (_, n) => from + n));
  });

  it('sends in smaller portions what the broker refuses as too large at once', async () => {
    const { produce, size } = world();
    const admin = await openTopicAdmin(settings());
    await admin.change(topic, { 'max.message.bytes': '6000' });
    await produce('large', ...Array.from({ length: 60 }, (_, n) => n));
    await until(async () => (await relayed()) === (await size()));
    await admin.change(topic, { 'max.message.bytes': '1048588' });
    await admin.close();
    const indexes = (await readTopic()).filter(({ value }) => value.includes('"large"')).map(({ headers }) => Number(headers['audit-index']));
    expect(new Set(indexes)).toEqual(new Set(Array.from({ length: 60 }, (_, n) => indexes[0]! + n)));
  });

  it('absorbs what a relay that lost its lock sends again, old after new', async () => {
    const { follow, produce, caughtUp, effects, produced } = world();
    follow();
    await produce('zombie', 1, 2, 3);
    await caughtUp();
    await relay.stop();
    await produced.db.sql`UPDATE relay_position SET next_index = next_index - 3`;
    expect(await readLag(produced.db)).toMatchObject({ unsent: 3, oldestSeconds: expect.any(Number) });
    const twin = startRelay({ db: produced.db, origin, sender: openSender(settings()), onFault: () => undefined });
    relay = startRelay({ db: produced.db, origin, sender: openSender(settings()), onFault: () => undefined });
    await produce('zombie', 4);
    await caughtUp();
    await twin.stop();
    await produce('zombie', 5);
    await caughtUp();
    expect(await effects('zombie')).toEqual([1, 2, 3, 4, 5]);
  });

  it('comes back by itself after the broker was killed while events were recorded and taken', async () => {
    const { follow, produce, caughtUp, effects } = world();
    follow();
    for (let n = 1; n <= 30; n += 1) {
      await produce(`kill-${n % 2}`, n);
      if (n === 10) await broker.kill();
      if (n === 20) await broker.start();
    }
    await caughtUp();
    expect([...(await effects('kill-0')), ...(await effects('kill-1'))].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  }, 90_000);

  it('stays in its group while the database hangs for longer than a session lasts, and goes on at once when it answers', async () => {
    const { follow, produce, caughtUp, effects, consuming } = world();
    const members = () => asAdmin(async (admin) => (await admin.describeGroups([consumer])).groups[0]!.members.map(({ memberId }) => memberId));
    follow();
    await produce('hung', 1);
    await caughtUp();
    await until(async () => (await members()).length === 1);
    const before = await members();
    const owner = connect(consuming.ownerUrl, { max: 1 });
    const [locked, answers] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const hanging = owner.sql.begin(async (sql) => {
      await sql`LOCK TABLE scoring.inbox IN ACCESS EXCLUSIVE MODE`;
      locked.resolve();
      await answers.promise;
    });
    await locked.promise;
    for (let n = 2; n <= 40; n += 1) await produce('hung', n);
    await pause(hangs);
    expect(await members()).toEqual(before);
    answers.resolve();
    await hanging;
    const began = performance.now();
    await until(async () => (await effects('hung')).length >= 40);
    expect(performance.now() - began).toBeLessThan(hangs / 4);
    await owner.close();
    expect(await effects('hung')).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(await members()).toEqual(before);
  }, 60_000 + 2 * hangs);

  it('finishes the event it is at when it is told to stop, moves the group behind it and takes no other', async () => {
    const { follow, produce, caughtUp, effects } = world();
    const busy = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const subscription = follow({
      handlers: {
        async [roleGranted.type](tx, { subject, data }) {
          busy.resolve();
          await leave.promise;
          await tx.sql`INSERT INTO effect (subject, n) VALUES (${subject}, ${String(data['orgUnit'])}::int)`;
        },
      },
    });
    await until(async () => (await offsets()) === (await ends()));
    const before = await offsets();
    await produce('leaving', 1);
    await busy.promise;
    await produce('leaving', 2);
    const stopped = subscription.stop();
    leave.resolve();
    await stopped;
    expect([await effects('leaving'), await offsets()]).toEqual([[1], before + 1]);
    follow();
    await caughtUp();
    expect(await effects('leaving')).toEqual([1, 2]);
  });

  it('keeps the order of every subject while a second member of the group joins and leaves', async () => {
    const { follow, produce, caughtUp, effects } = world();
    const first = follow();
    const producing = (async () => {
      for (let n = 1; n <= 60; n += 1) await produce(`member-${n % 5}`, n);
    })();
    const second = follow();
    await producing;
    await first.stop();
    for (let n = 61; n <= 90; n += 1) await produce(`member-${n % 5}`, n);
    await caughtUp();
    await second.stop();
    for (const remainder of [0, 1, 2, 3, 4]) expect(await effects(`member-${remainder}`)).toEqual(Array.from({ length: 90 }, (_, n) => n + 1).filter((n) => n % 5 === remainder));
  }, 60_000);

  it('refuses a second send while one is under way', async () => {
    const sender = openSender(settings());
    const message = { topic, key: 'k', value: Buffer.from('{}'), headers: {} };
    const first = sender.send([message]);
    await expect(sender.send([message])).rejects.toThrow('a send is under way');
    await first;
    await sender.close();
  });
}

if (missing) {
  describe.skip(`a consumer behind kafka was not run: ${missing}`, () => it('needs a broker', () => undefined));
} else {
  promisesOfATransport('kafka', openKafka, ownClaims);

  describe('the topics', () => {
    let own: TestBroker;
    beforeAll(async () => void (own = await startTestBroker()), 120_000);
    afterAll(() => own.stop());

    it('are made as declared, the difference shown first, and nothing is left to do the second time', async () => {
      const admin = await openTopicAdmin({ brokers: [own.brokers], clientId: 'test', onFault: () => undefined });
      const differences = await compareTopics(admin, topics);
      expect(differences.map(describeDifference)).toContain('+ scoring.score.v1: 6 partitions, kept 30 days');
      await applyTopics(admin, differences);
      expect(await compareTopics(admin, topics)).toEqual([]);
      const changed = topics.map((one) => (one.name === 'scoring.score.v1' ? { ...one, retentionDays: 60, partitions: 12 } : one));
      expect((await compareTopics(admin, changed)).map(({ kind }) => kind)).toEqual(['partitions', 'setting']);
      await applyTopics(admin, await compareTopics(admin, changed));
      expect((await compareTopics(admin, changed)).map(({ kind }) => kind)).toEqual(['partitions']);
      await admin.close();
    });
  });
}
