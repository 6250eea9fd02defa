import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';

const methodology = (version: string, reading: string, numbers: string) =>
  JSON.stringify({
    id: 'schools',
    version,
    title: { en: 'Schools' },
    indicators: { reading: { unit: 'percent' }, numbers: { unit: 'percent' } },
    nodes: { literacy: { step: 'goalposts', of: 'reading', low: '0', high: '100' }, counting: { step: 'goalposts', of: 'numbers', low: '0', high: '100' }, both: { step: 'weighted-mean', parts: { literacy: reading, counting: numbers } } },
    score: { of: 'both', round: { places: 1, mode: 'half-up' } },
    bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
  });
// Invented figures and post-holders.
const values = ['org_unit,indicator,period,value,status,standard_error', ...['2022', '2023'].flatMap((period) => [['a', '70', '34'], ['b', '30', '60'], ['c', '51', '50'], ['d', '90', '80']].flatMap(([unit, reading, numbers]) => [`${unit},reading,${period},${reading},,2`, `${unit},numbers,${period},${numbers},,2`])), 'e,reading,2023,,not-submitted,', 'e,numbers,2023,80,,'].join('\n');

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('now.json', methodology('1', '50', '50'));
  await folder.write('draft.json', methodology('2', '20', '80'));
  await folder.write('formula.json', JSON.stringify({ id: 'f', version: '1', title: { en: 'F' }, indicators: { reading: {} }, nodes: { twice: { step: 'formula', is: 'reading * 2' } }, score: { of: 'twice' } }));
  await folder.write('values.csv', values);
  await folder.write('units.csv', 'org_unit,parent,level,remoteness\na,,district,remote\nb,,district,near\nc,,district,near\nd,,district,\ne,,district,\n');
  await folder.write('postings.csv', 'org_unit,from,to,sex\na,2020-01-01,,female\nb,2020-01-01,,male\n');
});
afterAll(() => folder.remove());

const run = (command: string, ...args: string[]) => mizan(folder.path, 'methodology', command, '--values', 'values.csv', ...args);
const simulate = (...args: string[]) => run('simulate', '--draft', 'draft.json', '--against', 'now.json', ...args);

describe('mizan methodology simulate', () => {
  it('says who moves, between which bands, who gains and loses eligibility, and whom it concerns', async () => {
    const { code, out } = await simulate('--org-units', 'units.csv', '--postings', 'postings.csv', '--eligible-from', '50');
    expect(code).toBe(0);
    expect(out).toContain('Draft schools 2 against schools 1 in force, figures of 2023, 5 org units');
    expect(out).toContain('1 gain it, 1 lose it, 2 keep it, 1 have it neither way\n  gain: b\n  lose: a');
    expect(out).toMatch(/\n {2}a +52\.0 +41\.2 +−10\.8 +2 +4 +−2 +high → low\n/);
    expect(out).toContain('By sex of the post-holder (recorded for 2 of 5)');
    expect(out).toContain('By league: not recorded for any of 5 org units');
    expect(out).not.toMatch(/^ +e /m);
  });
  it('gives the same as one JSON document', async () => {
    const { out } = await simulate('--json', '--period', '2022');
    expect(JSON.parse(out)).toMatchObject({ period: '2022', orgUnits: 4, transitions: { high: { high: 2, low: 1 }, low: { high: 1 } }, eligibility: { stated: false } });
  });
  it('moves nobody where the draft is what is in force', async () => {
    const { out } = await run('simulate', '--draft', 'now.json', '--against', 'now.json');
    expect(out).toContain('Nobody moves');
  });
  it('names the bands there are where another is asked for, and the periods there are', async () => {
    expect(await simulate('--eligible-bands', 'best')).toMatchObject({ code: 2, out: '', err: 'No methodology here has the band best. The bands are: low, high.\n' });
    expect((await simulate('--period', '1999')).err).toBe('The values file has no figure of period 1999. Its periods are: 2022, 2023.\n');
  });
});

describe('mizan methodology uncertainty', () => {
  it('sends the result on the line to a person and says which figure would change it', async () => {
    const { code, out } = await run('uncertainty', '--methodology', 'now.json', '--draws', '1000');
    expect(code).toBe(0);
    expect(out).toContain('Drawn: 2 weights, each evenly within 25 % of the stated one; 8 of 9 figures by their standard errors');
    expect(out).toContain('a person must look (2 of 5): a, c');
    expect(out).toContain('numbers 50 → 48.89 (−1.11): low');
  });
  it('gives the same twice, and another with another seed', async () => {
    const [first, again, other] = await Promise.all(['1', '1', '2'].map((seed) => run('uncertainty', '--methodology', 'now.json', '--draws', '500', '--seed', seed, '--json')));
    expect(again!.out).toBe(first!.out);
    expect(other!.out).not.toBe(first!.out);
  });
  it('refuses in words what it cannot draw over', async () => {
    const { code, out, err } = await run('uncertainty', '--methodology', 'formula.json');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('The score is `twice`, a step `formula`, over which nothing can be drawn. Scores are not affected');
  });
  it('refuses a number of draws that makes no sense', async () => expect((await run('uncertainty', '--methodology', 'now.json', '--draws', '5')).err).toContain('ask for a whole number from 100 to 1000000'));
});

describe('mizan methodology back-test', () => {
  it('finds that periods with the same figures agree, and that nothing is noise', async () => {
    const { out } = await run('back-test', '--methodology', 'now.json', '--top', '2');
    expect(out).toMatch(/2022 to 2023 +4 +1\.000 +1\.000 +0 +0 +0 of 2/);
    expect(out).toContain('At most 0 % of the differences');
  });
  it('needs two periods', async () => expect((await run('back-test', '--methodology', 'now.json', '--periods', '2023')).err).toContain('a back-test needs two'));
});
