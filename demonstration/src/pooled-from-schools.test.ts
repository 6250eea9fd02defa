import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dryRun, grantRole, listScores, readCheckpoints, readIntegrity, readObject, readRun, readScore, readSimulation, readTrace, recompute, saveMethodology, simulateMethodology, type TraceOfScore, whatIf } from '@mizan/contracts';
import { deployment } from '@mizan/launcher/deployment.ts';
import { type RunningProduct, startProduct } from '@mizan/launcher/start.ts';
import { atTheDesk, csvOf, mizan, type Row, rowsOf } from './at-the-desk.fixture.ts';
import { type Office, openOffice } from './office.ts';
import { publish } from './steps/publish-methodologies.ts';

const quiet = () => undefined;
const cycleId = '2050';
// An invented scheme: a third each for reading, attendance over all schools, and attendance in the tehsil where it is worst.
const methodology = {
  id: 'invented-pooled-from-schools',
  version: '1',
  title: { en: 'Invented: attendance pooled from schools' },
  level: 'district',
  indicators: { reading: { controllableBy: ['district-manager'] }, ...Object.fromEntries(['present', 'enrolled'].map((id) => [id, { controllableBy: ['district-manager'], missing: { 'not-submitted': 'drop' } }])) },
  nodes: {
    attendance: { step: 'pool', of: 'present', per: 'enrolled', from: 'school', scale: '100', minimumShare: '0.6' },
    of_tehsil: { step: 'pool', of: 'present', per: 'enrolled', from: 'school', scale: '100' },
    weakest: { step: 'below-statistic', of: 'of_tehsil', from: 'tehsil', statistic: 'minimum' },
    total: { step: 'mean', of: ['reading', 'attendance', 'weakest'] },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  examples: [{ name: 'no school has a figure', given: { reading: '50' }, then: { status: 'not-scorable' } }],
};
const tehsils: Readonly<Record<string, readonly string[]>> = { p1: ['t1', 't2'], p2: ['t3'], p3: ['t4'] };
const schools: Readonly<Record<string, readonly string[]>> = { t1: ['s1', 's2'], t2: ['s3', 's4'], t3: ['s5', 's6', 's7'], t4: ['s8', 's9', 's10'] };
// Present and enrolled on the day of the count; s3 counted nobody present, s7, s9 and s10 sent nothing.
const counted: Readonly<Record<string, readonly [string, string]>> = { s1: ['30', '40'], s2: ['50', '160'], s3: ['', '50'], s4: ['45', '60'], s5: ['90', '100'], s6: ['80', '100'], s8: ['10', '20'] };
const reading: Readonly<Record<string, string>> = { p1: '60', p2: '70', p3: '80' };
// So many more districts, of one school each, that the run is divided into parts.
const others = Array.from({ length: 24 }, (_, at) => ({ district: `q${at + 10}`, tehsil: `q${at + 10}-t`, school: `q${at + 10}-s`, present: String(at + 1) }));

const unit = (code: string, level: string, parent = ''): Row => ({ code, name: `Invented ${code}`, level, parent_code: parent });
const orgUnits = [
  ...Object.entries(tehsils).flatMap(([district, below]) => [unit(district, 'district'), ...below.map((tehsil) => unit(tehsil, 'tehsil', district))]),
  ...Object.entries(schools).flatMap(([tehsil, below]) => below.map((school) => unit(school, 'school', tehsil))),
  ...others.flatMap(({ district, tehsil, school }) => [unit(district, 'district'), unit(tehsil, 'tehsil', district), unit(school, 'school', tehsil)]),
];
const figure = (org_unit: string, indicator: string, value: string): Row => ({ org_unit, indicator, period: '2050', value });
const observations = [
  ...Object.entries(reading).map(([district, value]) => figure(district, 'reading', value)),
  ...Object.entries(counted).flatMap(([school, [present, enrolled]]) => [...(present ? [figure(school, 'present', present)] : []), figure(school, 'enrolled', enrolled)]),
  ...others.flatMap(({ district, school, present }) => [figure(district, 'reading', '50'), figure(school, 'present', present), figure(school, 'enrolled', '40')]),
];
const periods = { reading: '2050', present: '2050', enrolled: '2050' };
let dataDir: string;
let product: RunningProduct;
let office: Office;
let desk: ReturnType<typeof atTheDesk>;
let methodologySha256: string;
let snapshot: Awaited<ReturnType<typeof desk.freeze>>;
let scores: Awaited<ReturnType<typeof desk.run>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-pooled-'));
  const target = deployment(dataDir, 15_000 + 20 * (process.pid % 90));
  product = await startProduct(target, quiet);
  office = openOffice(dataDir, target.urls, quiet);
  desk = atTheDesk(office);
  await desk.send('org-units', csvOf(['code', 'name', 'level', 'parent_code'], orgUnits));
  await desk.send('indicators', csvOf(['code', 'name', 'unit', 'direction'], Object.keys(periods).map((code) => ({ code, name: code, unit: 'number', direction: 'higher' }))));
  await desk.send('observations', csvOf(['org_unit', 'indicator', 'period', 'value'], observations));
  methodologySha256 = await publish(office, methodology, '2050-01-01');
  await desk.open({ cycleId, title: { en: 'Invented' }, start: '2050-01-01', end: '2050-12-31', level: 'district', periods });
}, 300_000);
afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const printed = (all: readonly { orgUnit: string; score?: string | undefined; status: string }[]) => Object.fromEntries(all.map(({ orgUnit, score, status }) => [orgUnit, score ?? status]));
const scoreIdOf = (orgUnit: string) => scores.find((one) => one.orgUnit === orgUnit)!.scoreId;
const isProved = ({ methodology: by, snapshot: frozen, score, inputs, otherLevels }: TraceOfScore) => [by.leaf, frozen.leaf, score.leaf, ...inputs, ...otherLevels!.submissions.map(({ leaf }) => leaf), ...otherLevels!.orgUnits.flatMap(({ figures }) => figures)].every(({ proved }) => proved);
async function traceOf(id: string): Promise<TraceOfScore> {
  for (const end = Date.now() + 150_000; ; await pause(200)) {
    const trace = (await office.ask('auditor', readTrace, { params: { id } }).catch(() => undefined)) as TraceOfScore | undefined;
    if ((trace && isProved(trace)) || Date.now() > end) return trace!;
  }
}

