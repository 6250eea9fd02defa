import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import { chromium } from 'playwright-core';
import postgres from 'postgres';
import { allEvents, authoriseCase, importFile, listCases, listRuns, readBudget, readCase, readIntegrity, readLogEntries, readManagerScore, readMethodology, readScore, readTrace, recompute, type TraceOfPerson, type TraceOfScore } from '@mizan/contracts';
import { call } from '@mizan/http';
import { deployment } from '@mizan/launcher/deployment.ts';
import { type RunningProduct, startProduct } from '@mizan/launcher/start.ts';
import { runDemonstration } from './run.ts';
import { signIn } from './sign-in.ts';

const firstPort = 24_000 + 10 * (process.pid % 300);
const quiet = () => undefined;
const cycleId = '2023';
let dataDir: string;
let target: ReturnType<typeof deployment>;
let product: RunningProduct;
let summary: Record<string, string>;
const token = (as: string) => signIn(as, target.urls.identity, dataDir);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-main-job-'));
  target = deployment(dataDir, firstPort);
  product = await startProduct(target, quiet);
  summary = await runDemonstration({ dataDir, urls: target.urls, progress: quiet });
}, 180_000);
afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const superuser = () => postgres(`postgres://postgres@127.0.0.1:${target.ports.postgres}/mizan`, { max: 1, onnotice: quiet });
const integrity = async () => call(readIntegrity, { baseUrl: target.urls.audit, token: await token('auditor') });
const cases = async () => (await call(listCases, { baseUrl: target.urls.incentives, token: await token('auditor'), query: { cycleId, limit: 1000 } })).cases;

async function wholeLog(service: 'indicators' | 'scoring' | 'incentives') {
  const entries: { index: number; leaf: string }[] = [];
  for (;;) {
    const page = await call(readLogEntries, { baseUrl: target.urls[service], token: await token('auditor'), query: { from: entries.length, limit: 500 } });
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
  }
}

async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean, ms: number): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (holds(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the demonstration cycle', () => {
  it('scores 133 districts, says why 28 cannot be scored, and shares the whole of an envelope that is too small', () => {
    expect(summary).toMatchObject({ scored: '133', 'not scorable': '28', envelope: '4000000', allocated: '4000000' });
  });

  it('changes nothing and prints the same when it runs again', async () => {
    expect(await runDemonstration({ dataDir, urls: target.urls, progress: quiet })).toEqual(summary);
  });

  it('allots awards that sum to the allocation, rupee for rupee', async () => {
    const total = (await cases()).reduce((sum, { award }) => sum + BigInt(award), 0n);
    expect(String(total)).toBe(summary['allocated']);
  });

  it('leaves ten cases authorised, ten checked and the rest prepared, so that every desk has work', async () => {
    const { counts } = await call(readBudget, { baseUrl: target.urls.incentives, token: await token('auditor'), params: { cycleId } });
    expect(counts).toMatchObject({ authorised: 10, checked: 10, open: 0 });
  });

  it('records only events that a foreign validator finds to be what the published schema of their type says', async () => {
    const ajv = new Ajv2020.Ajv2020({ strict: false, validateFormats: false });
    const validators = new Map(await Promise.all(allEvents.map(async ({ type }) => [type, ajv.compile(JSON.parse(await readFile(new URL(`../../contracts/events/${type}.schema.json`, import.meta.url), 'utf8')) as object)] as const)));
    const seen = new Set<string>();
    for (const service of ['indicators', 'scoring', 'incentives'] as const) {
      for (const { index, leaf } of await wholeLog(service)) {
        const event = JSON.parse(leaf) as { type: string };
        const validate = validators.get(event.type);
        expect([service, index, event.type, validate?.(event), validate?.errors ?? []]).toEqual([service, index, event.type, true, []]);
        seen.add(event.type);
      }
    }
    expect(seen.size).toBeGreaterThan(15);
  });

  it('gives no service a right to see the tables of another', async () => {
    const sql = superuser();
    const services = ['indicators', 'scoring', 'incentives', 'audit'];
    const seen = await sql`
      SELECT role, schema FROM unnest(${services}::text[]) AS role, unnest(${services}::text[]) AS schema
      WHERE role <> schema AND (has_schema_privilege(role, schema, 'USAGE') OR has_schema_privilege(role, schema, 'CREATE'))`;
    await sql.end();
    expect([...seen]).toEqual([]);
  });
});

