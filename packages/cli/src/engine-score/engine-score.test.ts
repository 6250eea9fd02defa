import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';

const methodology = {
  id: 'schools',
  version: '1',
  title: { en: 'Schools' },
  indicators: { reading: {}, numbers: {} },
  nodes: {
    literacy: { step: 'goalposts', of: 'reading', low: '0', high: '50', scale: '100' },
    counting: { step: 'goalposts', of: 'numbers', low: '0', high: '100', scale: '100' },
    both: { step: 'mean', of: ['literacy', 'counting'] },
  },
  score: { of: 'both', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
};
const header = 'org_unit,indicator,period,value,status';
const rows = ['007,reading,2022,20,', '007,numbers,2022,61.5,', '007,reading,2023,30,', '007,numbers,2023,,not-submitted', '"Khi, East",reading,2023,50,', '"Khi, East",numbers,2023,33.3,'];

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('schools.json', JSON.stringify(methodology));
  await folder.write('values.csv', `${[header, ...rows].join('\n')}\n`);
});
afterAll(() => folder.remove());

const score = (...args: string[]) => mizan(folder.path, 'engine', 'score', '--methodology', 'schools.json', '--values', 'values.csv', ...args);
const scoreValues = async (...lines: string[]) => mizan(folder.path, 'engine', 'score', '--methodology', 'schools.json', '--values', await folder.write('given.csv', lines.join('\n')));
const scoreBy = async (text: string) => mizan(folder.path, 'engine', 'score', '--methodology', await folder.write('given.json', text), '--values', 'values.csv');
const documents = (out: string) => out.trim().split('\n').map((line) => JSON.parse(line));

describe('a values file scored by a methodology', () => {
  it('gives a row for each org unit and period in the order they appear, an org unit that cannot be scored among them', async () => {
    expect(await score()).toEqual({ code: 0, err: '1 of 3 not scorable; --json has every reason:\n  1 because numbers was not submitted (first: 007 2023)\n', out: 'org_unit,period,score,band,status\n007,2022,50.8,high,scored\n007,2023,,,not-scorable\n"Khi, East",2023,66.7,high,scored\n' });
  });

  it('gives one period alone when one is asked for', async () => {
    expect((await score('--period', '2022')).out).toBe('org_unit,period,score,band,status\n007,2022,50.8,high,scored\n');
  });

  it('gives every node of every org unit with --nodes', async () => {
    const lines = (await score('--nodes', '--period', '2022')).out;
    expect(lines).toBe('org_unit,node,period,value,status\n007,literacy,2022,40,scored\n007,counting,2022,61.5,scored\n007,both,2022,50.75,scored\n');
  });

  it('gives one document a line with --json, every number a text and the reasons in both languages', async () => {
    const [first, second] = documents((await score('--json')).out);
    expect(first).toMatchObject({ orgUnit: '007', period: '2022', score: '50.8', band: 'high', status: 'scored', reasons: [], nodes: { both: { value: '50.75', status: 'scored' } }, derivation: { root: 'both' } });
    expect(second).toMatchObject({ score: null, band: null, status: 'not-scorable', reasons: [{ code: 'not-submitted', indicator: 'numbers', text: { en: expect.any(String), ur: expect.any(String) } }] });
  });

  it('gives a node in place of the score, in rows as in documents', async () => {
    expect((await score('--node', 'literacy')).out).toBe('org_unit,period,score,band,status\n007,2022,40,,scored\n007,2023,60,,scored\n"Khi, East",2023,100,,scored\n');
    expect((await score('--node', 'counting')).err).toBe('1 of 3 not scorable; --json has every reason:\n  1 because counting is not-submitted (first: 007 2023)\n');
    const [, second] = documents((await score('--json', '--node', 'literacy')).out);
    expect(second).toMatchObject({ orgUnit: '007', period: '2023', score: '60', band: null, status: 'scored', reasons: [], derivation: { root: 'literacy' } });
  });

  it('says on the side, not in the result, which rows it had no use for', async () => {
    const { code, out, err } = await scoreValues(header, ...rows.slice(0, 2), '007,shoes,2022,9,');
    expect([code, out]).toEqual([0, 'org_unit,period,score,band,status\n007,2022,50.8,high,scored\n']);
    expect(err).toBe('1 rows of 1 indicators the methodology does not use were ignored: shoes.\n');
  });
});

