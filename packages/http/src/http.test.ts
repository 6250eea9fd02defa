import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer as createPlainServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import postgres from 'postgres';
import { serve, type Served, type TestDatabase, type TestIssuer } from '@mizan/testkit';
import { createCounters, increment, measure, readCounter, readText, reset } from './counters.fixture.ts';
import { call, serviceToken } from './index.ts';
import { startCounters } from './started-counters.fixture.ts';

let counters: Awaited<ReturnType<typeof startCounters>>;
let database: TestDatabase;
let issuer: TestIssuer;
let served: Served;
let token: string;
let faults: unknown[];

beforeAll(async () => {
  counters = await startCounters({ onFault: (error) => faults.push(error) });
  ({ database, issuer, served } = counters);
  token = await issuer.token({ sub: 'officer', roles: ['finance-officer'] });
});
beforeEach(() => void (faults = []));
afterAll(() => counters.stop());

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly bearer?: string | null;
}
async function ask(path: string, { method = 'GET', headers = {}, body, bearer = token }: Asked = {}) {
  const response = await fetch(`${served.url}${path}`, { method, headers: { ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...headers }, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const problem = response.headers.get('content-type')?.startsWith('application/problem+json') ? (JSON.parse(text) as Record<string, unknown>) : undefined;
  return { status: response.status, text, problem, headers: response.headers };
}
const post = (body: string, headers: Record<string, string> = {}) => ask('/counters/a/increments', { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': '"k"', ...headers } });

describe('whoever is not known, or not in the right role', () => {
  it('is told to sign in, with a problem', async () => {
    expect(await ask('/counters/a', { bearer: null })).toMatchObject({ status: 401, problem: { type: 'urn:mizan:problem:not-signed-in', status: 401, code: 'not-signed-in', title: 'Not signed in' } });
  });

  it('is told which role is needed', async () => {
    const auditor = await issuer.token({ sub: 'auditor', roles: ['auditor'] });
    const { problem } = await ask('/text', { bearer: auditor });
    expect(problem).toMatchObject({ status: 403, code: 'wrong-role', detail: 'This needs one of the roles finance-officer; you have auditor.' });
  });

  it('is turned away before the body is read', async () => {
    expect(await ask('/counters/a/increments', { method: 'POST', bearer: null, body: '{ not json', headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 401 });
  });

  const officer = { sub: 'officer', roles: ['finance-officer'] };
  it.each([
    ['for another audience', () => issuer.token(officer, { audience: 'urn:else' })],
    ['of another kind', () => issuer.token(officer, { typ: 'JWT' })],
    ['that has ended', () => issuer.token(officer, { expiresIn: '-1m' })],
    ['signed by nobody', () => Promise.resolve(`${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${token.split('.')[1]}.`)],
    ['whose content was changed', () => Promise.resolve(token.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"officer"}').toString('base64url')}.`))],
    ['signed by a key of one\'s own', () => signedByOwnKey({ kid: 'test' })],
    ['bringing the key in its header', () => signedByOwnKey({ kid: 'own', withKey: true })],
    ['of an unknown key', () => signedByOwnKey({ kid: 'unknown' })],
    ['keyed by the public key as a secret', () => new SignJWT({ roles: officer.roles }).setProtectedHeader({ alg: 'HS256', kid: 'test', typ: 'at+jwt' }).setSubject('officer').setIssuer(issuer.issuer).setAudience('urn:mizan:api').setExpirationTime('5m').sign(new TextEncoder().encode('x'.repeat(64)))],
    ['that is no token', () => Promise.resolve('not.a.token')],
  ])('is nobody with a token %s', async (_what, make) => {
    expect(await ask('/counters/a', { bearer: await make() })).toMatchObject({ status: 401 });
    expect(faults).toEqual([]);
  });

  async function signedByOwnKey({ kid, withKey = false }: { kid: string; withKey?: boolean }): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    return new SignJWT({ roles: officer.roles }).setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt', ...(withKey ? { jwk: await exportJWK(publicKey) } : {}) }).setSubject('officer').setIssuer(issuer.issuer).setAudience('urn:mizan:api').setExpirationTime('5m').sign(privateKey);
  }

  it('is not called a stranger when the identity service cannot be asked', async () => {
    const deaf = await serve(createCounters({ db: database.db, issuer: 'http://127.0.0.1:9' }));
    await expect(call(readCounter, { baseUrl: deaf.url, token, params: { name: 'a' } })).rejects.toMatchObject({ status: 503, code: 'identity-unreachable' });
    await deaf.stop();
  });
});

describe('a request of the wrong form', () => {
  it('is answered with every fault and its place', async () => {
    const { status, problem } = await post('{"by":"one","notes":{"a/b":1},"extra":true}');
    expect([status, problem?.['code']]).toEqual([400, 'request-malformed']);
    const errors = problem?.['errors'] as { pointer: string; text: string }[];
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/body/by', '/body/notes/a~1b', '/body']);
    expect(errors.every(({ text }) => text.length > 0)).toBe(true);
  });

  it.each([
    ['cut off', '{"by":1'],
    ['no JSON at all', 'by=1'],
    ['a bare number', '1'],
    ['a zero byte in a text', '{"by":1,"notes":{"a":"\\u0000"}}'],
    ['half a character in a text', '{"by":1,"notes":{"a":"\\ud800"}}'],
    ['half a character in a name', '{"by":1,"notes":{"\\ud800":"a"}}'],
    ['nested ten thousand deep', `{"by":1,"notes":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ])('is refused and not our fault: %s', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, problem: { code: 'request-malformed' } });
    expect(faults).toEqual([]);
  });

  it('is read as JSON whatever its label, so that a wrong label does not look like an empty body', async () => {
    expect((await post('{"by":1}', { 'content-type': 'text/plain', 'idempotency-key': '"labelled"' })).status).toBe(201);
  });

  it('is refused in its query and in its path too', async () => {
    expect((await ask('/counters/a?times=ten')).problem).toMatchObject({ status: 400, errors: [{ pointer: '/query/times' }] });
    expect((await ask('/counters/a?times=2&else=1')).status).toBe(400);
    expect((await ask('/counters/a%00b')).status).toBe(400);
    expect((await ask('/counters/%ff')).status).toBe(400);
    expect(faults).toEqual([]);
  });

  it('is refused above one MiB', async () => {
    expect(await post(JSON.stringify({ by: 1, notes: { a: 'x'.repeat(1024 * 1024) } }))).toMatchObject({ status: 413, problem: { code: 'body-too-large' } });
  });

  it('is told that nothing answers an unknown address', async () => {
    expect(await ask('/nothing')).toMatchObject({ status: 404, problem: { code: 'not-found', detail: 'Nothing answers GET /nothing.' } });
  });
});

describe('an operation', () => {
  it('answers what its handler returns, with the status it declares', async () => {
    expect(await call(increment, { baseUrl: served.url, token, params: { name: 'b' }, body: { by: 3 }, idempotencyKey: 'b' })).toEqual({ total: 3 });
    expect(await call(readCounter, { baseUrl: served.url, token, params: { name: 'b' }, query: { times: 2 } })).toEqual({ total: 6 });
  });

  it('is kept by no cache and says nothing of what it is built with', async () => {
    const { headers } = await ask('/counters/a');
    expect([headers.get('cache-control'), headers.get('x-powered-by'), headers.get('x-content-type-options')]).toEqual(['no-store', null, 'nosniff']);
  });

  it('hands a streamed body to its handler unread, far above the limit for JSON', async () => {
    const raw = new Uint8Array(3 * 1024 * 1024).fill(65);
    expect(await call(measure, { baseUrl: served.url, token, raw })).toEqual({ total: raw.length });
  });

  it('may write its answer itself', async () => {
    expect(await call(readText, { baseUrl: served.url, token })).toBe('a,b\n');
  });

  it('on a state needs to be told which state was seen, and refuses when it changed', async () => {
    const asked = { baseUrl: served.url, token, params: { name: 'c' }, body: { by: 5 } };
    await expect(call(reset, { ...asked, idempotencyKey: 'c0' })).rejects.toMatchObject({ status: 428, code: 'if-match-missing' });
    expect(await call(reset, { ...asked, idempotencyKey: 'c1', ifMatch: '0' })).toEqual({ total: 5 });
    await expect(call(reset, { ...asked, idempotencyKey: 'c2', ifMatch: '0' })).rejects.toMatchObject({ status: 412, code: 'counter-changed', detail: 'The counter is 5 now.', details: { total: 5 } });
  });

  it('replays the ETag with the reply', async () => {
    const again = () => ask('/counters/d', { method: 'PUT', body: '{"by":4}', headers: { 'idempotency-key': '"d"', 'if-match': '"0"' } });
    const [first, second] = [await again(), await again()];
    expect([first.headers.get('etag'), second.headers.get('etag'), second.headers.get('idempotency-replayed')]).toEqual(['"4"', '"4"', 'true']);
  });

  it('that fails on our side says so without telling why, and the reason goes to the log', async () => {
    expect(await ask('/counters/e/increments', { method: 'POST', body: '{"by":99999999999}', headers: { 'idempotency-key': '"e"' } })).toMatchObject({ status: 500, problem: { code: 'internal-error' } });
    expect(faults).toEqual([expect.objectContaining({ code: '22003' })]);
  });
});

describe('an effect whose database goes away in the middle', () => {
  it('does not say that nothing was done, and is done once when it is sent again under its key', async () => {
    const superuser = postgres(database.superuserUrl, { max: 1 });
    const cut = () => superuser`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'scoring'`.then(() => undefined);
    let cuts = 1;
    const cutOnce = await serve(createCounters({ db: database.db, issuer: issuer.issuer, during: async () => void (cuts-- > 0 && (await cut())) }));
    const send = () => fetch(`${cutOnce.url}/counters/gone/increments`, { method: 'POST', body: '{"by":3}', headers: { authorization: `Bearer ${token}`, 'idempotency-key': '"gone"' } });
    const first = await send();
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([503, '2', expect.objectContaining({ code: 'not-answered', detail: expect.stringContaining('Whether it was done is not known: send it again with the same Idempotency-Key, and it is done once.') })]);
    expect(await (await send()).json()).toEqual({ total: 3 });
    await superuser.end();
    await cutOnce.stop();
  });
});

describe('a server', () => {
  it('says without sign-in whether it lives, whether it is ready, and what it measured', async () => {
    expect(await ask('/healthz', { bearer: null })).toMatchObject({ status: 200, text: 'ok\n' });
    expect(await ask('/readyz', { bearer: null })).toMatchObject({ status: 200, text: 'ready\n' });
    expect((await ask('/metrics', { bearer: null })).text).toMatch(/http_request_duration_seconds_count\{.*service="scoring"/);
  });
});

describe('the token of a service', () => {
  it('is asked for once while it lasts', async () => {
    let asked = 0;
    const server = createPlainServer((req, res) => {
      asked += 1;
      const known = req.headers.authorization === `Basic ${Buffer.from('service%3Ascoring:secret').toString('base64')}`;
      res.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: `token-${asked}`, expires_in: 600 }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const held = serviceToken({ issuer: address, clientId: 'service:scoring', secret: 'secret' });
    expect([await held(), await held(), asked]).toEqual(['token-1', 'token-1', 1]);
    await expect(serviceToken({ issuer: address, clientId: 'service:scoring', secret: 'wrong' })()).rejects.toThrow('service:scoring could not sign in: 401');
    server.closeAllConnections();
    server.close();
  });
});