describe('a district whose schools are pooled', () => {
  it('is not scored where the cycle names no schools, and whoever freezes it is told what to name', async () => {
    const { code, err } = await mizan(dataDir, 'cycle', 'freeze', cycleId, '--methodology', methodologySha256);
    expect([code, err]).toEqual([0, expect.stringMatching(/warning: The figure of present of each school is not in the snapshot.*name school under "otherLevels"/)]);
    const without = await desk.freeze(cycleId, methodologySha256);
    await expect(desk.run(cycleId, methodologySha256, without.snapshotId)).rejects.toMatchObject({ status: 409, code: 'snapshot-lacks', detail: expect.stringContaining('name school under "otherLevels"') });
  }, 60_000);

  it('is scored as by hand from what its schools have, in a run of more than one part', async () => {
    await desk.amend(cycleId, { periods, otherLevels: ['school'] });
    snapshot = await desk.freeze(cycleId, methodologySha256, 'The schools were named.');
    scores = await desk.run(cycleId, methodologySha256, snapshot.snapshotId);
    expect((await office.ask('auditor', readRun, { params: { runId: scores[0]!.runId } })).scored).toBe(26);
    expect(printed(scores)).toEqual({
      // (60 + 100 × (30 + 50 + 45) ÷ (40 + 160 + 60) + 100 × 80 ÷ 200) ÷ 3: three schools of four, and t1 is the weakest tehsil
      p1: '49.4',
      // (70 + 85 + 85) ÷ 3: two schools of three
      p2: '80.0',
      // one school of three is too few
      p3: 'not-scorable',
      ...Object.fromEntries(others.map(({ district, present }) => [district, ((50 + 5 * Number(present)) / 3).toFixed(1)])),
    });
  }, 180_000);

  it('is as complete as its own figures and the share of its schools that sent theirs', () => {
    // reading 1, present ¾, enrolled 1; then 1, ⅔ and ⅔
    expect(scores.filter(({ orgUnit }) => ['p1', 'p2', 'q10'].includes(orgUnit)).map(({ completeness }) => completeness)).toEqual(['91.6', '77.7', '100.0']);
  });

  it('has its own figures alone in its derivation', async () => {
    const { derivation } = await office.ask('auditor', readScore, { params: { cycleId, orgUnit: 'p1' } });
    expect(Object.keys(derivation['inputs'] as object)).toEqual(['reading']);
    expect((derivation['nodes'] as Record<string, object>)['attendance']).toMatchObject({ formula: { numbers: expect.stringContaining('over 3 of 4') }, statistics: { values: { sum: '125', divisor: '260' } } });
  });

  it('is frozen with a line for each school, also for those that sent nothing', async () => {
    const file = async (sha256: string) => new TextDecoder().decode(await office.ask('auditor', readObject, { params: { sha256 }, at: 'indicators' }));
    expect((await file(snapshot.valuesSha256)).split('\n').filter((line) => /^s(3|7),/.test(line)).map((line) => line.split(',').slice(0, 8).join(','))).toEqual(['s3,enrolled,2050,50,,,,present', 's3,present,2050,,,,,not-submitted', 's7,enrolled,2050,,,,,not-submitted', 's7,present,2050,,,,,not-submitted']);
  });
});

