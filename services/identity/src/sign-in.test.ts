import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { serve, type Served } from '@mizan/testkit';
import { addIdentity } from './app.ts';
import { leadsTo, openBrowser } from './browser.fixture.ts';
import { type Config } from './config.ts';
import { apiAudience } from './provider.ts';

const people = [
  { sub: 'ann', name: 'Demonstration person 001', roles: ['incentive-officer', 'finance-officer'], orgUnits: ['PK'] },
  { sub: 'ben', name: 'Demonstration person 002', roles: ['district-manager'], orgUnits: ['PK-PB-ATTOCK', 'PK-PB-BHAKKAR'] },
];
let folder: string;
let served: Served;
let config: Config;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mizan-identity-'));
  const app = express();
  served = await serve(app);
  config = { host: '127.0.0.1', port: 0, issuer: served.url, portal: 'http://127.0.0.1:1', keyFile: join(folder, 'identity.json'), people, demonstrationSecret: 'known to this machine', clients: [{ id: 'portal', secret: 'of-the-portal' }] };
  await addIdentity(app, config);
});
afterAll(async () => {
  await served.stop();
  await rm(folder, { recursive: true, force: true });
});

const claimsIn = async (token: string) => (await jwtVerify(token, createRemoteJWKSet(new URL(`${config.issuer}/jwks`)), { issuer: config.issuer, audience: apiAudience })).payload;

describe('signing in', () => {
  it.each(people)('as $name gives a token with the roles and org units of that person and no others', async ({ sub, roles, orgUnits, name }) => {
    const browser = openBrowser(config);
    const signIn = leadsTo(await browser.ask());
    const resumed = leadsTo(await browser.go(signIn, { as: sub }));
    const back = new URL(leadsTo(await browser.go(resumed)));
    expect(`${back.origin}${back.pathname}`).toBe(`${config.portal}/sign-in/callback`);
    const { access_token: token } = await browser.exchange(back.searchParams.get('code') ?? '');
    expect(await claimsIn(token)).toMatchObject({ sub, roles, orgUnits, name });
  });

  it('lists the people with their roles in the language the reader came with', async () => {
    const browser = openBrowser(config);
    const english = leadsTo(await browser.ask());
    expect(await (await browser.go(english)).text()).toContain('Incentive officer · Finance officer');
    const urdu = await (await browser.go(leadsTo(await browser.ask({ ui_locales: 'ur' })))).text();
    expect(urdu).toContain('<html lang="ur" dir="rtl">');
    expect(urdu).toContain('ترغیبی افسر · مالیاتی افسر');
    expect(urdu).not.toContain('incentive-officer');
  });

  it('signs nobody in who is not among the people, and says so', async () => {
    const browser = openBrowser(config);
    const reply = await browser.go(leadsTo(await browser.ask()), { as: 'somebody else' });
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('Choose one of the people listed');
  });
});

describe('a sign-in that cannot go on', () => {
  it.each([
    ['asks to be sent to another site', { redirect_uri: 'http://evil.example/callback' }, 'was not started properly', 'ٹھیک سے شروع نہیں ہوا'],
    ['comes from an unknown client', { client_id: 'stranger' }, 'was not started properly', 'ٹھیک سے شروع نہیں ہوا'],
  ])('is refused in both languages and leads nowhere when it %s', async (_what, changed, english, urdu) => {
    const reply = await openBrowser(config).ask(changed);
    expect([reply.status, leadsTo(reply)]).toEqual([400, '']);
    expectBothLanguages(await reply.text(), english, urdu);
  });

  it('is told in both languages, with the way back, when its page is unknown or already over', async () => {
    const browser = openBrowser(config);
    const signIn = leadsTo(await browser.ask());
    await browser.go(leadsTo(await browser.go(signIn, { as: 'ann' })));
    for (const reply of [await browser.go('/sign-in/never-was'), await browser.go(signIn), await browser.go(signIn, { as: 'ann' }), await openBrowser(config).go(signIn)]) {
      expect(reply.status).toBe(400);
      expectBothLanguages(await reply.text(), 'no longer open', 'اب کھلا نہیں');
    }
  });
});

function expectBothLanguages(page: string, english: string, urdu: string): void {
  expect(page).toContain(english);
  expect(page).toContain(urdu);
  expect(page).toContain(`href="${config.portal}/sign-in?lang=ur"`);
  expect(page).not.toMatch(/SessionNotFound|node_modules|\.ts:/);
}

describe('every answer to a browser', () => {
  it('forbids scripts, framing and guessing of types', async () => {
    const browser = openBrowser(config);
    for (const reply of [await browser.go(leadsTo(await browser.ask())), await browser.go('/sign-in/never-was'), await browser.ask({ client_id: 'stranger' })]) {
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('the token of the command line', () => {
  const ask = (secret: string, body: string) => fetch(`${config.issuer}/demonstration/tokens`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` }, body });

  it('is for whoever can read the secret of this machine, by person or by role', async () => {
    const reply = await ask('known to this machine', '{"as":"district-manager"}');
    expect(await claimsIn(((await reply.json()) as { token: string }).token)).toMatchObject({ sub: 'ben', orgUnits: ['PK-PB-ATTOCK', 'PK-PB-BHAKKAR'] });
  });

  it.each([
    ['without the secret', 'a guess', '{"as":"ann"}', 401],
    ['for somebody who does not exist', 'known to this machine', '{"as":"nobody"}', 404],
    ['when the request is not JSON', 'known to this machine', '{"as":', 400],
  ])('is refused %s', async (_when, secret, body, status) => {
    const reply = await ask(secret, body);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toHaveProperty('code');
  });
});
