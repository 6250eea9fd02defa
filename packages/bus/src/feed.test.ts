import { expect, it } from '@jest/globals';
import { createAuthenticate, createServer, logRoutes, mountAll } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, startTestIssuer } from '@mizan/testkit';
import { type Followed, promisesOfATransport } from './conformance.fixture.ts';
import { type Delivery, feedTransport, subscribe, type Transport } from './index.ts';

let feed: Transport;
const forged: Delivery[] = [];
const through = (transport: Transport) => ({ through: (options: Followed) => subscribe({ ...options, transport }) });

promisesOfATransport(
  'feed',
  async (db, origin) => {
    const issuer = await startTestIssuer();
    const telemetry = createTelemetry('incentives');
    const deps = { service: 'incentives', deployment: 'test', db, authenticate: createAuthenticate(issuer.issuer), onFault: (err: unknown) => telemetry.log.error({ err }) };
    const served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, logRoutes(db, { origin, vkey: 'none' }), deps) }));
    feed = feedTransport({ url: served.url, token: () => issuer.token({ sub: 'service:scoring', roles: ['service'] }), batch: 5 });
    return {
      follow: (options) => subscribe({ ...options, transport: { fetch: async (from, signal) => [...forged.splice(0), ...(await feed.fetch(from, signal))] } }),
      bring: (delivery) => Promise.resolve(void forged.push(delivery)),
      async stop() {
        await served.stop();
        await issuer.stop();
      },
    };
  },
  (world) => {
    it('applies an event once although it is delivered twice, also after everything behind it', async () => {
      const { produce, follow, caughtUp, size, effects, parked } = world();
      await produce('twice', 1, 2, 3);
      const first = follow(through({ fetch: async (from, signal) => (await feed.fetch(from, signal)).flatMap((delivery) => [delivery, delivery]) }));
      await caughtUp();
      await first.stop();
      await produce('twice', 4);
      follow(through({ fetch: async (from, signal) => (from < (await size()) ? feed.fetch(Math.max(0, from - 3), signal) : []) }));
      await caughtUp();
      expect(await effects('twice')).toEqual([1, 2, 3, 4]);
      expect((await parked()).filter(({ subject }) => subject === 'twice')).toEqual([]);
    });

    it('takes a page in one transaction when nothing is wrong with it, and the leaves one by one when something is', async () => {
      const { produce, follow, failOn, caughtUp, consuming, effects } = world();
      const transactions = async (subject: string) => Number((await consuming.db.sql<{ n: string }[]>`SELECT count(DISTINCT xmin::text)::text AS n FROM effect WHERE subject = ${subject}`)[0]!.n);
      await produce('page', ...Array.from({ length: 20 }, (_, n) => n));
      const first = follow();
      await caughtUp();
      await first.stop();
      // Twenty leaves lie on five pages of five at most.
      expect([await effects('page'), (await transactions('page')) <= 5]).toEqual([Array.from({ length: 20 }, (_, n) => n), true]);
      let failures = 2;
      failOn((event) => event.subject === 'page-2' && event.subjectseq === '3' && (failures -= 1) >= 0);
      await produce('page-2', 1, 2, 3);
      follow();
      await caughtUp();
      expect([await effects('page-2'), await transactions('page-2')]).toEqual([[1, 2, 3], 3]);
    });

    it('moves its position only together with the effect', async () => {
      const { produce, follow, failOn, caughtUp, size, effects, faults } = world();
      await produce('together', 1);
      const before = await size();
      failOn(({ subject }) => subject === 'together');
      const subscription = follow({ attempts: 1_000_000 });
      while (faults().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      expect([await effects('together'), await subscription.position()]).toEqual([[], before - 1]);
      failOn(() => false);
      await caughtUp();
      expect(await effects('together')).toEqual([1]);
    });

    it.each([
      ['comes from a source that is not configured', (leaf: string) => leaf.replaceAll('test/audit/incentives', 'else/audit/incentives'), /an event of else\/audit\/incentives came from test\/audit\/incentives/],
      ['is not an event', () => '{"subject":"odd","not":"an event"}', /this is not an event/],
      ['is not canonical', (leaf: string) => ` ${leaf}`, /this is not an event/],
      ['skips a number of its subject', (leaf: string) => leaf.replace('"subjectseq":"1"', '"subjectseq":"3"'), /event 3 of its subject came where 1 was due/],
    ])('parks at once what %s', async (what, damage, reason) => {
      const { produce, follow, size, effects, parked, faults } = world();
      const subject = `odd-${what}`;
      await produce(subject, 1);
      const last = (await size()) - 1;
      const damaged = async (from: number, signal: AbortSignal) => (await feed.fetch(from, signal)).map((delivery): Delivery => (delivery.index === last ? { ...delivery, leaf: damage(delivery.leaf) } : delivery));
      const subscription = follow(through({ fetch: damaged }));
      while ((await subscription.position()) <= last) await new Promise((resolve) => setTimeout(resolve, 10));
      expect((await parked()).filter(({ index }) => index === last)).toMatchObject([{ reason: expect.stringMatching(reason) }]);
      expect([await effects(subject), faults().length <= 1]).toEqual([[], true]);
    });

    it('waits for a producer that does not answer and then goes on', async () => {
      const { produce, follow, caughtUp, effects, faults } = world();
      await produce('later', 1);
      let refusals = 1;
      follow(through({ fetch: (from, signal) => ((refusals -= 1) >= 0 ? Promise.reject(new TypeError('fetch failed')) : feed.fetch(from, signal)) }));
      await caughtUp();
      expect([await effects('later'), faults()]).toEqual([[1], ['fetch failed']]);
    });
  },
);
