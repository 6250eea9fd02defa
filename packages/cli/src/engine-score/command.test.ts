import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { methodologyLint } from '../methodology-lint/command.ts';
import { engineScore } from './command.ts';

const golden = (id: string, file: string) => `packages/scoring-engine/golden/${id}/${file}`;
const methodology = (id: string) => `contracts/methodologies/${id}.json`;

async function run(work: (io: { stdout: { write(text: string): unknown }; stderr: { write(text: string): unknown } }) => Promise<number>) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await work({ stdout: { write: (text: string) => out.push(text) }, stderr: { write: (text: string) => err.push(text) } });
  return { code, lines: out.join('').split('\n').filter(Boolean), err: err.join('') };
}
const scored = (...argv: readonly string[]) => run((io) => engineScore(argv, io));

describe('engine score', () => {
  const hospital = ['--methodology', methodology('cms-hvbp-fy2024'), '--values', golden('cms-hvbp-fy2024', 'values.csv')];
  it('prints the nodes that are named', async () => {
    const { code, lines } = await scored(...hospital, '--nodes', 'MORT-30-AMI.improvement,HCAHPS.consistency');
    expect([code, lines.slice(0, 3)]).toEqual([0, ['org_unit,node,period,value,status', '010001,MORT-30-AMI.improvement,2024,7,scored', '010001,HCAHPS.consistency,2024,12,scored']]);
  });
  it('prints one node in place of the score, a word where it has one', async () => {
    const { lines } = await scored('--methodology', methodology('tn-district-2017'), '--values', golden('tn-district-2017', 'values.csv'), '--node', 'final_designation');
    expect(lines.slice(0, 3)).toEqual(['org_unit,period,score,band,status', '10,2017,Advancing,,scored', '20,2017,In Need of Improvement,,scored']);
  });
  it('reads groups from the org units file', async () => {
    const asem = ['--methodology', methodology('asem-coinr'), '--values', golden('asem-coinr', 'values.csv'), '--node', 'Index.rank'];
    expect((await scored(...asem, '--org-units', golden('asem-coinr', 'org-units.csv'))).lines).toContain('CHE,2018,1,,scored');
  });
  it.each([
    [['--node', 'nobody'], 2, 'no node nobody'],
    [['--nodes', 'total,nobody'], 2, 'no node nobody'],
    [['--on', '2026-02-31'], 2, '--on 2026-02-31 is no day'],
    [['--org-units', 'nowhere.csv'], 2, 'nowhere.csv cannot be read'],
    [['--org-units', golden('asem-coinr', 'values.csv')], 1, 'row 3, org_unit'],
  ])('refuses %j with code %d', async (more, code, text) => {
    const found = await scored(...hospital, ...more);
    expect([found.code, found.lines]).toEqual([code, []]);
    expect(found.err).toContain(text);
  });
});

