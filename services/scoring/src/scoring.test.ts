import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { openBus, type Bus } from '@mizan/bus';
import * as contracts from '@mizan/contracts';
import { transact } from '@mizan/db';
import { call, createAuthenticate } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { serve, type Served, startTestDatabase, startTestIssuer, type TestDatabase, type TestIssuer } from '@mizan/testkit';
import { canonicalText } from '@mizan/verifiable-log';
import { scorePart } from './features/run-scores/score-part.ts';
import { takeSnapshot } from './features/take-snapshot/take-snapshot.ts';
import { createApp } from './testing/app.fixture.ts';
import { demonstrationMethodology, frozenDemonstration } from './testing/demonstration.fixture.ts';
import { publishDocument } from './testing/publish.fixture.ts';

let database: TestDatabase;
let issuer: TestIssuer;
let served: Served;
let bus: Bus;
let methodologySha256 = '';
let keys = 0;
const actor = { service: 'scoring', deployment: 'test' };
const first = frozenDemonstration('snap-1');
const second = frozenDemonstration('snap-2', (row) => (row['org_unit'] === 'PK-BA-QUETTA' && row['indicator'] === 'learning_score' ? { ...row, value: '90' } : row));

const people: Record<string, { sub: string; roles: string[]; orgUnits: string[] }> = {
  officer: { sub: 'officer', roles: ['policy-officer', 'policy-approver'], orgUnits: ['PK'] },
  approver: { sub: 'approver', roles: ['policy-approver'], orgUnits: ['PK'] },
  auditor: { sub: 'auditor', roles: ['auditor'], orgUnits: ['PK'] },
  manager: { sub: 'manager', roles: ['district-manager'], orgUnits: ['PK-BA-QUETTA'] },
};
type Asked = Omit<Parameters<typeof call>[1], 'baseUrl' | 'token'>;
async function ask<O extends contracts.Operation>(who: string, operation: O, asked: Asked = {}) {
  const token = await issuer.token(people[who]!);
  return call(operation, { baseUrl: served.url, token, ...(operation.effect ? { idempotencyKey: `key ${(keys += 1)}` } : {}), ...asked });
}
const run = async (snapshotId: string, reason?: string) => {
  const { runId } = await ask('officer', contracts.runScores, { body: { cycleId: '2023', methodologySha256, snapshotId, ...(reason ? { reason } : {}) } });
  while ((await ask('officer', contracts.readRunProgress, { params: { runId } })).state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
  return ask('officer', contracts.readRun, { params: { runId } });
};
const leaves = async () => (await ask('auditor', contracts.readLogEntries, { query: { limit: 1000 } })).entries.map(({ leaf }) => JSON.parse(leaf) as { type: string; data: unknown });
const quetta = { cycleId: '2023', orgUnit: 'PK-BA-QUETTA' };

beforeAll(async () => {
  database = await startTestDatabase('scoring', fileURLToPath(new URL('../migrations', import.meta.url)));
  issuer = await startTestIssuer();
  const log = { origin: 'test/audit/scoring', vkey: 'test' };
  served = await serve(createApp({ db: database.db, deployment: 'test', log, authenticate: createAuthenticate(issuer.issuer), telemetry: createTelemetry('scoring'), indicators: first.indicators, takeAllInputs: () => Promise.resolve() }));
  bus = openBus({ db: database.db, actor, onFault: () => undefined });
  const token = () => issuer.token({ sub: 'service:scoring', roles: ['service'] });
  bus.follow({ consumer: 'scoring.parts', producer: 'scoring', url: served.url, token, handlers: { [contracts.partRequested.type]: (tx, { data }) => scorePart(tx, contracts.partRequested.data.parse(data)) } });
  for (const { frozen, indicators } of [first, second]) await transact(database.db, actor, (tx) => takeSnapshot(tx, frozen, indicators));
});
afterAll(async () => {
  await bus.stop();
  await served.stop();
  await issuer.stop();
  await database.stop();
});

describe('a methodology', () => {
  it('cannot be run before it is published', async () => {
    const draft = await ask('officer', contracts.saveMethodology, { body: { document: demonstrationMethodology() } });
    methodologySha256 = draft.methodologySha256;
    await expect(run('snap-1')).rejects.toMatchObject({ status: 409, code: 'methodology-not-published', detail: expect.stringContaining('is a draft') });
    expect(await publishDocument(database.db, demonstrationMethodology())).toBe(methodologySha256);
  });
});

describe('a run on the demonstration snapshot', () => {
  it('gives the same as its dry run, which stores nothing', async () => {
    const dry = await ask('officer', contracts.dryRun, { body: { cycleId: '2023', methodologySha256, snapshotId: 'snap-1' } });
    expect([dry.scored, dry.notScorable]).toEqual([133, 28]);
    expect(await ask('auditor', contracts.listRuns)).toEqual({ runs: [] });
  });

  it('scores 133 districts, finds 28 not scorable, and is the same run when asked for again', async () => {
    const done = await run('snap-1');
    const { length } = await leaves();
    expect([done.scored, done.notScorable]).toEqual([133, 28]);
    expect(await run('snap-1')).toEqual(done);
    expect(await leaves()).toHaveLength(length);
  });

  it('keeps the derivation under the hash that the score names', async () => {
    const { score, derivation } = await ask('auditor', contracts.readScore, { params: quetta });
    const object = await ask('auditor', contracts.readObject, { params: { sha256: score.derivationSha256 } });
    expect([score.score, score.completeness]).toEqual(['61.8', '100.0']);
    expect(new TextDecoder().decode(object)).toBe(canonicalText(derivation));
  });

  it('answers what another value would give and stores nothing', async () => {
    const changed = await ask('manager', contracts.whatIf, { params: quetta, body: { values: { learning_score: '90' } } });
    expect([changed.score, changed.band]).toEqual(['73.7', 'leading']);
    const unused = ask('manager', contracts.whatIf, { params: quetta, body: { values: { rainfall: '1' } } });
    await expect(unused).rejects.toMatchObject({ status: 422, code: 'indicator-not-used' });
  });

  it('says in words why an org unit has no score', async () => {
    const { score, reasons } = await ask('auditor', contracts.readScore, { params: { cycleId: '2023', orgUnit: 'PK-PB-LAHORE' } });
    expect(score.score).toBeUndefined();
    expect(reasons[0]?.text['en']).toMatch(/^Teacher presence/);
  });
});

describe('a district manager', () => {
  it('finds her own score and no other', async () => {
    expect((await ask('manager', contracts.readScore, { params: quetta })).score.score).toBe('61.8');
    expect((await ask('manager', contracts.listScores, { query: { cycleId: '2023' } })).scores).toHaveLength(1);
    const other = ask('manager', contracts.readScore, { params: { cycleId: '2023', orgUnit: 'PK-PB-ATTOCK' } });
    await expect(other).rejects.toMatchObject({ status: 404, code: 'score-not-found' });
  });
});

describe('a later run of the same cycle', () => {
  it('needs a reason, supersedes the earlier scores and leaves them readable', async () => {
    await expect(run('snap-2')).rejects.toMatchObject({ status: 422, code: 'reason-needed' });
    const later = await run('snap-2', 'The learning score of one district was corrected.');
    const { score } = await ask('manager', contracts.readScore, { params: quetta });
    expect([score.runId, score.score]).toEqual([later.runId, '73.7']);
    const [earlier] = (await run('snap-1'), await ask('manager', contracts.listScores, { query: { cycleId: '2023', runId: (await run('snap-1')).runId } })).scores;
    expect([earlier?.score, earlier?.supersededBy]).toEqual(['61.8', score.scoreId]);
  });
});

describe('the books', () => {
  it('say exactly what the leaves say, page by page', async () => {
    const rows: { type: string; data: unknown }[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { rows: { type: string; data: unknown }[]; next?: string | undefined } = await ask('auditor', contracts.readBooks, { query: { after, limit: 100 } });
      rows.push(...page.rows);
      after = page.next;
    }
    const said = (all: { type: string; data: unknown }[]) => all.map(({ type, data }) => `${type} ${canonicalText(data)}`).sort();
    expect(said(rows)).toEqual(said(await leaves()));
  });
});
