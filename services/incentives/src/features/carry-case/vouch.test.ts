import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { createVouch } from './vouch.ts';

/** Audit as it answers on the wire. */
async function vouchFor(verdict: { intact: boolean; verifiedAt: string; findings: unknown[] }) {
  const audit = createServer((_req, res) => res.setHeader('content-type', 'application/json').end(JSON.stringify({ logs: [], ...verdict }))).listen(0, '127.0.0.1');
  await once(audit, 'listening');
  const vouch = createVouch({ auditUrl: `http://127.0.0.1:${(audit.address() as AddressInfo).port}`, token: () => Promise.resolve('token'), maxAgeMs: 10_000 });
  return vouch().finally(() => audit.close());
}
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const finding = { log: 'scoring', check: 'books', text: 'a score differs from its leaf', since: ago(5000) };

it('lets money move on a record that was found intact just now', () => expect(vouchFor({ intact: true, verifiedAt: ago(2000), findings: [] })).resolves.toBeUndefined());

it('refuses a record in which something was found, and says what', () => expect(vouchFor({ intact: false, verifiedAt: ago(0), findings: [finding] })).rejects.toMatchObject({ code: 'audit-not-intact', message: expect.stringContaining('a score differs from its leaf') }));

it.each([
  ['was last looked through too long ago', { intact: true, verifiedAt: ago(15_000), findings: [] }],
  ['was never looked through whole', { intact: false, verifiedAt: new Date(0).toISOString(), findings: [] }],
])('waits for audit when the record %s, and accuses nobody', (_when, verdict) => expect(vouchFor(verdict)).rejects.toMatchObject({ code: 'audit-not-current' }));