describe('engine score says on standard error', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mizan-score-'))));
  const document = { id: 'm', version: '1', title: { en: 'm' }, level: 'district', effective: { from: '2026-07-01', to: '2027-07-01' }, indicators: { reading: {} }, nodes: { total: { step: 'limits', of: 'reading', low: '0' } }, score: { of: 'total' } };
  const units = 'org_unit,parent,level\nD1,,district\nS1,D1,school\n';
  const figures = 'org_unit,indicator,period,value\nD1,reading,2026-09,50\n';
  const said = async (changes: object, values: string, ...more: readonly string[]) => {
    const [file, table, hierarchy] = [join(folder, 'm.json'), join(folder, 'v.csv'), join(folder, 'o.csv')];
    await Promise.all([writeFile(file, JSON.stringify({ ...document, ...changes })), writeFile(table, values), writeFile(hierarchy, units)]);
    const { code, err, lines } = await scored('--methodology', file, '--values', table, '--org-units', hierarchy, ...more);
    return [code, lines.length, err.trim()];
  };
  it('nothing where all is well', async () => expect(await said({}, figures)).toEqual([0, 2, '']));
  it('which level nobody has', async () => expect(await said({ level: 'distrct' }, figures)).toEqual([1, 1, 'Nobody was scored: no org unit has the level distrct; did you mean district?; there are: district, school.']));
  it('which period has no figure', async () => expect(await said({}, figures, '--period', '2026-10')).toEqual([1, 1, 'Nobody was scored: the values have no figure of the period 2026-10. There are: 2026-09.']));
  it('that the figures are of others', async () => expect(await said({}, figures.replace('D1', 'D9'))).toEqual([1, 1, 'Nobody was scored: no org unit of the level district has a figure. Compare the codes in the values file with those in the org units file.']));
  it('that a period lies outside the days of the document', async () => {
    expect(await said({}, figures.replace('2026-09', '2027-07'))).toEqual([0, 2, 'The methodology holds from 2026-07-01 until 2027-07-01, and 2027-07 does not begin within: what stands here is a trial, and no cycle would be scored by it.']);
    expect(await said({}, figures.replace('2026-09', '2026-06'))).toEqual([0, 2, expect.stringContaining('2026-06 does not begin within')]);
    expect(await said({}, figures, '--on', '2026-06-30')).toEqual([0, 2, expect.stringContaining('2026-06-30 is not within')]);
  });
  it('which indicators nobody reads', async () => expect(await said({}, `${figures}D1,Reading,2026-09,60\n`)).toEqual([0, 2, '1 rows of 1 indicators the methodology does not use were ignored: Reading (did you mean reading?).']));
});

describe('methodology lint', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mizan-lint-'))));
  const linted = async (text: string, options: object = {}) => {
    const file = join(folder, 'm.json');
    await writeFile(file, text);
    return run((io) => methodologyLint({ file, ...options }, io));
  };
  it('names the place and what to do, and fails on an error', async () => {
    const { code, lines, err } = await linted('{"id":"m","version":"1","title":{"en":"m"},"indicators":{"a":{}},"nodes":{"total":{"step":"mean","of":["b"]}},"score":{"of":"total"}}');
    expect([code, lines]).toEqual([1, ['error /nodes/total/of/0: there is no node or indicator b']]);
    expect(err).toBe('Mend this first: nothing else is looked at before.\n1 error, 0 warnings\n');
  });
  it('passes with warnings, as JSON where it is asked for', async () => {
    const { code, lines } = await linted('{"id":"m","version":"1","title":{"en":"m"},"indicators":{"a":{}},"nodes":{"total":{"step":"mean","of":["a"]}},"score":{"of":"total"}}', { json: true });
    expect(code).toBe(0);
    expect(lines.map((line) => (JSON.parse(line) as { pointer: string }).pointer)).toEqual(['/examples', '/indicators']);
  });
  it('says once what is wrong in many rows of a file', async () => {
    const values = join(folder, 'v.csv');
    await writeFile(values, `org_unit,indicator,period,value\n${Array.from({ length: 130 }, (_, at) => `D${at},a,2026,-\n`).join('')}`);
    const { code, err } = await linted('{"id":"m","version":"1","title":{"en":"m"},"indicators":{"a":{}},"nodes":{"total":{"step":"mean","of":["a"]}},"score":{"of":"total"}}', { values });
    expect([code, err]).toEqual([1, 'The input files have faults:\nrow 2, value: found "-", expected a number such as 61.8, with a point and without commas or spaces; the same in 129 more rows up to 131\n']);
  });
  it('says in a line what is no JSON and what cannot be read', async () => {
    expect((await linted('{')).code).toBe(1);
    expect(await linted('{"id":"m","id":"n"}')).toMatchObject({ code: 1, lines: ['error /id: the name "id" stands twice here; keep one'] });
    expect((await run((io) => methodologyLint({ file: join(folder, 'nowhere.json') }, io))).code).toBe(2);
  });
});
