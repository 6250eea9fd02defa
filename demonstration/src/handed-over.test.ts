import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantRole, listManagerScores, listRuns, listSnapshots, readCheckpoints, readManagerScore, readObject, readTrace, recompute, type TraceOfPerson } from '@mizan/contracts';
import { deployment } from '@mizan/launcher/deployment.ts';
import { type RunningProduct, startProduct } from '@mizan/launcher/start.ts';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { atTheDesk, mizan, rowsOf } from './at-the-desk.fixture.ts';
import { type Office, openOffice } from './office.ts';
import { retryWhile } from './retry.ts';
import { publish } from './steps/publish-methodologies.ts';

const quiet = () => undefined;
const cycleId = '2040';
const label = (en: string) => ({ label: { en, ur: en } });
const methodology = {
  id: 'handed-over',
  version: '1',
  title: { en: 'Gain in reading and attendance, of who held the post' },
  level: 'district',
  indicators: { reading: { controllableBy: ['district-manager'] }, attendance: { controllableBy: ['district-manager'] } },
  nodes: {
    gain: { step: 'difference', of: 'reading', from: 'reading@baseline' },
    progress: { step: 'goalposts', of: 'gain', low: '0', high: '50', ...label('Progress') },
    presence: { step: 'goalposts', of: 'attendance', low: '50', high: '100', ...label('Presence') },
    total: { step: 'weighted-mean', parts: { progress: '60', presence: '40' } },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  attribution: { causes: {}, parts: { progress: { kind: 'stock', to: 'exposure' }, presence: { kind: 'flow' } }, nobody: 'not-scorable', missing: 'not-scorable', minimumService: { days: '90' }, handover: { baseline: 'baseline' } },
  examples: [{ name: 'half of both', given: { reading: '65', 'reading@baseline': '40', attendance: '75' }, then: { score: '50.0' } }],
};
// Invented figures: e1 gains 40 points and has 90 % present, e2 gains 20 and has 60 %.
const observations = 'indicator,org_unit,period,value\nreading,e1,2040,80\nreading,e1,2039,40\nattendance,e1,2040,90\nreading,e2,2040,60\nreading,e2,2039,40\nattendance,e2,2040,60\n';
const postings = 'posting,person,post,from,to\nt1,moved,q1,2030-01-01,2040-07-01\nt2,moved,q2,2040-07-01,\nt3,went,q2,2030-01-01,2040-07-01\nt4,came,q1,2040-07-01,\n';
let dataDir: string;
let product: RunningProduct;
let office: Office;
let desk: ReturnType<typeof atTheDesk>;
let methodologySha256: string;
let first: Awaited<ReturnType<typeof desk.freeze>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mizan-handed-over-'));
  const target = deployment(dataDir, 19_000 + 20 * (process.pid % 90));
  product = await startProduct(target, quiet);
  office = openOffice(dataDir, target.urls, quiet);
  desk = atTheDesk(office);
  await desk.send('org-units', 'code,name,level,parent_code\ne1,One,district,\ne2,Two,district,\n');
  await desk.send('indicators', 'code,name,unit,direction\nreading,Reading,percent,higher\nattendance,Attendance,percent,higher\n');
  await desk.send('posts', 'post,title,org_unit\nq1,Manager,e1\nq2,Manager,e2\n');
  await desk.send('postings', postings);
  await desk.send('observations', observations);
  methodologySha256 = await publish(office, methodology, '2040-01-01');
  await desk.open({ cycleId, title: { en: '2040' }, start: '2040-01-01', end: '2040-12-31', level: 'district', periods: { reading: '2040', attendance: '2040' }, otherPeriods: { baseline: { reading: '2039' } } });
}, 300_000);
afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const people = async () => (await office.ask('auditor', listManagerScores, { query: { cycleId, limit: 100 } })).managerScores;
const stepsOf = async (personId: string) => (await office.ask('auditor', readManagerScore, { params: { cycleId, personId } })).derivation as { orgUnits: { orgUnit: string; baseline: object }[]; parts: Record<string, { weighed: { orgUnit: string; days: string; inPost?: string }[] }> };
const fileOf = async (sha256: string) => new TextDecoder().decode(await office.ask('auditor', readObject, { params: { sha256 }, at: 'indicators' }));

