import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { correctValue, dryRun, grantRole, listOrgUnits, listScores, readCheckpoints, readIntegrity, readObject, readScore, readTrace, recompute, type TraceOfScore, whatIf } from '@mizan/contracts';
import { deployment } from '@mizan/launcher/deployment.ts';
import { type RunningProduct, startProduct } from '@mizan/launcher/start.ts';
import { atTheDesk, csvOf, mizan, type Row, rowsOf } from './at-the-desk.fixture.ts';
import { documentOf } from './files.ts';
import { type Office, openOffice } from './office.ts';
import { publish } from './steps/publish-methodologies.ts';

const firstPort = 21_000 + 20 * (process.pid % 200);
const quiet = () => undefined;
const golden = (id: string, file: string) => readFileSync(`packages/scoring-engine/golden/${id}/${file}`, 'utf8');
const example = { examples: [{ name: 'nothing is known', given: {}, then: { status: 'not-scorable' } }] };
let dataDir: string;
let product: RunningProduct;
let office: Office;
let desk: ReturnType<typeof atTheDesk>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-schemes-'));
  const target = deployment(dataDir, firstPort);
  product = await startProduct(target, quiet);
  office = openOffice(dataDir, target.urls, quiet);
  desk = atTheDesk(office);
}, 300_000);
afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const indicatorsFile = (codes: readonly string[]) => csvOf(['code', 'name', 'unit', 'direction'], [...new Set(codes)].map((code) => ({ code, name: code, unit: 'number', direction: 'higher' })));
const printed = (scores: readonly { orgUnit: string; score?: string | undefined; band?: string | undefined; status: string }[]) => new Map(scores.map(({ orgUnit, score = '', band = '', status }) => [orgUnit, [score, band, status].join(' ')]));
/** What `engine score` says of the files. */
async function engineScores(...args: string[]): Promise<Map<string, string>> {
  const { code, out, err } = await mizan(dataDir, 'engine', 'score', ...args);
  if (code !== 0) throw new Error(err);
  return new Map(rowsOf(out).map(({ org_unit: orgUnit, score, band, status }) => [orgUnit!, [score, band, status].join(' ')]));
}
const snapshotFile = async (sha256: string) => new TextDecoder().decode(await office.ask('auditor', readObject, { params: { sha256 }, at: 'indicators' }));
const sameAgain = async (scoreId: string) => office.ask('auditor', recompute, { body: { scoreId } });
async function untilIntact() {
  for (const end = Date.now() + 60_000; ; await pause(200)) {
    const { intact, findings, verifiedAt } = await office.ask('auditor', readIntegrity, {});
    if (intact || Date.now() > end) return { intact, findings, verifiedAt };
  }
}
async function traceOf(id: string) {
  for (const end = Date.now() + 150_000; ; await pause(200)) {
    const trace = (await office.ask('auditor', readTrace, { params: { id } }).catch(() => undefined)) as TraceOfScore | undefined;
    if (trace?.inputs.every(({ proved }) => proved) || Date.now() > end) return trace!;
  }
}