describe('who may see and do what', () => {
  it('answers nobody without sign-in', async () => {
    const reply = await fetch(`${target.urls.scoring}/scores?cycleId=2023`);
    expect(reply.status).toBe(401);
  });

  it('shows a transferred manager the scores of both her districts and not that of a third', async () => {
    const own = (orgUnit: string, as: string) => call(readScore, { baseUrl: target.urls.scoring, token: as, params: { cycleId, orgUnit } });
    const manager = await token('demo-096');
    expect((await own('PK-PB-ATTOCK', manager)).score.status).toBe('scored');
    expect((await own('PK-PB-BHAKKAR', manager)).score.status).toBe('scored');
    await expect(own('PK-BA-QUETTA', manager)).rejects.toMatchObject({ status: 404, code: 'score-not-found' });
  });

  it('refuses the person with three roles as second actor, in words and with 403', async () => {
    const waiting = (await cases()).find(({ state }) => state === 'checked')!;
    const { steps } = await call(readCase, { baseUrl: target.urls.incentives, token: await token('auditor'), params: { caseId: waiting.caseId } });
    const checker = await token(steps.at(-1)!.actor);
    const attempt = call(authoriseCase, { baseUrl: target.urls.incentives, token: checker, params: { caseId: waiting.caseId }, body: {}, ifMatch: String(waiting.version), idempotencyKey: 'second-actor' });
    await expect(attempt).rejects.toMatchObject({ status: 403 });
  });
});

const untilAuditHasIt = (problem: Error & { status?: number }) => {
  if (problem.status !== 404) throw problem;
  return undefined;
};

/** An observation beside one that is there. */
const added = (unlike: object) => `INSERT INTO indicators.observation SELECT (jsonb_populate_record(o, '${JSON.stringify({ ...unlike, value: '99.9' })}')).* FROM indicators.observation AS o WHERE line = 4139`;