describe('a file with faults', () => {
  it.each([
    ['a number with a comma', '007,numbers,2022,"61,5",', /^row 4, value: found "61,5", expected a number/],
    ['a row that stands there already', '007,reading,2022,21,', /^row 4, \(row\): found .*expected a row that does not stand already in line 2/],
    ['a value beside a status that says it is missing', '008,reading,2022,5,suppressed', /^row 4, value: found "5", expected nothing beside the status suppressed/],
    ['a status nobody knows', '008,reading,2022,,lost', /^row 4, status: found "lost", expected present, /],
  ])('is refused for %s, in one line that names the row, and nothing is printed as a score', async (_what, row, line) => {
    const { code, out, err } = await scoreValues(header, rows[0]!, rows[1]!, row);
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n').slice(1)).toEqual([expect.stringMatching(line)]);
  });

  it('is refused in one line that names the row, where it is no UTF-8 text', async () => {
    await writeFile(join(folder.path, 'latin.csv'), Buffer.concat([Buffer.from(`${header}\n${rows[0]}\n007,numbers,2022,6,\nJ`), Buffer.from([0xf6]), Buffer.from(',reading,2022,5,\n')]));
    const { code, out, err } = await mizan(folder.path, 'engine', 'score', '--methodology', 'schools.json', '--values', 'latin.csv');
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n').slice(1)).toEqual([expect.stringMatching(/^row 4, \(row\): found "J.*expected UTF-8 text/)]);
  });

  it.each([['that is empty', ''], ['without the column of the indicator', 'org_unit,period,value\n007,2022,1']])('is refused %s', async (_how, text) => {
    expect(await scoreValues(text)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('expected') });
  });

  it('lists fifty faults and counts the rest', async () => {
    const { code, out, err } = await scoreValues(header, ...Array.from({ length: 60 }, (_, at) => `${at},reading,2022,none,`));
    const [, ...lines] = err.trim().split('\n');
    expect([code, out, lines.length, lines.at(-1)]).toEqual([1, '', 51, 'and 10 more']);
  });
});

describe('a methodology with faults', () => {
  const text = JSON.stringify(methodology);

  it.each([
    ['that names an input nobody has', text.replace('"of":"reading"', '"of":"writing"'), '/nodes/literacy'],
    ['that is not JSON', text.slice(0, -1), 'this is not JSON'],
    ['with a number where a text is meant', text.replace('"high":"50"', '"high":50.5'), '/nodes/literacy/high'],
  ])('is refused %s, and the place is named', async (_how, given, place) => {
    expect(await scoreBy(given)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(place) });
  });

  it('is refused when a name stands twice, and the name and its place are given', async () => {
    const { code, out, err } = await scoreBy(text.replace('"high":"50"', '"high":"50","hig\\u0068":"60"'));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('/nodes/literacy/high: the name "high" stands twice here; keep one');
  });

  it('may have the same name in two places, and a text that looks like one', async () => {
    expect((await scoreBy(text.replace('"en":"Schools"', '"en":"id\\":{,\\"id\\":"'))).code).toBe(0);
  });
});

describe('wrong use', () => {
  it.each([
    ['without files', []],
    ['with an option nobody knows', ['--methodology', 'schools.json', '--values', 'values.csv', '--fast']],
    ['with a file that is not there', ['--methodology', 'schools.json', '--values', 'nowhere.csv']],
    ['with a node the methodology has not', ['--methodology', 'schools.json', '--values', 'values.csv', '--node', 'shoes']],
  ])('%s ends with 2 and a sentence', async (_how, args) => {
    const { code, out, err } = await mizan(folder.path, 'engine', 'score', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/needed|--fast|nowhere\.csv|no node shoes/);
    expect(err).not.toMatch(/ {4}at /);
  });

  it('is not what asking for help is', async () => {
    for (const args of [['--help'], ['engine', '--help'], ['engine', 'score', '--help'], ['verify', '--help'], ['case', 'list', '--help']]) {
      const { code, out, err } = await mizan(folder.path, ...args);
      expect([args, code, err]).toEqual([args, 0, '']);
      expect(out).toMatch(/usage: mizan/i);
    }
  });
});
