import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { type Served, type TestDatabase, type TestIssuer } from '@mizan/testkit';
import { type During } from './counters.fixture.ts';
import { startCounters } from './started-counters.fixture.ts';

interface Cases {
  readonly syntax: { readonly valid: readonly string[]; readonly invalid: readonly string[] };
  readonly cases: readonly { readonly id: string; readonly want: number | string }[];
}
const vectors = JSON.parse(readFileSync(new URL('../vectors/idempotency-key.json', import.meta.url), 'utf8')) as Cases;

let counters: Awaited<ReturnType<typeof startCounters>>;
let database: TestDatabase;
let issuer: TestIssuer;
let served: Served;
let during: During = () => Promise.resolve();

beforeAll(async () => {
  counters = await startCounters({ during: (counter) => during(counter) });
  ({ database, issuer, served } = counters);
});
afterAll(() => counters.stop());

interface Asked {
  readonly key?: string;
  readonly body?: string;
  readonly sub?: string;
  readonly steps?: string;
  readonly base?: string;
}
async function ask(counter: string, { key, body = '{"by":1}', sub = 'officer', steps = 'increments', base = served.url }: Asked) {
  const token = await issuer.token({ sub, roles: ['finance-officer'] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const response = await fetch(`${base}/counters/${counter}/${steps}`, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, code: (JSON.parse(text) as { code?: string }).code, replayed: response.headers.get('idempotency-replayed') };
}
const own = (counter: string) => `"key of ${counter}"`;
const effects = async (counter: string) => Number((await database.db.sql`SELECT count(*) FROM step WHERE counter = ${counter}`)[0]?.['count']);
async function superuser(statement: string): Promise<void> {
  const sql = postgres(database.superuserUrl, { max: 1, connection: { search_path: 'scoring' } });
  await sql.unsafe(statement);
  await sql.end();
}

/** Asks a process that kills itself on the way, and gives what the retry here answers. */
async function retryAfterDeath(counter: string, when: 'before-commit' | 'after-commit') {
  const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(new URL('./counters.fixture.ts', import.meta.url)), 'serve-and-die', database.url, issuer.issuer, when], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const died = once(child, 'exit');
  await expect(ask(counter, { key: own(counter), base: `http://127.0.0.1:${String(port).trim()}` })).rejects.toThrow('fetch failed');
  expect((await died)[1]).toBe('SIGKILL');
  return ask(counter, { key: own(counter) });
}

const claims: Record<string, (counter: string) => Promise<void>> = {
  async 'missing-on-required-operation'(counter) {
    expect(await ask(counter, {})).toMatchObject({ status: 400, code: 'idempotency-key-missing' });
    expect(await effects(counter)).toBe(0);
  },
  async 'first-request'(counter) {
    expect(await ask(counter, { key: own(counter) })).toMatchObject({ status: 201, text: '{"total":1}', replayed: null });
  },
  async 'retry-after-completion-same-payload'(counter) {
    const first = await ask(counter, { key: own(counter) });
    await ask(counter, { key: '"another"' });
    expect(await ask(counter, { key: own(counter) })).toEqual({ ...first, replayed: 'true' });
    expect(await effects(counter)).toBe(2);
  },
  async 'retry-while-first-still-running'(counter) {
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      during = () => new Promise((go) => ((finish = go), resolve()));
    });
    const first = ask(counter, { key: own(counter) });
    await begun;
    expect(await ask(counter, { key: own(counter) })).toMatchObject({ status: 409, code: 'idempotency-key-in-use' });
    finish();
    expect(await first).toMatchObject({ status: 201 });
    expect(await effects(counter)).toBe(1);
  },
  async 'same-key-other-payload'(counter) {
    await ask(counter, { key: own(counter) });
    expect(await ask(counter, { key: own(counter), body: '{"by":2}' })).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await effects(counter)).toBe(1);
  },
  async 'same-key-other-caller'(counter) {
    await ask(counter, { key: own(counter) });
    expect(await ask(counter, { key: own(counter), sub: 'another' })).toMatchObject({ status: 201, text: '{"total":2}', replayed: null });
  },
  // Independent: a key belongs to a caller and an operation.
  async 'same-key-other-operation'(counter) {
    await ask(counter, { key: own(counter) });
    expect(await ask(counter, { key: own(counter), steps: 'decrements' })).toMatchObject({ status: 201, text: '{"total":0}', replayed: null });
  },
  // What was refused is not kept: it had no effect, and the corrected request may keep its key.
  async 'first-failed-4xx-validation-then-corrected-payload'(counter) {
    expect(await ask(counter, { key: own(counter), body: '{"by":"one"}' })).toMatchObject({ status: 400 });
    expect(await ask(counter, { key: own(counter), body: '{"by":101}' })).toMatchObject({ status: 409, code: 'counter-full' });
    expect(await ask(counter, { key: own(counter) })).toMatchObject({ status: 201, text: '{"total":1}' });
  },
  async 'first-answered-500-then-retry'(counter) {
    during = () => Promise.reject(new Error('out of order'));
    expect(await ask(counter, { key: own(counter) })).toMatchObject({ status: 500, code: 'internal-error' });
    during = () => Promise.resolve();
    expect(await ask(counter, { key: own(counter) })).toMatchObject({ status: 201, text: '{"total":1}', replayed: null });
    expect(await effects(counter)).toBe(1);
  },
  async 'process-killed-between-commit-and-response-then-retry'(counter) {
    expect(await retryAfterDeath(counter, 'after-commit')).toMatchObject({ status: 201, text: '{"total":1}', replayed: 'true' });
    expect(await effects(counter)).toBe(1);
  },
  async 'process-killed-before-commit-then-retry'(counter) {
    expect(await retryAfterDeath(counter, 'before-commit')).toMatchObject({ status: 201, text: '{"total":1}', replayed: null });
    expect(await effects(counter)).toBe(1);
  },
  async '100-parallel-requests-same-key'(counter) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(counter, { key: own(counter) })));
    for (const { status, text, code } of answers) expect(status === 201 ? text : code).toBe(status === 201 ? '{"total":1}' : 'idempotency-key-in-use');
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await effects(counter)).toBe(1);
  },
  // Kept for seven days.
  async 'key-expired-after-retention'(counter) {
    await ask(counter, { key: '"retention"' });
    await superuser(`UPDATE idempotency SET created_at = now() - interval '6 days 23 hours' WHERE key = 'retention'`);
    expect(await ask(counter, { key: '"retention"' })).toMatchObject({ status: 201, replayed: 'true' });
    await superuser(`UPDATE idempotency SET created_at = now() - interval '7 days 1 second' WHERE key = 'retention'`);
    expect(await ask(counter, { key: '"retention"' })).toMatchObject({ status: 201, text: '{"total":2}', replayed: null });
  },
  async 'json-key-order-differs-only'(counter) {
    await ask(counter, { key: own(counter), body: '{"by":1,"notes":{"a":"1","b":"2"}}' });
    expect(await ask(counter, { key: own(counter), body: '{ "notes": {"b":"2", "a":"1"}, "by": 1 }' })).toMatchObject({ status: 201, replayed: 'true' });
  },
};

describe('an Idempotency-Key', () => {
  it('has a claim here for every case of the vectors', () => {
    expect(Object.keys(claims).sort()).toEqual(vectors.cases.map(({ id }) => id).sort());
  });

  it.each(vectors.cases)('$id: $want', async ({ id }) => {
    during = () => Promise.resolve();
    await claims[id]!(id);
  });

  it.each(vectors.syntax.valid)('is accepted when quoted: %s', async (key) => {
    expect(await ask(`valid-${vectors.syntax.valid.indexOf(key)}`, { key })).toMatchObject({ status: 201 });
  });

  it.each([...vectors.syntax.invalid, `"${'x'.repeat(129)}"`])('is refused, and the fault named, when written %j', async (key) => {
    expect(await ask('invalid', { key })).toMatchObject({ status: 400, code: 'idempotency-key-malformed' });
    expect(await effects('invalid')).toBe(0);
  });
});