describe('the connectivity index of 51 countries, which fills gaps from groups by an attribute', () => {
  let scores: Awaited<ReturnType<typeof desk.run>>;
  let snapshot: Awaited<ReturnType<typeof desk.freeze>>;
  const values = rowsOf(golden('asem-coinr', 'values.csv'));
  const units = rowsOf(golden('asem-coinr', 'org-units.csv'));
  const attributes = ['Group_EurAsia', 'Group_GDP', 'Group_GDPpc', 'Group_Pop'];
  const orgUnits = (more: readonly string[]) => csvOf(['code', 'name', 'level', 'parent_code', ...more], units.map((unit) => ({ ...unit, code: unit['org_unit']!, parent_code: '' })));
  const inCycle = Object.fromEntries(values.map(({ indicator }) => [indicator!, '2018']));

  it('is refused on a snapshot in which nobody has the attribute, and the sentence says what to add', async () => {
    await desk.send('org-units', orgUnits([]));
    await desk.send('indicators', indicatorsFile(values.map(({ indicator }) => indicator!)));
    await desk.send('observations', csvOf(['org_unit', 'indicator', 'period', 'value'], values));
    const methodologySha256 = await publish(office, { ...documentOf('methodologies/asem-coinr.json'), ...example }, '2018-01-01');
    await desk.open({ cycleId: '2018', title: { en: '2018' }, start: '2018-01-01', end: '2018-12-31', level: 'country', periods: inCycle });
    const { snapshotId } = await desk.freeze('2018', methodologySha256);
    await expect(desk.run('2018', methodologySha256, snapshotId)).rejects.toMatchObject({ status: 409, code: 'snapshot-lacks', detail: expect.stringContaining('No org unit has the attribute Group_EurAsia. Add a column Group_EurAsia to the org units file') });
    await desk.send('org-units', orgUnits(attributes));
    snapshot = await desk.freeze('2018', methodologySha256, 'The groups of the countries were imported.');
    scores = await desk.run('2018', methodologySha256, snapshot.snapshotId);
  }, 120_000);

  it('comes out of the services as from the published files, string for string', async () => {
    const files = ['--methodology', 'contracts/methodologies/asem-coinr.json', '--values', 'packages/scoring-engine/golden/asem-coinr/values.csv', '--org-units', 'packages/scoring-engine/golden/asem-coinr/org-units.csv'];
    expect(scores).toHaveLength(51);
    expect(printed(scores)).toEqual(await engineScores(...files));
  });

  it('has the attributes in its frozen hierarchy, in code order after the fixed columns', async () => {
    expect((await snapshotFile(snapshot.orgUnitsSha256)).split('\n')).toContain('AUT,Austria,country,,,,Europe,L,XL,M');
    const { orgUnits: known } = await office.ask('auditor', listOrgUnits, {});
    expect(known.find(({ code }) => code === 'AUT')!.attributes).toEqual({ Group_EurAsia: 'Europe', Group_GDP: 'L', Group_GDPpc: 'XL', Group_Pop: 'M' });
  });

  it('comes out the same again when audit scores a country from what was frozen', async () => {
    expect(await sameAgain(scores[7]!.scoreId)).toMatchObject({ same: true, logged: scores[7]!.score });
  });
});

