import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { createVouch } from './vouch.ts';

/** Audit as it answers on the wire. */
async function vouchFor({ ageMs, ...verdict }: { intact: boolean; ageMs: number; findings: unknown[] }) {
  const audit = createServer((_req, res) => res.setHeader('content-type', 'application/json').end(JSON.stringify({ logs: [], ageMs, verifiedAt: new Date(Date.now() - ageMs).toISOString(), ...verdict }))).listen(0, '127.0.0.1');
  await once(audit, 'listening');
  const vouch = createVouch({ auditUrl: `http://127.0.0.1:${(audit.address() as AddressInfo).port}`, token: () => Promise.resolve('token'), maxAgeMs: 10_000 });
  return vouch().finally(() => audit.close());
}
const finding = { log: 'scoring', check: 'books', text: 'a score differs from its leaf', since: '2026-01-01T00:00:00.000Z' };

it('lets money move on a record that was found intact just now', () => expect(vouchFor({ intact: true, ageMs: 2000, findings: [] })).resolves.toBeUndefined());

it('refuses a record in which something was found, and says what', () => expect(vouchFor({ intact: false, ageMs: 0, findings: [finding] })).rejects.toMatchObject({ code: 'audit-not-intact', message: expect.stringContaining('a score differs from its leaf') }));

it.each([
  ['was last looked through too long ago', { intact: true, ageMs: 15_000, findings: [] }],
  ['was never looked through whole', { intact: false, ageMs: 1e12, findings: [] }],
])('waits for audit when the record %s, and accuses nobody', (_when, verdict) => expect(vouchFor(verdict)).rejects.toMatchObject({ code: 'audit-not-current' }));