describe('the trail', () => {
  it('leads from an authorised case to the bytes of the lines it came from, each step proved', async () => {
    const authorised = (await cases()).find(({ state }) => state === 'authorised')!;
    const follow = async () => (await call(readTrace, { baseUrl: target.urls.audit, token: await token('auditor'), params: { id: authorised.caseId } })) as TraceOfScore;
    const steps = ({ case: opened, score, methodology, snapshot, inputs }: TraceOfScore) => [opened!.leaf, score.leaf, methodology.leaf, snapshot.leaf, ...opened!.steps, ...inputs];
    const everyStep = (trace: TraceOfScore) => steps(trace).every(({ proved }) => proved);
    // Audit reads the newest leaf a moment later, and proves it once the next checkpoint is signed.
    const found = await until(() => follow().catch(untilAuditHasIt), (trace) => trace !== undefined && everyStep(trace), 20_000);
    const trace = found ?? (await follow());
    expect(trace.witness).toBe('no independent witness yet');
    expect(everyStep(trace)).toBe(true);
    const file = await readFile(join('demonstration', 'data', 'observations.csv'));
    for (const { submission } of trace.inputs) {
      const { offset, length, bytes } = submission!;
      expect(file.subarray(offset, offset + length).toString('base64')).toBe(bytes);
    }
  });

  describe('of the score of somebody who was transferred', () => {
    const transferred = 'demo-096';
    const follow = async (id: string, as = 'auditor') => (await call(readTrace, { baseUrl: target.urls.audit, token: await token(as), params: { id } })) as TraceOfPerson;
    const stepsOf = ({ person, methodology, snapshot, postings, orgUnits }: TraceOfPerson) => [person, methodology, snapshot, ...orgUnits.map(({ score }) => score)].map(({ leaf }) => leaf.proved).concat(person.derivationProved, snapshot.valuesProved, postings.proved, postings.rows.map(({ proved }) => proved), orgUnits.flatMap(({ agrees, score, inputs }) => [agrees, score.derivationProved, ...inputs.map(({ proved }) => proved)]));
    const scoreOf = async (person: string) => (await call(readManagerScore, { baseUrl: target.urls.scoring, token: await token('auditor'), params: { cycleId, personId: person } })).managerScore;

    it('leads from her leaf through her days in each post to the districts\' scores, and from each row and figure to its line, each step proved', async () => {
      const { managerScoreId, score } = await scoreOf(transferred);
      const trace = await follow(managerScoreId);
      expect(stepsOf(trace)).toEqual(stepsOf(trace).map(() => true));
      expect(trace.person.data).toMatchObject({ score, personId: transferred });
      expect(trace.postings.rows.map(({ orgUnit, days, cause, used }) => [orgUnit, days, cause, used])).toEqual([['PK-PB-ATTOCK', 181, 'in-post', true], ['PK-PB-BHAKKAR', 184, 'in-post', true]]);
      expect(trace.orgUnits.map(({ score: { data } }) => data['orgUnit'])).toEqual(['PK-PB-ATTOCK', 'PK-PB-BHAKKAR']);
      const [postings, posts, observations] = await Promise.all(['postings.csv', 'posts.csv', 'observations.csv'].map((name) => readFile(join('demonstration', 'data', name))));
      const bytesAt = (file: Buffer, raw: { offset: number; length: number } | undefined) => file.subarray(raw!.offset, raw!.offset + raw!.length).toString('base64');
      for (const { submission, ofPost } of trace.postings.rows) {
        expect([bytesAt(postings!, submission), bytesAt(posts!, ofPost)]).toEqual([submission!.bytes, ofPost!.bytes]);
        expect(submission!.text).toContain(transferred);
      }
      for (const { submission } of trace.orgUnits.flatMap(({ inputs }) => inputs)) expect(bytesAt(observations!, submission)).toBe(submission!.bytes);
    });

    it('is hers to follow, and nobody else\'s: another manager is told the same as of a score that never was', async () => {
      const { managerScoreId } = await scoreOf(transferred);
      expect((await follow(managerScoreId, transferred)).person.personId).toBe(transferred);
      const refused = async (id: string, as: string) => follow(id, as).catch(({ status, code, detail }: { status: number; code: string; detail: string }) => ({ status, code, detail: detail.replace(id, '…') }));
      const { person } = await follow(managerScoreId);
      const others = [managerScoreId, person.leaf.leafHash, `${String(person.data['runId'])}/PK-PB-ATTOCK`, 'run-that-never-was/person/demo-096'];
      const told = await Promise.all(others.map((id) => refused(id, 'demo-015')));
      expect(told).toEqual(others.map(() => ({ status: 404, code: 'trace-not-found', detail: expect.stringContaining('Nothing in the logs has the id …') })));
    });

    it('comes out the same when it is computed again, and is printed by the command line with every step', async () => {
      const { managerScoreId, score } = await scoreOf(transferred);
      expect(await call(recompute, { baseUrl: target.urls.audit, token: await token('auditor'), body: { scoreId: managerScoreId } })).toEqual({ scoreId: managerScoreId, same: true, logged: score, recomputed: score });
      const { stdout } = await promisify(execFile)(process.execPath, ['packages/cli/src/main.ts', 'trace', managerScoreId], { env: { ...process.env, MIZAN_DATA: dataDir } });
      expect(stdout).toContain(`score of ${transferred}, ${managerScoreId}: ${score} (proved: scoring log, leaf`);
      expect(stdout).toMatch(/line \d+, 181 days of the cycle: PK-PB-ATTOCK-DEM-1,demo-096,PK-PB-ATTOCK-DEM,PK-PB-ATTOCK,2021-06-01,2023-07-01\n\s+line 88 of /);
      expect(stdout).toContain('PK-PB-BHAKKAR: ');
      expect(stdout).not.toContain('NOT PROVED');
    });

    it('still leads to the lines the snapshot was frozen from after a posting was changed by a later file', async () => {
      const other = 'demo-015';
      const raw = Buffer.from(`posting,person,post,from,to\nPK-BA-DUKKI-DEM-1,${other},PK-BA-DUKKI-DEM,2020-06-01,2031-01-01\n`);
      await call(importFile, { baseUrl: target.urls.indicators, token: await token('data-steward'), query: { kind: 'postings', name: 'later.csv' }, raw });
      const { length } = await wholeLog('indicators');
      await until(integrity, ({ logs }) => logs.some(({ log, size }) => log === 'indicators' && size >= length), 20_000);
      const trace = await follow((await scoreOf(other)).managerScoreId);
      expect(trace.postings.rows.map(({ proved, to, submission }) => [proved, to, submission!.line])).toEqual([[true, '', 7]]);
    });
  });

  it('lets a policy officer ask the service what a version would change, follow it, read the report and find it again', async () => {
    const mizan = (...args: string[]) => promisify(execFile)(process.execPath, ['packages/cli/src/main.ts', 'simulation', ...args], { env: { ...process.env, MIZAN_DATA: dataDir } });
    const [{ snapshotId, methodologySha256 } = { snapshotId: '', methodologySha256: '' }] = (await call(listRuns, { baseUrl: target.urls.scoring, token: await token('auditor'), query: { cycleId } })).runs;
    const { head: { methodologyId, version } } = await call(readMethodology, { baseUrl: target.urls.scoring, token: await token('auditor'), params: { methodologySha256 } });
    const asked = ['start', `${methodologyId}@${version}`, '--snapshot', snapshotId, '--eligible-from', '50'];
    const started = await mizan(...asked);
    expect(started.stdout).toContain(`Draft ${methodologyId} ${version} against ${methodologyId} ${version} in force, figures of 2023, 161 org units\nNobody moves: every score, rank and band is the same.`);
    expect(started.stdout).toMatch(/Eligible by the score alone \(a score of at least 50\): 0 gain it, 0 lose it, \d+ keep it/);
    const { simulationId } = JSON.parse((await mizan(...asked, '--json')).stdout) as { simulationId: string };
    expect((await mizan('show', simulationId)).stdout).toBe(started.stdout);
    await expect(mizan('cancel', simulationId)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('is completed already; there is nothing to cancel') });
    await expect(mizan('back-test', `${methodologyId}@${version}`, '--snapshots', `${snapshotId},${snapshotId}`)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Two of the snapshots are of one cycle') });
  }, 120_000);

  it('lets an auditor compute the run and every amount again, from the services and offline from a bundle, byte for byte', async () => {
    const mizan = async (...args: string[]) => (await promisify(execFile)(process.execPath, ['packages/cli/src/main.ts', ...args], { env: { ...process.env, MIZAN_DATA: dataDir } })).stdout;
    const bundle = join(dataDir, 'bundle');
    await mizan('bundle', 'export', '--out', bundle);
    const offline = JSON.parse(await mizan('replay', '--bundle', bundle, '--json')) as { runs: { runId: string }[] };
    expect(offline).toMatchObject({ exitCode: 0, faults: [], runs: [{ orgUnits: 161, equal: 161, amounts: [{ replay: { cases: 163, equal: 163, differences: [] } }] }] });
    const words = await mizan('replay', offline.runs[0]!.runId);
    expect(words.trim().split('\n').at(-1)).toBe('1 run, 161 scores, 162 scores of people, 163 cases: every one comes out byte for byte from what was frozen.');
  }, 120_000);

  it.each([
    ['an award', `UPDATE incentives.incentive_case SET award = award + 1 WHERE award > 0`, `UPDATE incentives.incentive_case SET award = award - 1 WHERE award > 0`],
    ['a score', `UPDATE scoring.score SET score = '99.9' WHERE score = '61.8'`, `UPDATE scoring.score SET score = '61.8' WHERE score = '99.9'`],
    ['an observation', `UPDATE indicators.observation SET value = value || '0' WHERE line = 4139`, `UPDATE indicators.observation SET value = left(value, -1) WHERE line = 4139`],
    ['why a cycle was frozen', `UPDATE indicators.snapshot SET reason = 'a better one'`, `UPDATE indicators.snapshot SET reason = NULL`],
    ['the observations by adding one that no submission stands for', added({ submission_no: 999_999 }), `DELETE FROM indicators.observation WHERE submission_no = 999999`],
    ['the observations by adding one to a submission', added({ line: 999_999, period: '2099' }), `DELETE FROM indicators.observation WHERE line = 999999`],
  ])('turns red within ten seconds when a superuser alters %s, and nothing is authorised meanwhile', async (_what, alter, restore) => {
    await until(integrity, ({ intact }) => intact, 20_000);
    const sql = superuser();
    await sql.unsafe(`SET session_replication_role = replica; ${alter}`);
    const verdict = await until(integrity, ({ intact }) => !intact, 10_000);
    expect(verdict.intact).toBe(false);
    const waiting = (await cases()).find(({ state }) => state === 'checked')!;
    const attempt = call(authoriseCase, { baseUrl: target.urls.incentives, token: await token('finance-authoriser'), params: { caseId: waiting.caseId }, body: {}, ifMatch: String(waiting.version), idempotencyKey: `while red ${_what}` });
    await expect(attempt).rejects.toMatchObject({ status: 409, code: 'audit-not-intact' });
    await sql.unsafe(`SET session_replication_role = replica; ${restore}`);
    await sql.end();
    expect((await until(integrity, ({ intact }) => intact, 20_000)).intact).toBe(true);
  }, 60_000);
});

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (!browser) console.warn('NOT RUN: the pages were not opened, because no Chromium is installed on this machine.');

