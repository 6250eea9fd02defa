import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attributionExample, attributionTable, attributionValues } from '@mizan/scoring-engine/attribution/reference-example.ts';
import { aFolder, type Folder, mizan } from '../run.fixture.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('m.json', JSON.stringify(attributionExample));
  await folder.write('without.json', JSON.stringify({ ...attributionExample, attribution: undefined }));
  await folder.write('v.csv', attributionValues);
  await folder.write('a.csv', attributionTable);
  await folder.write('clash.csv', `${attributionTable}P9,DEO-D1,D1,2023-12-01,,\n`);
});
afterAll(() => folder.remove());
const people = (attributions: string, ...more: string[]) => mizan(folder.path, 'engine', 'score', '--methodology', 'm.json', '--values', 'v.csv', '--attributions', attributions, ...more);
const cycle = ['--cycle', '2023-01-01..2023-12-31'];

describe('engine score with a unit-of-attribution table', () => {
  it('gives a line for each person, one without a score among them, as the reference page says', async () => expect(await people('a.csv', ...cycle)).toEqual({ code: 0, err: expect.stringMatching(/^1 of 2 not scorable; --json has every reason:\n {2}1 because \d+ days of service were found and \d+ are needed.* \(first: P2 2023\)\n$/), out: 'person,period,score,band,status\nP1,2023,67.4,,scored\nP2,2023,,,not-scorable\n' }));
  it('gives every step with --json', async () => {
    const [first] = (await people('a.csv', ...cycle, '--json')).out.trim().split('\n').map((line) => JSON.parse(line) as object);
    expect(first).toMatchObject({ person: 'P1', exact: '10245/152', derivation: { neutralDays: { are: 'left-out', counted: '67' }, orgUnits: [{ share: '73/152' }, { share: '79/152' }] } });
  });
  it('refuses a table that contradicts itself, names the row, and prints no score', async () => expect(await people('clash.csv', ...cycle)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('row 6: P9 and P2 (row 5) are both in the post DEO-D1 on 2023-12-01') }));
  it.each<[string, () => ReturnType<typeof mizan>, RegExp]>([
    ['without the days of the cycle', () => people('a.csv'), /--cycle 2023-01-01\.\.2023-12-31/],
    ['with a table that is not there', () => people('nowhere.csv', ...cycle), /nowhere\.csv cannot be read/],
    ['by a methodology that has no attribution', () => mizan(folder.path, 'engine', 'score', '--methodology', 'without.json', '--values', 'v.csv', '--attributions', 'a.csv', ...cycle), /no attribution/],
  ])('ends with 2 and a sentence %s', async (_how, work, text) => expect(await work()).toMatchObject({ code: 2, out: '', err: expect.stringMatching(text) }));
});