describe('hospital value-based purchasing, which measures improvement against a baseline', () => {
  let scores: Awaited<ReturnType<typeof desk.run>>;
  const published = documentOf('methodologies/cms-hvbp-fy2024.json') as { indicators: Record<string, unknown> };
  const { ['{}.baseline']: _, ...indicators } = published.indicators;
  // The published document reads the baseline as an indicator of its own; here it is the same indicator in a period called by name.
  const document = JSON.parse(JSON.stringify({ ...published, indicators, ...example }).replaceAll('"{}.baseline"', '"{}.performance@baseline"')) as Record<string, unknown>;
  const isBaseline = ({ indicator }: Row) => indicator!.endsWith('.baseline');
  const observations = rowsOf(golden('cms-hvbp-fy2024', 'values.csv')).map((row): Record<'indicator' | 'period' | 'org_unit' | 'value', string> => (isBaseline(row) ? { ...(row as Record<'org_unit' | 'value', string>), indicator: row['indicator']!.replace(/baseline$/, 'performance'), period: '2019' } : { ...(row as Record<'indicator' | 'org_unit' | 'value', string>), period: '2022' }));
  const ofPeriod = (period: string) => Object.fromEntries(observations.filter((row) => row.period === period).map(({ indicator }) => [indicator, period]));
  const cycle = { cycleId: '2024', title: { en: 'Fiscal year 2024' }, start: '2024-01-01', end: '2024-12-31', level: 'hospital', periods: ofPeriod('2022') };

  it('is refused where the cycle does not say which period the baseline is, and the sentence says where to', async () => {
    const hospitals = [...new Set(observations.map(({ org_unit: code }) => code))];
    await desk.send('org-units', csvOf(['code', 'name', 'level', 'parent_code'], hospitals.map((code) => ({ code, name: code, level: 'hospital' }))));
    await desk.send('indicators', indicatorsFile(observations.map(({ indicator }) => indicator)));
    await desk.send('observations', csvOf(['org_unit', 'indicator', 'period', 'value'], observations));
    const methodologySha256 = await publish(office, document, '2023-01-01');
    await desk.open(cycle);
    const without = await desk.freeze('2024', methodologySha256);
    await expect(desk.run('2024', methodologySha256, without.snapshotId)).rejects.toMatchObject({ code: 'snapshot-lacks', detail: expect.stringContaining('for baseline has no period in the cycle: name under "otherPeriods", for "baseline", the one it is taken from.') });
    await desk.amend('2024', { periods: cycle.periods, otherPeriods: { baseline: ofPeriod('2019') } });
    const { snapshotId } = await desk.freeze('2024', methodologySha256, 'The baseline was named.');
    scores = await desk.run('2024', methodologySha256, snapshotId);
  }, 180_000);

  it('comes out of the services as from the published files, string for string', async () => {
    expect(scores).toHaveLength(53);
    expect(printed(scores)).toEqual(await engineScores('--methodology', 'contracts/methodologies/cms-hvbp-fy2024.json', '--values', 'packages/scoring-engine/golden/cms-hvbp-fy2024/values.csv'));
  });

  it('keeps the published improvement points in the derivations', async () => {
    const expected = rowsOf(golden('cms-hvbp-fy2024', 'expected.csv')).filter(({ org_unit: unit, node }) => unit === '010001' && node!.endsWith('.improvement'));
    const { derivation } = await office.ask('auditor', readScore, { params: { cycleId: '2024', orgUnit: '010001' } });
    const nodes = derivation['nodes'] as Record<string, { value: string }>;
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.map(({ node }) => [node, nodes[node!]!.value])).toEqual(expected.map(({ node, value }) => [node, value]));
  });

  it('leads from a score to the line of a baseline, proved, and comes out the same again', async () => {
    const { inputs } = await traceOf(scores[0]!.scoreId);
    const baseline = inputs.find(({ figure }) => figure === 'MORT-30-AMI.performance@baseline')!;
    expect(baseline).toMatchObject({ period: '2019', value: '0.856752', proved: true });
    expect(baseline.submission!.text).toBe('010001,MORT-30-AMI.performance,2019,0.856752\n');
    expect(inputs.every(({ proved }) => proved)).toBe(true);
    expect(await sameAgain(scores[0]!.scoreId)).toMatchObject({ same: true });
  }, 180_000);

  it('refuses a benchmark that is not over before the cycle starts', async () => {
    const [indicator] = Object.keys(cycle.periods);
    await expect(desk.open({ ...cycle, cycleId: '2024-b', otherPeriods: { benchmark: { [indicator!]: '2024' } } })).rejects.toMatchObject({ status: 422, code: 'benchmark-not-complete', detail: expect.stringContaining('2024 ends on 2024-12-31. Name a period that is over by then') });
    await expect(desk.open({ ...cycle, otherPeriods: { '-1': {}, '2023': {} } })).rejects.toMatchObject({ code: 'period-named-twice', detail: expect.stringContaining('and so does') });
  });
});

