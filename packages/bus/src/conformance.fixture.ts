import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Envelope, roleGranted } from '@mizan/contracts';
import { connect, type Database, readEntries, record, transact, type Tx } from '@mizan/db';
import { createTelemetry, inSpan, startTracing, stopTracing } from '@mizan/telemetry';
import { startTestCollector, startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { type Application } from './apply.ts';
import { type Patience } from './attempt.ts';
import { type Delivery } from './delivery.ts';
import { type Parked, readLetters, readParked, replayDeadLetters, type Subscription } from './index.ts';
import { parkForeign } from './parked.ts';

export type Followed = Application & Patience & { readonly idleMs?: number };
export interface Route {
  readonly follow: (options: Followed) => Subscription;
  /** Has the transport bring this text as the leaf of that place, once. */
  readonly bring: (forged: Delivery) => Promise<void>;
  readonly stop: () => Promise<void>;
}
/** Opens the transport under test over the log in that database. */
export type OpenRoute = (producer: Database, origin: string) => Promise<Route>;

/** What a transport's own claims may use beside the common ones. */
export interface World {
  readonly application: () => Application;
  readonly faults: () => readonly string[];
  readonly produced: TestDatabase;
  readonly consuming: TestDatabase;
  readonly follow: (options?: Partial<Followed> & { through?: Route['follow'] }) => Subscription;
  readonly failOn: (fails: (event: Envelope) => boolean) => void;
  readonly produce: (subject: string, ...numbers: number[]) => Promise<void>;
  readonly size: () => Promise<number>;
  readonly caughtUp: () => Promise<void>;
  readonly effects: (subject: string) => Promise<number[]>;
  readonly parked: () => Promise<Parked[]>;
}

export const origin = 'test/audit/incentives';
export const consumer = 'scoring.roles';

/** What every transport must do for a consumer, whatever moves the bytes. */
export function promisesOfATransport(name: string, openRoute: OpenRoute, ownClaims: (world: () => World) => void = () => undefined): void {
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
    const follow: World['follow'] = ({ through = route.follow, ...options } = {}) => {
      subscription = through({ ...application(), idleMs: 10, backoffMs: () => 5, onFault: ({ message }) => faults.push(message), ...options });
      return subscription;
    };
    const produce = (subject: string, ...numbers: number[]) =>
      transact(produced.db, { service: 'incentives', deployment: 'test' }, (tx) => Promise.resolve(numbers.forEach((n) => record(tx, roleGranted, { subject, data: { personId: subject, role: 'auditor', orgUnit: String(n) } }))));
    const size = async () => Number((await produced.db.sql<{ size: string }[]>`SELECT size::text FROM audit_head`)[0]!.size);
    const unsettled = async () => {
      const entries = await produced.db.sql<{ id: string; idx: string }[]>`SELECT event_id::text AS id, idx::text FROM audit_entry`;
      const taken = new Set((await consuming.db.sql<{ id: string }[]>`SELECT event_id::text AS id FROM inbox`).map(({ id }) => id));
      const letters = new Set((await consuming.db.sql<{ idx: string }[]>`SELECT idx::text FROM dead_letter WHERE idx IS NOT NULL`).map(({ idx }) => idx));
      return entries.filter(({ id, idx }) => !taken.has(id) && !letters.has(idx)).length;
    };
    const caughtUp = async () => {
      while ((await unsettled()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const effects = async (subject: string) => (await consuming.db.sql<{ n: number }[]>`SELECT n FROM effect WHERE subject = ${subject} ORDER BY place`).map(({ n }) => n);
    const letters = () => readParked(consuming.db, { consumer, source: origin });
    const parked = async (subject: string) => (await letters()).filter((letter) => letter.subject === subject);

    it('applies every event once and each subject in its order', async () => {
      for (let n = 1; n <= 20; n += 1) await produce(`subject-${n % 3}`, n, n + 100);
      follow();
      await caughtUp();
      for (const remainder of [0, 1, 2]) {
        const due = Array.from({ length: 20 }, (_, i) => i + 1).filter((n) => n % 3 === remainder).flatMap((n) => [n, n + 100]);
        expect(await effects(`subject-${remainder}`)).toEqual(due);
      }
    });

    it('tries again after a failure, and nothing of the failed attempt remains', async () => {
      let failures = 2;
      fails = ({ subject }) => subject === 'again' && (failures -= 1) >= 0;
      await produce('again', 7);
      follow();
      await caughtUp();
      expect([await effects('again'), failures < 0]).toEqual([[7], true]);
    });

    it('goes on with the trace in which an event was recorded, and shows the attempt that failed', async () => {
      const collector = await startTestCollector();
      await startTracing('scoring', createTelemetry('scoring', { write: () => undefined }).log, collector.url);
      let failures = 2;
      fails = (event) => event.subject === 'traced' && numberOf(event) === 2 && (failures -= 1) >= 0;
      await inSpan({ name: 'record', kind: 'server' }, () => produce('traced', 1, 2));
      follow();
      await caughtUp();
      await subscription?.stop();
      await stopTracing();
      await collector.stop();
      const [recorded] = collector.spans.filter(({ name }) => name === 'record');
      const handled = collector.spans.filter(({ kind }) => kind === 'consumer');
      expect(handled.filter(({ parent, traceId }) => parent !== recorded!.spanId || traceId !== recorded!.traceId)).toEqual([]);
      expect([handled.some(({ failed }) => failed), handled.at(-1)]).toMatchObject([true, { name: `process ${roleGranted.type}`, failed: false, attributes: { 'messaging.consumer.group.name': consumer } }]);
      expect(JSON.stringify(handled)).not.toMatch(/is not wanted|traced/);
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
      expect(letters.map(({ bytes }) => numberOf(JSON.parse(new TextDecoder().decode(bytes)) as Envelope))).toEqual([2, 3, 4]);
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

    it('replays one subject alone when asked, its waiting events included, and leaves the others parked', async () => {
      fails = (event) => event.subject.startsWith('alone-') && numberOf(event) === 1;
      await produce('alone-a', 1, 2);
      await produce('alone-b', 1, 2);
      follow();
      await caughtUp();
      fails = () => false;
      expect(await replayDeadLetters(application(), 'alone-a')).toBe(2);
      expect([await effects('alone-a'), await effects('alone-b')]).toEqual([[1, 2], []]);
      expect((await readLetters(consuming.db, { after: '0', limit: 1 })).map((letter) => letter.subject)).toEqual(['alone-b']);
      const [first, second, ...rest] = await readLetters(consuming.db, { after: '0', limit: 100 });
      expect([(await readLetters(consuming.db, { after: first!.letterId, limit: 100 })).map(({ letterId }) => letterId), rest]).toEqual([[second!.letterId], []]);
      expect(await replayDeadLetters(application())).toBe(2);
    });

    it('takes events in their order although the clock of their producer was set back a day', async () => {
      const yesterday = connect(produced.url, { max: 1, now: () => Date.now() - 86_400_000 });
      const recordAt = (db: Database, n: number) => transact(db, { service: 'incentives', deployment: 'test' }, (tx) => Promise.resolve(record(tx, roleGranted, { subject: 'clock', data: { personId: 'clock', role: 'auditor', orgUnit: String(n) } })));
      follow();
      for (const [n, db] of [produced.db, yesterday, yesterday, produced.db, yesterday].entries()) await recordAt(db, n);
      await caughtUp();
      await yesterday.close();
      expect([await effects('clock'), await parked('clock')]).toEqual([[0, 1, 2, 3, 4], []]);
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
      const before = await effects('restarted');
      expect(before.slice(0, 3)).toEqual([1, 2, 3]);
      expect(before).toEqual([1, 2, 3, 4, 5, 6].slice(0, before.length));
      follow();
      await caughtUp();
      expect(await effects('restarted')).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('names an altered copy of an event that was taken, and neither its effect nor what follows of its subject is disturbed', async () => {
      await produce('copied', 1, 2);
      follow();
      await caughtUp();
      const [leaf] = await readEntries(produced.db, (await size()) - 1, 1);
      const altered = { index: leaf!.index, leaf: leaf!.leaf.replace('"orgUnit":"2"', '"orgUnit":"99"') };
      await route.bring(leaf!);
      await route.bring(altered);
      const about = async () => (await letters()).filter(({ reason }) => reason.startsWith('other bytes were taken as the event'));
      while ((await about()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await produce('copied', 3);
      await caughtUp();
      expect([await effects('copied'), await parked('copied')]).toEqual([[1, 2, 3], []]);
      expect((await about()).map(({ index, bytes }) => [index, new TextDecoder().decode(bytes)])).toEqual([[undefined, altered.leaf]]);
    });

    it('keeps other bytes at a place where some were parked as another letter, and the same bytes once', async () => {
      const following = { consumer: 'test.places', source: origin };
      for (const text of ['first', 'first', 'second']) {
        await transact(consuming.db, application().actor, (tx) => parkForeign(tx, following, { place: 'a[0]@0', bytes: new TextEncoder().encode(text) }, 'not an event'));
      }
      expect((await readParked(consuming.db, following)).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['first', 'second']);
    });

    ownClaims(() => ({ application, faults: () => faults, produced, consuming, follow, failOn: (next) => void (fails = next), produce, size, caughtUp, effects, parked: letters }));
  });
}