describe('a trace of such a district', () => {
  it('leads through its tehsils to the line of each school, and names the schools that sent none', async () => {
    const { inputs, otherLevels } = await traceOf(scoreIdOf('p1'));
    expect(inputs.map(({ figure: name }) => name)).toEqual(['reading']);
    expect(otherLevels!.proved).toBe(true);
    const told = otherLevels!.orgUnits.flatMap(({ orgUnit, name, level, parent, figures }) => figures.map((one) => [orgUnit, name, level, parent, one.figure, one.value || one.status, one.proved, one.nodes.join(' '), one.line?.text]));
    expect(told).toContainEqual(['s1', 'Invented s1', 'school', 't1', 'present', '30', true, 'attendance weakest', 's1,present,2050,30\n']);
    expect(told).toContainEqual(['s3', 'Invented s3', 'school', 't2', 'present', 'not-submitted', true, 'attendance weakest', undefined]);
    expect(told).toHaveLength(8);
    expect(otherLevels!.submissions).toMatchObject([{ header: 'org_unit,indicator,period,value', lineCount: observations.length + 1, leaf: { proved: true } }]);
  }, 180_000);

  it('is printed with each school on the command line', async () => {
    const { code, out } = await mizan(dataDir, 'trace', scoreIdOf('p1'));
    expect(code).toBe(0);
    expect(out).toMatch(/figures of other org units it rests on, 4 of them\n.*from sub-.*\n\s+school s1: present of 2050: 30\n\s+line \d+ of .*: s1,present,2050,30\n/);
    expect(out).toMatch(/school s3: present of 2050: not-submitted\n/);
  }, 60_000);
});

describe('what is asked of such a district besides', () => {
  it('gives the same in a dry run and when audit scores it again', async () => {
    expect(printed((await office.ask('policy-officer', dryRun, { body: { cycleId, methodologySha256, snapshotId: snapshot.snapshotId } })).results)).toEqual(printed(scores));
    for (const orgUnit of ['p1', 'p3']) expect(await office.ask('auditor', recompute, { body: { scoreId: scoreIdOf(orgUnit) } })).toMatchObject({ same: true });
  }, 60_000);

  it('answers what another figure of its own would give, and has none of its own of what is pooled', async () => {
    const ask = (values: Record<string, string>) => office.ask('auditor', whatIf, { params: { cycleId, orgUnit: 'p1' }, body: { values } });
    expect((await ask({ reading: '90' })).score).toBe('59.4');
    await expect(ask({ present: '90' })).rejects.toMatchObject({ code: 'indicator-not-used', detail: expect.stringContaining('It reads reading.') });
  });

  it('answers what a school\'s other counts would give', async () => {
    // (60 + 100 × (30 + 90 + 45) ÷ (40 + 160 + 60) + 100 × (30 + 90) ÷ (40 + 160)) ÷ 3
    expect((await office.ask('auditor', whatIf, { params: { cycleId, orgUnit: 'p1' }, body: { below: { s2: { present: '90' } } } })).score).toBe('61.2');
    expect(await mizan(dataDir, 'score', 'what-if', 'p1', '--cycle', cycleId, '--figure', 's2/present=90', 'reading=90')).toMatchObject({ code: 0, out: 'in force: 49.4\nwould be: 71.2\n' });
    expect(await mizan(dataDir, 'score', 'what-if', 'p1', '--cycle', cycleId, '--figure', 's5/present=90')).toMatchObject({ code: 1, err: expect.stringContaining('s5 does not stand below p1') });
  }, 60_000);

  it('says what a draft that asks less of the schools would change', async () => {
    const { methodologyId, version } = await office.ask('policy-officer', saveMethodology, { body: { document: { ...methodology, version: '2', nodes: { ...methodology.nodes, attendance: { ...methodology.nodes.attendance, minimumShare: '0.3' } } } }, idempotencyKey: 'a draft' });
    const { simulationId } = await office.ask('policy-officer', simulateMethodology, { params: { methodologyId, version }, body: { snapshotId: snapshot.snapshotId, against: methodologySha256 }, idempotencyKey: 'a simulation' });
    const found = () => office.ask('policy-officer', readSimulation, { params: { simulationId } });
    while ((await found()).state === 'running') await pause(100);
    const { moves } = (await found()).result as { moves: { orgUnit: string; inForce: { score: string | null }; draft: { score: string | null } }[] };
    // (80 + 50 + 50) ÷ 3: one school of three is then enough
    expect(moves.filter(({ inForce, draft }) => inForce.score !== draft.score).map(({ orgUnit, inForce, draft }) => [orgUnit, inForce.score, draft.score])).toEqual([['p3', null, '60.0']]);
  }, 60_000);

  it('has a school corrected by the steward, in the next snapshot', async () => {
    const first = await mizan(dataDir, 'value', 'correct', 'present', 's2', '--period', '2050', '--value', '90', '--numerator', '180', '--denominator', '2', '--standard-error', '0.5', '--reason', 'Two classes were left out.', '--source', 'Letter 3 of the school');
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^correction: cor-/), err: '' });
    const reason = 'A school was corrected.';
    const { snapshotId } = await desk.freeze(cycleId, methodologySha256, reason);
    scores = await desk.run(cycleId, methodologySha256, snapshotId, reason);
    // (60 + 100 × 165 ÷ 260 + 100 × 120 ÷ 200) ÷ 3
    expect(printed(scores)['p1']).toBe('61.2');
    const { otherLevels } = await traceOf(scoreIdOf('p1'));
    expect(otherLevels!.orgUnits.find(({ orgUnit }) => orgUnit === 's2')!.figures.find(({ figure: name }) => name === 'present')).toMatchObject({ value: '90', numerator: '180', denominator: '2', n: '2', standardError: '0.5', proved: true, correction: { asPublished: '50', reason: 'Two classes were left out.' }, line: { text: 's2,present,2050,50\n' } });
    expect((await mizan(dataDir, 'trace', scoreIdOf('p1'))).out).toMatch(/school s2: present of 2050: 90 \(180 of 2, standard error 0\.5\)\n.*\n\s+corrected \(was 50\): Two classes were left out\.\n/);
  }, 180_000);
});