describe('a scheme that reads subgroups, sources kept apart, their standard errors and the year before', () => {
  const document = {
    id: 'narrowed',
    version: '1',
    title: { en: 'Reading of girls, attendance by two sources' },
    level: 'district',
    indicators: { reading: { controllableBy: ['district-manager'] }, attendance: { controllableBy: ['district-manager'] } },
    nodes: {
      parity: { step: 'parity', of: { indicator: 'reading', subgroup: 'girls' }, with: { indicator: 'reading', subgroup: 'boys' } },
      attendance_mixed: { step: 'inverse-error-mean', of: ['attendance[source=census]', 'attendance[source=monitor]'], weight: 'inverse-standard-error' },
      gain: { step: 'formula', let: { now: 'reading', before: 'reading@-1' }, is: 'now - before' },
      total: { step: 'formula', is: '100 * parity + attendance_mixed + gain' },
    },
    score: { of: 'total', round: { places: 3, mode: 'half-up' } },
    examples: [{ name: 'all even', given: { reading: '50', 'reading[subgroup=girls]': '50', 'reading[subgroup=boys]': '50', 'reading@-1': '50', 'attendance[source=census]': '60', 'attendance[source=census].standardError': '2', 'attendance[source=monitor]': '70', 'attendance[source=monitor].standardError': '3' }, then: { score: '164.000' } }],
  };
  // Invented figures.
  const columns = ['indicator', 'org_unit', 'period', 'value', 'subgroup', 'source', 'standard_error'];
  const observations = ['d1', 'd2'].flatMap((unit, at) => [
    ['reading', unit, '2030', `5${at}`, '', 'survey', ''],
    ['reading', unit, '2030', `4${at}`, 'girls', 'survey', ''],
    ['reading', unit, '2030', `6${at}`, 'boys', 'survey', ''],
    ['reading', unit, '2029', `4${at}.5`, '', 'survey', ''],
    ['attendance', unit, '2030', `6${at}`, '', 'census', '2'],
    ['attendance', unit, '2030', `7${at}`, '', 'monitor', '3'],
  ]).map((cells): Row => Object.fromEntries(cells.map((cell, at) => [columns[at]!, cell])));
  const indicatorRows = (sources: string) => `code,name,unit,direction,sources\nreading,Reading,percent,higher,\nattendance,Attendance,percent,higher,${sources}\n`;
  let scores: Awaited<ReturnType<typeof desk.run>>;
  let methodologySha256: string;
  let snapshot: Awaited<ReturnType<typeof desk.freeze>>;

  it('comes out as by hand', async () => {
    await desk.send('org-units', 'code,name,level,parent_code\nd1,One,district,\nd2,Two,district,\n');
    await desk.send('indicators', indicatorRows('several'));
    expect(await desk.send('observations', csvOf(columns, observations))).toMatchObject({ created: 12 });
    methodologySha256 = await publish(office, document, '2030-01-01');
    await desk.open({ cycleId: '2030', title: { en: '2030' }, start: '2030-01-01', end: '2030-12-31', level: 'district', periods: { reading: '2030', attendance: '2030' }, otherPeriods: { '-1': { reading: '2029' } } });
    snapshot = await desk.freeze('2030', methodologySha256);
    scores = await desk.run('2030', methodologySha256, snapshot.snapshotId);
    // 100 × 40 ÷ 60 + (60 ÷ 2 + 70 ÷ 3) ÷ (1 ÷ 2 + 1 ÷ 3) + 50 − 40.5
    expect(scores.map(({ score }) => score)).toEqual(['140.167', '141.713']);
  }, 120_000);

  it('has a row for each of them in the frozen values file, the year before under its own name', async () => {
    const [header, ...lines] = (await snapshotFile(snapshot.valuesSha256)).trimEnd().split('\n');
    expect(header).toBe('org_unit,indicator,period,value,numerator,denominator,n,status,measured_period,submission,line,correction,source,standard_error,subgroup');
    expect(lines.map((line) => line.split(',')).map((cells) => [cells[0], cells[1], cells[2], cells[3], cells[8], ...cells.slice(12)].join(' '))).toEqual([
      'd1 attendance 2030 60 2030 census 2 ',
      'd1 attendance 2030 70 2030 monitor 3 ',
      'd1 reading 2030 50 2030   ',
      'd1 reading 2030 60 2030   boys',
      'd1 reading 2030 40 2030   girls',
      'd2 attendance 2030 61 2030 census 2 ',
      'd2 attendance 2030 71 2030 monitor 3 ',
      'd2 reading 2030 51 2030   ',
      'd2 reading 2030 61 2030   boys',
      'd2 reading 2030 41 2030   girls',
      'd1 reading 2029 40.5 2029   ',
      'd2 reading 2029 41.5 2029   ',
    ]);
  });

  it('leads from the score to the line of a subgroup, a source and the year before', async () => {
    const { inputs } = await traceOf(scores[0]!.scoreId);
    const lines = Object.fromEntries(inputs.map(({ figure, proved, submission }) => [figure, [proved, submission?.text]]));
    expect(lines['reading[subgroup=girls]']).toEqual([true, 'reading,d1,2030,40,girls,survey,\n']);
    expect(lines['attendance[source=monitor]']).toEqual([true, 'attendance,d1,2030,70,,monitor,3\n']);
    expect(lines['reading@-1']).toEqual([true, 'reading,d1,2029,40.5,,survey,\n']);
    expect(await sameAgain(scores[0]!.scoreId)).toMatchObject({ same: true });
  }, 180_000);

  it('answers what another value of a subgroup would give, the others unchanged', async () => {
    const { score } = await office.ask('auditor', whatIf, { params: { cycleId: '2030', orgUnit: 'd1' }, body: { values: { 'reading[subgroup=girls]': '60' } } });
    expect(score).toBe('173.500');
    await expect(office.ask('auditor', whatIf, { params: { cycleId: '2030', orgUnit: 'd1' }, body: { values: { attendance: '90' } } })).rejects.toMatchObject({ status: 422, code: 'indicator-not-used', detail: expect.stringMatching(/It reads .*reading\[subgroup=girls\]/) });
  });

  it('is corrected for a subgroup alone, and for a source only where it is named', async () => {
    const correction = { orgUnit: 'd1', period: '2030', status: 'not-submitted', reason: 'It was never measured.', source: 'Letter 7 of the district' };
    await expect(office.ask('data-steward', correctValue, { body: { ...correction, indicator: 'attendance' }, idempotencyKey: 'c1' })).rejects.toMatchObject({ code: 'observation-not-found', detail: expect.stringContaining('say which of census, monitor is meant') });
    await office.ask('data-steward', correctValue, { body: { ...correction, indicator: 'reading', subgroup: 'girls' }, idempotencyKey: 'c2' });
    const { snapshotId } = await desk.freeze('2030', methodologySha256, 'A figure was corrected.');
    const again = () => office.ask('policy-officer', dryRun, { body: { cycleId: '2030', methodologySha256, snapshotId } });
    for (const end = Date.now() + 30_000; Date.now() < end && !(await again().catch(() => undefined)); await pause(200));
    expect((await again()).results).toEqual([{ orgUnit: 'd1', status: 'not-scorable' }, { orgUnit: 'd2', status: 'scored', score: '141.713' }]);
  }, 60_000);

  it('does not let sources be kept apart, or no longer, under figures that are there', async () => {
    await expect(desk.send('indicators', indicatorRows('one'))).rejects.toMatchObject({ code: 'file-has-faults' });
    expect(await desk.send('indicators', 'code,name,unit,direction\nattendance,Attendance,percent,higher\n')).toMatchObject({ status: 'unchanged' });
  });
});

