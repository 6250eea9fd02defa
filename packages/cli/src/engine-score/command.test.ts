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
    [['--org-units', 'nowhere.csv'], 2, 'nowhere.csv cannot be read'],
    [['--org-units', golden('asem-coinr', 'values.csv')], 1, 'row 3, org_unit'],
  ])('refuses %j with code %d', async (more, code, text) => {
    const found = await scored(...hospital, ...more);
    expect([found.code, found.lines]).toEqual([code, []]);
    expect(found.err).toContain(text);
  });
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
    const { code, lines } = await linted('{"id":"m","version":"1","title":{"en":"m"},"indicators":{"a":{}},"nodes":{"total":{"step":"mean","of":["b"]}},"score":{"of":"total"}}');
    expect([code, lines]).toEqual([1, ['error /nodes/total/of/0: there is no node or indicator b; mend this first: nothing else is looked at before']]);
  });
  it('passes with warnings, as JSON where it is asked for', async () => {
    const { code, lines } = await linted('{"id":"m","version":"1","title":{"en":"m"},"indicators":{"a":{}},"nodes":{"total":{"step":"mean","of":["a"]}},"score":{"of":"total"}}', { json: true });
    expect(code).toBe(0);
    expect(lines.map((line) => (JSON.parse(line) as { pointer: string }).pointer)).toEqual(['/examples', '/indicators']);
  });
  it('says in a line what is no JSON and what cannot be read', async () => {
    expect((await linted('{')).code).toBe(1);
    expect(await linted('{"id":"m","id":"n"}')).toMatchObject({ code: 1, lines: ['error /id: the name "id" stands twice here; keep one; mend this first: nothing else is looked at before'] });
    expect((await run((io) => methodologyLint({ file: join(folder, 'nowhere.json') }, io))).code).toBe(2);
  });
});
