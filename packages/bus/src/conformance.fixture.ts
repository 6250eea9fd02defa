import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { connect, type Database, record, transact, type Tx } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { type Delivery, readParked, replayDeadLetters, subscribe, type Subscription, type Transport } from './index.ts';

export interface Route {
  readonly transport: Transport;
  stop(): Promise<void>;
}
/** Opens the transport under test over the log in that database. */
export type OpenRoute = (producer: Database, origin: string) => Promise<Route>;

const origin = 'test/audit/incentives';
const consumer = 'scoring.roles';

/** What every transport must do to a consumer, whatever moves the bytes. */
export function promisesOfATransport(name: string, openRoute: OpenRoute): void {
  describe(`a consumer behind the ${name}`, () => {
    let produced: TestDatabase;
    let consuming: TestDatabase;
    let route: Route;
    let subscription: Subscription | undefined;
    let fails: (event: Envelope) => boolean;
    let faults: string[];

    beforeAll(async () => {
          produced = await startTestDatabase('incentives');
      consuming = await startTestDatabase('scoring');
      const owner = connect(consuming.ownerUrl, { max: 1 });
      await owner.sql.unsafe('CREATE TABLE scoring.effect (place bigint GENERATED ALWAYS AS IDENTITY, subject text NOT NULL, n integer NOT NULL); GRANT SELECT, INSERT ON scoring.effect TO scoring');
      await owner.close();
      route = await openRoute(produced.db, origin);
    });
    afterAll(async () => {
      await route.stop();
      await consuming.stop();
      await produced.stop();
    });
    beforeEach(() => {
      faults = [];
      fails = () => false;
    });
    afterEach(() => subscription?.stop());

    const numberOf = ({ data }: Envelope) => Number(data['orgUnit']);
    const apply = async (tx: Tx, event: Envelope) => {
      await tx.sql`INSERT INTO effect (subject, n) VALUES (${event.subject}, ${String(numberOf(event))}::int)`;
      if (fails(event)) throw new Error(`number ${numberOf(event)} is not wanted`);
    };
    const application = () => ({ db: consuming.db, actor: { service: 'scoring', deployment: 'test' }, consumer, source: origin, handlers: { [roleGranted.type]: apply } });
    const follow = (transport = route.transport) => {
      subscription = subscribe({ ...application(), transport, idleMs: 10, backoffMs: () => 5, onFault: ({ message }) => faults.push(message) });
      return subscription;
    };
    const produce = (subject: string, ...numbers: number[]) =>
      transact(produced.db, { service: 'incentives', deployment: 'test' }, (tx) => Promise.resolve(numbers.forEach((n) => record(tx, roleGranted, { subject, data: { personId: subject, role: 'auditor', orgUnit: String(n) } }))));
    const size = async () => Number((await produced.db.sql<{ size: string }[]>`SELECT size::text FROM audit_head`)[0]!.size);
    const caughtUp = async () => {
      while ((await subscription!.position()) < (await size())) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const effects = async (subject: string) => (await consuming.db.sql<{ n: number }[]>`SELECT n FROM effect WHERE subject = ${subject} ORDER BY place`).map(({ n }) => n);
    const parked = async (subject: string) => (await readParked(consuming.db, { consumer, source: origin })).filter((letter) => letter.subject === subject);

    it('applies every event once and each subject in its order', async () => {
      for (let n = 1; n <= 20; n += 1) await produce(`subject-${n % 3}`, n, n + 100);
      follow();
      await caughtUp();
      for (const remainder of [0, 1, 2]) {
        const due = Array.from({ length: 20 }, (_, i) => i + 1).filter((n) => n % 3 === remainder).flatMap((n) => [n, n + 100]);
        expect(await effects(`subject-${remainder}`)).toEqual(due);
      }
    });

    it('applies an event once although it is delivered twice, also after everything behind it', async () => {
      await produce('twice', 1, 2, 3);
      const twice: Transport = { fetch: async (from, signal) => (await route.transport.fetch(from, signal)).flatMap((delivery) => [delivery, delivery]) };
      follow(twice);
      await caughtUp();
      await subscription!.stop();
      await produce('twice', 4);
      follow({ fetch: async (from, signal) => (from < (await size()) ? route.transport.fetch(Math.max(0, from - 3), signal) : []) });
      await caughtUp();
      expect(await effects('twice')).toEqual([1, 2, 3, 4]);
      expect(await parked('twice')).toEqual([]);
    });

    it('tries again after a failure, and nothing of the failed attempt remains', async () => {
      let failures = 2;
      fails = ({ subject }) => subject === 'again' && (failures -= 1) >= 0;
      await produce('again', 7);
      follow();
      await caughtUp();
      expect([await effects('again'), faults.length]).toEqual([[7], 2]);
    });

    it('parks an event that fails always, with its bytes and the reason, and those of its subject behind it, while others go on', async () => {
      fails = (event) => event.subject === 'stuck' && numberOf(event) === 2;
      await produce('stuck', 1, 2, 3);
      await produce('free', 1);
      await produce('stuck', 4);
      follow();
      await caughtUp();
      expect([await effects('stuck'), await effects('free')]).toEqual([[1], [1]]);
      const letters = await parked('stuck');
      expect(letters.map(({ reason }) => reason)).toEqual(['number 2 is not wanted', 'an earlier event of this subject is parked', 'an earlier event of this subject is parked']);
      expect(letters.map(({ leaf }) => numberOf(JSON.parse(leaf) as Envelope))).toEqual([2, 3, 4]);
    });

    it('does not apply a parked event that is delivered again', async () => {
      const letters = await parked('stuck');
      const from = letters[0]!.index;
      await produce('free', 2);
      follow({ fetch: async (next, signal) => (next < (await size()) ? route.transport.fetch(from, signal) : []) });
      await caughtUp();
      expect([await effects('stuck'), await effects('free'), (await parked('stuck')).length]).toEqual([[1], [1, 2], 3]);
    });

    it('keeps everything parked while the replay still fails, and heals in order once it does not', async () => {
      fails = (event) => numberOf(event) === 2;
      expect(await replayDeadLetters(application())).toBe(0);
      expect([await effects('stuck'), (await parked('stuck')).length]).toEqual([[1], 3]);
      fails = () => false;
      expect(await replayDeadLetters(application())).toBe(3);
      expect(await replayDeadLetters(application())).toBe(0);
      await produce('stuck', 5);
      follow();
      await caughtUp();
      expect([await effects('stuck'), await parked('stuck')]).toEqual([[1, 2, 3, 4, 5], []]);
    });

    it('goes on after a restart where it was, even when it was stopped in the middle', async () => {
      await produce('restarted', 1, 2, 3, 4, 5, 6);
      let stopped: Promise<void> | undefined;
      fails = (event) => {
        if (numberOf(event) === 3) stopped ??= subscription!.stop();
        return false;
      };
      follow();
      while (!stopped) await new Promise((resolve) => setTimeout(resolve, 5));
      await stopped;
      expect(await effects('restarted')).toEqual([1, 2, 3]);
      follow();
      await caughtUp();
      expect(await effects('restarted')).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('moves its position only together with the effect', async () => {
      await subscription?.stop();
      await produce('together', 1);
      const before = await size();
      fails = ({ subject }) => subject === 'together';
      subscription = subscribe({ ...application(), transport: route.transport, attempts: 1_000_000, idleMs: 10, backoffMs: () => 5, onFault: ({ message }) => faults.push(message) });
      while (faults.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      expect([await effects('together'), await subscription.position()]).toEqual([[], before - 1]);
      fails = () => false;
      await caughtUp();
      expect(await effects('together')).toEqual([1]);
    });

    it.each([
      ['comes from a source that is not configured', (leaf: string) => leaf.replaceAll('test/audit/incentives', 'else/audit/incentives'), /an event of else\/audit\/incentives came from test\/audit\/incentives/],
      ['is not an event', () => '{"subject":"odd","not":"an event"}', /this is not an event/],
      ['is not canonical', (leaf: string) => ` ${leaf}`, /this is not an event/],
      ['skips a number of its subject', (leaf: string) => leaf.replace('"subjectseq":"1"', '"subjectseq":"3"'), /event 3 of its subject came where 1 was due/],
    ])('parks at once what %s', async (what, damage, reason) => {
      const subject = `odd-${what}`;
      await produce(subject, 1);
      const last = (await size()) - 1;
      const damaged: Transport = {
        fetch: async (from, signal) => (await route.transport.fetch(from, signal)).map((delivery): Delivery => (delivery.index === last ? { ...delivery, leaf: damage(delivery.leaf) } : delivery)),
      };
      follow(damaged);
      await caughtUp();
      const letters = (await readParked(consuming.db, { consumer, source: origin })).filter(({ index }) => index === last);
      expect(letters).toMatchObject([{ reason: expect.stringMatching(reason) }]);
      expect([await effects(subject), faults.length <= 1]).toEqual([[], true]);
    });

    it('waits for a producer that does not answer and then goes on', async () => {
      await produce('later', 1);
      let refusals = 1;
      follow({ fetch: (from, signal) => ((refusals -= 1) >= 0 ? Promise.reject(new TypeError('fetch failed')) : route.transport.fetch(from, signal)) });
      await caughtUp();
      expect([await effects('later'), faults]).toEqual([[1], ['fetch failed']]);
    });
  });
}