describe('the bundle an auditor takes away', () => {
  it('verifies, and its values files give the same scores by `engine score`', async () => {
    expect(await untilIntact()).toMatchObject({ intact: true, findings: [] });
    // A log without a single leaf has no checkpoint yet, and a bundle of it proves nothing.
    await office.ask('administrator', grantRole, { body: { personId: 'demo-009', role: 'finance-officer', orgUnit: 'd1' }, idempotencyKey: 'a first leaf' });
    while ((await office.ask('auditor', readCheckpoints, { at: 'incentives' })).checkpoints.length === 0) await pause(100);
    const bundle = join(dataDir, 'bundle');
    expect(await mizan(dataDir, 'bundle', 'export', '--out', bundle)).toMatchObject({ code: 0 });
    expect(await mizan(dataDir, 'verify', bundle)).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was altered, lost or reordered.') });
    for (const cycleId of ['2018', '2024']) {
      const { scores: all } = await office.ask('auditor', listScores, { query: { cycleId, limit: 1000 } });
      const files = ['--methodology', join(bundle, 'methodologies', `${all[0]!.methodologySha256}.json`), '--values', join(bundle, 'values', `${cycleId}.csv`), '--org-units', join(bundle, 'values', `${cycleId}.org-units.csv`)];
      expect(printed(all)).toEqual(await engineScores(...files));
    }
  }, 180_000);
});
