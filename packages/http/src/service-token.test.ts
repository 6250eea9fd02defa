import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { serviceToken } from './service-token.ts';

const now = Date.now;
afterEach(() => void (Date.now = now));

it('asks for another token when the first has nearly ended, although the clock was set back a day meanwhile', async () => {
  let asked = 0;
  // Asked for again half a minute before it ends: this one half a second after it was given.
  const issuer = createServer((_req, res) => res.end(JSON.stringify({ access_token: `token-${(asked += 1)}`, expires_in: 30.5 })));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const token = serviceToken({ issuer: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`, clientId: 'service:scoring', secret: 'secret' });
  expect(await token()).toBe('token-1');
  Date.now = () => now() - 86_400_000;
  while ((await token()) === 'token-1') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toBeGreaterThan(1);
  issuer.closeAllConnections();
  await new Promise((resolve) => issuer.close(resolve));
}, 10_000);
