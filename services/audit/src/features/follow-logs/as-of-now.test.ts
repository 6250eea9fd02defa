import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Refusal, scoreComputed } from '@mizan/contracts';
import { freePort, serve, type Served, startTestDatabase } from '@mizan/testkit';
import { canonicalText } from '@mizan/verifiable-log';
import { createProducers, type LogName } from '../../producers.ts';
import { lastLeafWhere } from '../trace-case/locate.ts';
import { notFound } from '../trace-case/not-found.ts';
import { asOfNow } from './as-of-now.ts';

const leaf = canonicalText({ type: scoreComputed.type, subject: 'run-1/d1', data: { scoreId: 'run-1/d1' } });
/** Logs as their feeds give them: that of scoring has a leaf which audit has not copied. */
const logs: Record<LogName, string[]> = { indicators: [], scoring: [leaf], incentives: [] };
const producers = {
  ...createProducers('test', { indicators: '', scoring: '', incentives: '' }, () => Promise.resolve('')),
  ask: (log: LogName, _: unknown, { query: { from = 0 } = {} }: { query?: Record<string, number> }) => Promise.resolve({ entries: logs[log].map((text, index) => ({ index, leaf: text })).slice(from) }) as never,
};
let strange: Served | undefined;
let database: Awaited<ReturnType<typeof startTestDatabase>>;

beforeAll(async () => {
  database = await startTestDatabase('audit', fileURLToPath(new URL('../../../migrations', import.meta.url)));
}, 60_000);
afterAll(async () => {
  await strange?.stop();
  await database?.stop();
});

const scoreOf = (scoreId: string) => asOfNow(database.db, producers, async () => {
  const found = await lastLeafWhere(database.db, scoreComputed.type, 'scoreId', scoreId);
  if (!found) throw notFound(scoreId);
  return found.index;
});

it('finds a score that was logged after the last verification', async () => {
  await expect(scoreOf('run-1/d1')).resolves.toBe(0);
});

it('still finds nothing where nothing was logged', async () => {
  await expect(scoreOf('run-1/d2')).rejects.toMatchObject({ code: 'trace-not-found' });
});

const allAt = (url: string) => createProducers('test', { indicators: url, scoring: url, incentives: url }, () => Promise.resolve(''));

it('says which service does not answer, and that the question can be put again', async () => {
  const nobody = allAt(`http://127.0.0.1:${await freePort()}`);
  const asked = asOfNow(database.db, nobody, () => Promise.reject(notFound('run-1/d2')));
  await expect(asked).rejects.toBeInstanceOf(Refusal);
  await expect(asked).rejects.toMatchObject({ code: 'service-not-reachable', message: expect.stringMatching(/^The service (indicators|scoring|incentives) does not answer/) });
});

it('does not say of a service that answers with something else than agreed that it does not answer', async () => {
  strange = await serve(createServer((_, reply) => void reply.end('<html>')));
  const asked = asOfNow(database.db, allAt(strange.url), () => Promise.reject(notFound('run-1/d2')));
  await expect(asked).rejects.not.toBeInstanceOf(Refusal);
  await expect(asked).rejects.toMatchObject({ name: 'SyntaxError' });
});
