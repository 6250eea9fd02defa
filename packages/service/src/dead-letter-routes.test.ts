import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { listDeadLetters, readDeadLetter, setDeadLetterAside } from '@mizan/contracts';
import { call, createAuthenticate, createServer, mountAll } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, type Served, startTestDatabase, startTestIssuer, type TestDatabase, type TestIssuer } from '@mizan/testkit';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { addGauges } from './gauges.ts';

const bus = { applications: [] };
const telemetry = createTelemetry('scoring', { write: () => undefined });
let database: TestDatabase;
let issuer: TestIssuer;
let served: Served;
let token: string;

beforeAll(async () => {
  [database, issuer] = [await startTestDatabase('scoring'), await startTestIssuer()];
  const { db } = database;
  const deps = { service: 'scoring', deployment: 'test', db, authenticate: createAuthenticate(issuer.issuer), onFault: (error: unknown) => process.stderr.write(`${String(error)}\n`) };
  served = await serve(createServer({ telemetry, ready: () => true, routes: (app) => mountAll(app, deadLetterRoutes(db, bus), deps) }));
  token = await issuer.token({ sub: 'demo-admin', roles: ['administrator'] });
  await db.sql`INSERT INTO dead_letter (consumer, source, idx, subject, bytes, reason) VALUES ('scoring.snapshots', 'test/audit/indicators', 7, 'd1', 'a leaf', 'its handler failed')`;
  await db.sql`INSERT INTO dead_letter (consumer, source, place, subject, bytes, reason) VALUES ('scoring.snapshots', 'test/audit/indicators', 'topic[0]@3', '', 'garbage', 'this is not an event')`;
  addGauges([telemetry.metrics], db, { applications: [{ consumer: 'scoring.snapshots' }] as never });
});
afterAll(async () => {
  await served.stop();
  await issuer.stop();
  await database.stop();
});

const letters = async (all: 'true' | 'false' = 'false') => (await call(listDeadLetters, { baseUrl: served.url, token, query: { all } })).letters;
const setAside = (letterId: string, because: string) => call(setDeadLetterAside, { baseUrl: served.url, token, params: { letterId }, body: { because } });
const waiting = async () => /dead_letters\{.*\} (\d+)/.exec(await telemetry.metrics.getSingleMetricAsString('dead_letters'))?.[1];

it('a leaf that waits to be applied cannot be set aside, for what follows of its subject waits behind it', async () => {
  const [leaf] = await letters();
  await expect(setAside(leaf!.letterId, 'a look was taken')).rejects.toMatchObject({ status: 409, code: 'dead-letter-waits', detail: 'Leaf 7 still has to be applied, and what follows of its subject d1 waits behind it. Mend the cause, then: mizan dead-letters replay scoring.snapshots' });
});

it('a message that is no leaf is set aside with who said so and why, waits no more, and stays to be read', async () => {
  const { letterId } = (await letters()).find(({ index }) => index === undefined)!;
  expect(await waiting()).toBe('2');
  expect(await setAside(letterId, 'a test of the supplier')).toMatchObject({ setAside: { by: 'demo-admin', because: 'a test of the supplier' } });
  expect([await waiting(), (await letters()).map(({ index }) => index), (await letters('true')).length]).toEqual(['1', [7], 2]);
  expect(await call(readDeadLetter, { baseUrl: served.url, token, params: { letterId } })).toMatchObject({ bytes: Buffer.from('garbage').toString('base64'), setAside: { by: 'demo-admin' } });
});

it('what was set aside keeps the reason it was given first', async () => {
  const { letterId } = (await letters('true')).find(({ setAside: rests }) => rests !== undefined)!;
  expect(await setAside(letterId, 'another reason')).toMatchObject({ setAside: { because: 'a test of the supplier' } });
});

it('a reason that says nothing is refused', async () => {
  await expect(setAside('1', ' ')).rejects.toMatchObject({ status: 400, code: 'request-malformed' });
});

it('a leaf is not set aside in the table either', async () => {
  await expect(database.db.sql`UPDATE dead_letter SET set_aside_by = 'x', set_aside_because = 'x', set_aside_at = now() WHERE idx = 7`).rejects.toThrow('dead_letter_set_aside');
});