(browser ? describe : describe.skip)('the pages in a browser', () => {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

  test.each([
    ['demo-096', '/me', 'en', 1280],
    ['demo-096', '/me', 'ur', 360],
    ['finance-authoriser', '/finance', 'en', 360],
    ['finance-authoriser', '/finance', 'ur', 1280],
    ['data-steward', '/corrections?indicator=learning_score&orgUnit=PK-PB-ATTOCK&period=2016', 'en', 360],
    ['data-steward', '/corrections?indicator=learning_score&orgUnit=PK-PB-ATTOCK&period=2016', 'ur', 1280],
    ['auditor', '/audit', 'en', 1280],
    ['auditor', '/audit', 'ur', 360],
    ['auditor', '/audit/trace/{person}', 'en', 360],
    ['auditor', '/audit/trace/{person}', 'ur', 1280],
  ])('of %s at %s in %s at %i px are accessible and fit the screen', async (as, path, language, width) => {
    const people = JSON.parse(await readFile(join('demonstration', 'data', 'people.json'), 'utf8')) as { sub: string; roles: string[] }[];
    const person = people.find(({ sub, roles }) => sub === as || roles.includes(as))!;
    const running = await chromium.launch({ executablePath: browser!, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
    try {
      const page = await (await running.newContext({ viewport: { width, height: 900 }, bypassCSP: true })).newPage();
      await page.goto(`${target.urls.portal}/sign-in`);
      await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
      await page.click(`button[value="${person.sub}"]`);
      await page.waitForURL((url) => url.href.startsWith(target.urls.portal));
      const { managerScore } = await call(readManagerScore, { baseUrl: target.urls.scoring, token: await token('auditor'), params: { cycleId, personId: 'demo-096' } });
      await page.goto(`${target.urls.portal}${path.replace('{person}', encodeURIComponent(managerScore.managerScoreId))}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(await page.getAttribute('html', 'dir')).toBe(language === 'ur' ? 'rtl' : 'ltr');
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate<string[]>('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
      expect(violations).toEqual([]);
    } finally {
      await running.close();
    }
  }, 60_000);
});