describe('the bundle an auditor takes away', () => {
  it('verifies, replays both runs byte for byte, and gives the scores by `engine score`', async () => {
    // A log without a single leaf has no checkpoint yet, and a bundle of it proves nothing.
    await office.ask('administrator', grantRole, { body: { personId: 'demo-009', role: 'finance-officer', orgUnit: 'p1' }, idempotencyKey: 'a first leaf' });
    while ((await office.ask('auditor', readCheckpoints, { at: 'incentives' })).checkpoints.length === 0) await pause(100);
    const bundle = join(dataDir, 'bundle');
    expect(await mizan(dataDir, 'bundle', 'export', '--out', bundle)).toMatchObject({ code: 0 });
    expect(await mizan(dataDir, 'replay', '--bundle', bundle)).toMatchObject({ code: 0, out: expect.stringContaining('2 runs, 54 scores') });
    const { code, out } = await mizan(dataDir, 'engine', 'score', '--methodology', join(bundle, 'methodologies', `${methodologySha256}.json`), '--values', join(bundle, 'values', `${cycleId}.csv`), '--org-units', join(bundle, 'values', `${cycleId}.org-units.csv`));
    expect(code).toBe(0);
    expect(Object.fromEntries(rowsOf(out).map(({ org_unit: orgUnit, score, status }) => [orgUnit, score || status]))).toEqual(printed((await office.ask('auditor', listScores, { query: { cycleId, limit: 1000 } })).scores));
  }, 180_000);

  it('is of a record that audit finds intact', async () => {
    for (const end = Date.now() + 60_000; ; await pause(200)) {
      const { intact, findings } = await office.ask('auditor', readIntegrity, {});
      if (intact || Date.now() > end) return expect({ intact, findings }).toEqual({ intact: true, findings: [] });
    }
  }, 90_000);

  it.each([
    ['a school was moved to another district', (text: string) => text.replace('s10,Invented s10,school,t4', 's10,Invented s10,school,t2'), 5],
    ['it was changed beyond reading', (text: string) => `${text}s1,twice\n`, 0],
  ])('is no longer proved where in the frozen hierarchy %s', async (_what, change, orgUnits) => {
    const stored = join(dataDir, 'objects', 'indicators', snapshot.orgUnitsSha256);
    const before = await readFile(stored, 'utf8');
    await writeFile(stored, change(before));
    const { otherLevels } = (await office.ask('auditor', readTrace, { params: { id: scoreIdOf('p1') } })) as TraceOfScore;
    expect([otherLevels!.proved, otherLevels!.orgUnits.length]).toEqual([false, orgUnits]);
    expect(await mizan(dataDir, 'trace', scoreIdOf('p1'))).toMatchObject({ code: 5, out: expect.stringMatching(/figures of other org units it rests on, \d of them NOT PROVED/) });
    await writeFile(stored, before);
  }, 60_000);
});