describe('somebody who was transferred in the middle of a cycle', () => {
  it('is measured on all her days and from the baseline of the period where nothing else is recorded, and the derivation says so', async () => {
    first = await desk.freeze(cycleId, methodologySha256);
    expect(first).not.toHaveProperty('takeOversSha256');
    expect((await fileOf(first.valuesSha256)).split('\n')[0]).not.toContain('observed');
    await desk.run(cycleId, methodologySha256, first.snapshotId);
    // progress (182 × 80 + 184 × 40) ÷ 366, presence (182 × 80 + 184 × 20) ÷ 366
    expect((await people()).map(({ personId, score }) => [personId, score])).toEqual([['came', '80.0'], ['moved', '55.9'], ['went', '32.0']]);
    const { orgUnits, parts } = await stepsOf('moved');
    expect(orgUnits.map(({ baseline }) => baseline)).toEqual([{ from: 'baseline', takenOver: '', figures: {} }, { from: 'baseline', takenOver: '2040-07-01', figures: {} }]);
    expect(parts['presence']!.weighed.map(({ days, inPost }) => [days, inPost])).toEqual([['182', undefined], ['184', undefined]]);
    expect((await mizan(dataDir, 'score', 'explain', '--person', 'moved', '--cycle', cycleId)).out).toContain('days of observation are not recorded, so all 184 days in post');
  }, 180_000);

  it('is measured from the value at take-over and on the days observed once the steward records them and the cycle is frozen again', async () => {
    await desk.send('take-overs', 'org_unit,indicator,day,value\ne2,reading,2040-07-01,55\n');
    await desk.send('observed-days', 'org_unit,indicator,period,observed_from,observed_to\ne1,attendance,2040,2040-05-01,2040-08-01\ne2,attendance,2040,2040-06-01,2040-08-01\n');
    const second = await desk.freeze(cycleId, methodologySha256, 'Days of observation and a value at take-over were recorded.');
    expect(await fileOf(second.takeOversSha256!)).toBe('org_unit,indicator,day,value\ne2,reading,2040-07-01,55\n');
    expect((await mizan(dataDir, 'score', 'run', '--cycle', cycleId, '--reason', 'They were recorded.')).out).toContain(`snapshot: ${second.snapshotId}\nscored: 2\n`);
    // progress (182 × 80 + 184 × 10) ÷ 366, presence (61 × 80 + 31 × 20) ÷ 92; the districts' own scores are as before
    expect((await people()).map(({ personId, score }) => [personId, score])).toEqual([['came', '80.0'], ['moved', '50.8'], ['went', '32.0']]);
    const { orgUnits, parts } = await stepsOf('moved');
    expect(orgUnits[1]!.baseline).toEqual({ from: 'take-over', takenOver: '2040-07-01', figures: { reading: '55' } });
    expect(parts['presence']!.weighed).toMatchObject([{ orgUnit: 'e1', days: '61', inPost: '182' }, { orgUnit: 'e2', days: '31', inPost: '184' }]);

    const [values, attributions, takeOvers] = await Promise.all(Object.entries({ values: second.valuesSha256, postings: second.postingsSha256, takeOvers: second.takeOversSha256! }).map(async ([name, sha256]) => {
      await writeFile(join(dataDir, `${name}.csv`), await fileOf(sha256));
      return join(dataDir, `${name}.csv`);
    }));
    await writeFile(join(dataDir, 'm.json'), JSON.stringify(methodology));
    const { out } = await mizan(dataDir, 'engine', 'score', '--methodology', join(dataDir, 'm.json'), '--values', values!, '--attributions', attributions!, '--take-overs', takeOvers!, '--cycle', '2040-01-01..2040-12-31', '--period', cycleId);
    expect(rowsOf(out).map(({ person, score }) => [person, score])).toEqual((await people()).map(({ personId, score }) => [personId, score]));
  }, 180_000);

  it('is in the list of what was frozen and scored, with the reason that was given, which the leaf holds to', async () => {
    const { out } = await mizan(dataDir, 'cycle', 'list');
    expect(out.replace(/run-\S+ {2}\S+/g, 'RUN')).toBe([
      '2040  2040-01-01 to 2040-12-31  district  2040',
      '  snap-2040-2  for handed-over@1, because: Days of observation and a value at take-over were recorded.',
      '    RUN  by handed-over@1: 2 scored, 0 not scorable; in force',
      '  snap-2040-1  for handed-over@1',
      '    RUN  by handed-over@1: 2 scored, 0 not scorable',
      '',
    ].join('\n'));
    const { snapshots } = await office.ask('auditor', listSnapshots, { params: { cycleId } });
    expect(snapshots.map(({ reason, reasonDigest }) => reasonDigest === (reason === undefined ? undefined : toHex(sha256(canonicalBytes({ reason })))))).toEqual([true, true]);
  }, 60_000);

  it('leads the auditor to the lines that said the value at take-over and the days of observation, proved', async () => {
    const moved = (await people()).find(({ personId }) => personId === 'moved')!;
    const traced = async () => (await office.ask('auditor', readTrace, { params: { id: moved.managerScoreId } })) as TraceOfPerson;
    // A leaf of a moment ago is proved by the next checkpoint.
    for (const end = Date.now() + 60_000; Date.now() < end && JSON.stringify(await traced()).includes('"proved":false'); ) await pause(200);
    const { takeOvers, orgUnits } = await traced();
    expect(takeOvers).toMatchObject({ proved: true, rows: [{ orgUnit: 'e2', indicator: 'reading', day: '2040-07-01', value: '55', line: 2, text: 'e2,reading,2040-07-01,55', proved: true, submission: { line: 2, text: 'e2,reading,2040-07-01,55\n' } }] });
    const observed = orgUnits.flatMap(({ inputs }) => inputs.flatMap((input) => (input.observed ? [input.observed] : [])));
    expect(observed.map(({ from, to, proved, submission }) => [from, to, proved, submission?.text])).toEqual([
      ['2040-05-01', '2040-08-01', true, 'e1,attendance,2040,2040-05-01,2040-08-01\n'],
      ['2040-06-01', '2040-08-01', true, 'e2,attendance,2040,2040-06-01,2040-08-01\n'],
    ]);
    expect(orgUnits.every(({ inputs }) => inputs.every(({ proved }) => proved))).toBe(true);
  }, 120_000);

  it('comes out the same when audit computes it again and when the runs are replayed, those from before too', async () => {
    const moved = (await people()).find(({ personId }) => personId === 'moved')!;
    expect(await retryWhile(['trace-not-found'], () => office.ask('auditor', recompute, { body: { scoreId: moved.managerScoreId } }))).toMatchObject({ same: true, logged: '50.8' });
    // A log without a single leaf has no checkpoint yet, and evidence without one is incomplete.
    await office.ask('administrator', grantRole, { body: { personId: 'demo-009', role: 'finance-officer', orgUnit: 'e1' }, idempotencyKey: 'a first leaf' });
    while ((await office.ask('auditor', readCheckpoints, { at: 'incentives' })).checkpoints.length === 0) await pause(100);
    const { runs } = await office.ask('auditor', listRuns, { query: { cycleId } });
    expect(runs).toHaveLength(2);
    for (const { runId } of runs) {
      const { code, out } = await mizan(dataDir, 'replay', runId);
      expect([code, out]).toEqual([0, expect.stringContaining('1 run, 2 scores, 3 scores of people: every one comes out byte for byte')]);
    }
  }, 180_000);

  it('is not measured from a value on a day on which nobody took over, and whoever freezes the cycle is told', async () => {
    await desk.send('take-overs', 'org_unit,indicator,day,value\ne1,reading,2040-03-03,50\n');
    const { code, err } = await mizan(dataDir, 'cycle', 'freeze', cycleId, '--methodology', methodologySha256, '--reason', 'A value was recorded late.');
    expect([code, err]).toEqual([0, expect.stringContaining("warning: The value of reading in e1 at take-over on 2040-03-03 is nobody's: no posting begins there that day.")]);
    await desk.send('take-overs', 'org_unit,indicator,day,value\ne1,reading,2040-03-03,\n');
  }, 60_000);

  it('has nothing recorded any more once the steward takes it back, and the cycle is as it was first frozen', async () => {
    await desk.send('take-overs', 'org_unit,indicator,day,value\ne2,reading,2040-07-01,\n');
    await desk.send('observed-days', 'org_unit,indicator,period,observed_from,observed_to\ne1,attendance,2040,,\ne2,attendance,2040,,\n');
    const { out } = await mizan(dataDir, 'cycle', 'freeze', cycleId, '--methodology', methodologySha256, '--reason', 'Neither was so.', '--json');
    const third = JSON.parse(out) as Awaited<ReturnType<typeof desk.freeze>>;
    expect(third.warnings).toEqual([]);
    const { valuesSha256, postingsSha256 } = first;
    expect(third).toMatchObject({ valuesSha256, postingsSha256 });
    expect(third).not.toHaveProperty('takeOversSha256');
  }, 60_000);
});
