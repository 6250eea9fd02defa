import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { openObjects } from '../../objects.ts';
import { orgUnits, postings } from '../list-reference/reference.ts';
import { cursorOf, listValues } from '../list-values/values.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

let database: TestDatabase;
async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
const send = (kind: ImportReport['kind'], text: string) =>
  importFile({ db: database.db, objects: openObjects(join(database.dataDir, 'objects')), imports: new RunningImports(), importId: 'one', limits: { bytes: 1e6, rows: 1000 }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind, name: 'file.csv', chunks: whole(text) });
const faultsOf = async (kind: ImportReport['kind'], text: string) => {
  const refusal: unknown = await send(kind, text).catch((error: unknown) => error);
  return (refusal as { details: { report: ImportReport } }).details.report.faults.map(({ column, expected }) => [column, expected]);
};

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  await send('org-units', 'code,name,level,parent_code,remoteness,league\nd1,One,district,,hard,first\nd2,Two,district,,,second\n');
  await send('indicators', 'code,name,unit,direction,sources\nreading,Reading,percent,higher,\nattendance,Attendance,percent,higher,several\n');
  await send('posts', 'post,title,org_unit\np1,Manager,d1\n');
}, 60_000);
afterAll(() => database.stop());

const attributes = async () => Object.fromEntries((await orgUnits(database.db)).map(({ code, attributes: own }) => [code, own]));

describe('whatever else is recorded of org units and postings', () => {
  it('is kept under the name of its column', async () => expect(await attributes()).toEqual({ d1: { league: 'first', remoteness: 'hard' }, d2: { league: 'second', remoteness: '' } }));
  it('is changed by a later file, which leaves alone what it has no column for', async () => {
    expect(await send('org-units', 'code,name,level,parent_code,league\nd1,One,district,,second\nd2,Two,district,,second\n')).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await attributes()).toEqual({ d1: { league: 'second', remoteness: 'hard' }, d2: { league: 'second', remoteness: '' } });
    expect(await send('org-units', 'code,name,level,parent_code\nd1,One,district,\nd2,Two,district,\n')).toMatchObject({ status: 'unchanged' });
  });
  it('goes with a posting, but for the name of the person', async () => {
    await send('postings', 'posting,person,person_name,post,from,to,sex\n1,x,Demonstration person,p1,2023-01-01,,female\n');
    expect(await postings(database.db)).toMatchObject([{ postingId: '1', personName: 'Demonstration person', attributes: { sex: 'female' } }]);
  });
  it.each([
    ['org-units', 'code,name,level,parent_code,parent\nd1,One,district,,x\n'],
    ['postings', 'posting,person,post,from,to,org_unit\n1,x,p1,2023-01-01,,d2\n'],
  ] as const)('is not called by a name that the documents of %s give another meaning', (kind, text) => expect(send(kind, text)).rejects.toMatchObject({ code: 'wrong-columns' }));
  it('is the same word to the last space, or groups would fall apart unseen', async () => expect(await faultsOf('org-units', 'code,name,level,parent_code,league\nd1,One,district,,first \n')).toMatchObject([['league', expect.stringContaining('spaces at its ends')]]));
});

describe('figures of whom and by whom', () => {
  const header = 'indicator,org_unit,period,value,subgroup,source,standard_error\n';
  it('stand beside each other by subgroup, and by source where the indicator has several', async () => {
    expect(await send('observations', `${header}reading,d1,2023,50,,a survey,\nreading,d1,2023,40,girls,a survey,1.5\nattendance,d1,2023,60,,census,2\nattendance,d1,2023,70,,monitor,3\n`)).toMatchObject({ created: 4 });
    expect(await send('observations', `${header}reading,d1,2023,51,,another survey,\nreading,d1,2023,40,girls,a survey,1.5\nattendance,d1,2023,71,,monitor,3\n`)).toMatchObject({ created: 0, updated: 2, unchanged: 1 });
    const values = await listValues(database.db, { limit: 100 });
    expect(values.map(({ indicator, subgroup, source, value, standardError, keptApart }) => [indicator, subgroup, source, value, standardError, keptApart])).toEqual([
      ['attendance', '', 'census', '60', '2', true],
      ['attendance', '', 'monitor', '71', '3', true],
      ['reading', '', 'another survey', '51', '', false],
      ['reading', 'girls', 'a survey', '40', '1.5', false],
    ]);
  });
  it('are read page by page, none twice and none left out', async () => {
    const read: string[] = [];
    for (let after = ''; ; ) {
      const [one] = await listValues(database.db, { after, limit: 1 });
      if (!one) break;
      read.push(one.value);
      after = cursorOf(one);
    }
    expect(read).toEqual(['60', '71', '51', '40']);
  });
  it('stand once each in a file', async () => expect(await faultsOf('observations', `${header}reading,d2,2023,1,girls,,\nreading,d2,2023,2,girls,,\n`)).toEqual([['(row)', 'a row that does not stand already in line 2']]));
  it.each([
    ['a subgroup that no methodology could name', 'reading,d2,2023,1,"girls, rural",,\n', 'subgroup'],
    ['a subgroup with a space at its end', 'reading,d2,2023,1,girls ,,\n', 'subgroup'],
    ['a standard error below zero', 'reading,d2,2023,1,,,-1\n', 'standard_error'],
    ['no source where sources are kept apart', 'attendance,d2,2023,1,,,\n', 'source'],
  ])('are refused with %s', async (_what, row, column) => expect(await faultsOf('observations', header + row)).toMatchObject([[column, expect.any(String)]]));
});
