import { type AddressInfo } from 'node:net';
import { type Express } from 'express';
import { z } from 'zod';
import { defineOperation, Refusal } from '@mizan/contracts';
import { connect, type Database, type Tx } from '@mizan/db';
import { createTelemetry } from '@mizan/telemetry';
import { createAuthenticate, createServer, effect, listen, mountAll, read } from './index.ts';

const params = z.strictObject({ name: z.string() });
const body = z.strictObject({ by: z.number().int(), notes: z.record(z.string(), z.string()).optional() });
const Total = z.object({ total: z.number() });
const roles = ['finance-officer'] as const;
const full = { 'counter-full': 409 };

export const increment = defineOperation({ service: 'scoring', id: 'increment', method: 'post', path: '/counters/:name/increments', summary: 'Add to a counter.', roles, effect: true, params, body, reply: { status: 201, body: Total }, refusals: full });
export const decrement = defineOperation({ service: 'scoring', id: 'decrement', method: 'post', path: '/counters/:name/decrements', summary: 'Take from a counter.', roles, effect: true, params, body, reply: { status: 201, body: Total }, refusals: full });
export const reset = defineOperation({ service: 'scoring', id: 'reset', method: 'put', path: '/counters/:name', summary: 'Set a counter that nobody has changed since.', roles, effect: true, ifMatch: true, params, body, reply: { status: 200, body: Total }, refusals: { 'counter-changed': 412 } });
export const readCounter = defineOperation({ service: 'scoring', id: 'read-counter', method: 'get', path: '/counters/:name', summary: 'A counter.', roles: [...roles, 'auditor'], params, query: z.strictObject({ times: z.coerce.number().int().max(9).default(1) }), reply: { status: 200, body: Total } });
export const measure = defineOperation({ service: 'scoring', id: 'measure', method: 'post', path: '/measurements', summary: 'Count the bytes of a stream.', roles, consumes: 'text/csv', reply: { status: 200, body: Total } });
export const readText = defineOperation({ service: 'scoring', id: 'read-text', method: 'get', path: '/text', summary: 'A text, written by the handler itself.', roles, reply: { status: 200, type: 'text/csv', body: z.string() } });

export const makeCounters = `
  CREATE TABLE scoring.step (id bigint GENERATED ALWAYS AS IDENTITY, counter text NOT NULL, by integer NOT NULL);
  GRANT SELECT, INSERT ON scoring.step TO scoring`;

/** What the test lets happen inside a transaction, after the effect and before the commit. */
export type During = (counter: string) => Promise<void>;

async function totalOf({ sql }: Pick<Tx, 'sql'> | Database, counter: string): Promise<number> {
  const [row] = await sql<{ total: number }[]>`SELECT coalesce(sum(by), 0)::int AS total FROM step WHERE counter = ${counter}`;
  return row?.total ?? 0;
}

async function add(tx: Tx, counter: string, by: number, during: During): Promise<{ total: number }> {
  await tx.sql`INSERT INTO step (counter, by) VALUES (${counter}, ${String(by)}::int)`;
  await during(counter);
  const total = await totalOf(tx, counter);
  if (total > 100) throw new Refusal('counter-full', 'The counter goes to 100.');
  return { total };
}

/** A service of counters on a real database: enough to see whether an effect happened, and how often. */
export function createCounters({ db, issuer, during = () => Promise.resolve(), before = () => undefined, onFault = () => undefined }: { db: Database; issuer: string; during?: During; before?: (app: Express) => void; onFault?: (error: unknown) => void }): Express {
  const routes = [
    effect(increment, ({ tx, params: { name }, body: { by } }) => add(tx, name, by, during)),
    effect(decrement, ({ tx, params: { name }, body: { by } }) => add(tx, name, -by, during)),
    effect(reset, async ({ tx, params: { name }, body: { by }, ifMatch, res }) => {
      const total = await totalOf(tx, name);
      if (ifMatch !== String(total)) throw new Refusal('counter-changed', `The counter is ${total} now.`, { total });
      res.set('etag', `"${by}"`);
      return add(tx, name, by - total, during);
    }),
    read(readCounter, async ({ params: { name }, query: { times } }) => ({ total: (await totalOf(db, name)) * times })),
    read(measure, async ({ req }) => {
      let total = 0;
      for await (const chunk of req as AsyncIterable<Uint8Array>) total += chunk.length;
      return { total };
    }),
    read(readText, ({ res }) => Promise.resolve(res.type('text/csv').end('a,b\n'))),
  ];
  return createServer({
    telemetry: createTelemetry('scoring'),
    ready: async () => (await db.sql`SELECT 1`).length === 1,
    routes(app) {
      before(app);
      mountAll(app, routes, { service: 'scoring', deployment: 'test', db, authenticate: createAuthenticate(issuer), onFault });
    },
  });
}

/** As a process of its own, which kills itself at the first request: before its commit or between commit and answer. */
async function serveAndDie([url = '', issuer = '', when = '']: readonly string[]): Promise<void> {
  const die = () => process.kill(process.pid, 'SIGKILL');
  const app = createCounters({
    db: connect(url),
    issuer,
    during: () => (when === 'before-commit' ? new Promise(() => die()) : Promise.resolve()),
    before: (express) => express.use((_req, res, next) => (Object.assign(res, { send: die }), next())),
  });
  const { port } = (await listen(app, 0)).address() as AddressInfo;
  process.stdout.write(`${port}\n`);
}
if (process.argv[2] === 'serve-and-die') await serveAndDie(process.argv.slice(3));
