import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { openObjects } from '../../objects.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

let database: TestDatabase;
async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
const send = (kind: ImportReport['kind'], text: string) =>
  importFile({ db: database.db, objects: openObjects(join(database.dataDir, 'objects')), imports: new RunningImports(), importId: 'one', limits: { bytes: 1e6, rows: 1000 }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind, name: 'file.csv', chunks: whole(text) });
const headers = { 'observed-days': 'org_unit,indicator,period,observed_from,observed_to', 'take-overs': 'org_unit,indicator,day,value' } as const;

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  await send('org-units', 'code,name,level,parent_code\nd1,One,district,\n');
  await send('indicators', 'code,name,unit,direction\nreading,Reading,percent,higher\n');
}, 60_000);
afterAll(() => database.stop());

describe('a row of days of observation or of a value at take-over', () => {
  it.each<[keyof typeof headers, string, string]>([
    ['observed-days', 'd9,reading,2023,2023-03-01,', 'org_unit: the code of an org unit that has been imported'],
    ['observed-days', 'd1,maths,2023,2023-03-01,', 'indicator: the code of an indicator that has been imported'],
    ['observed-days', 'd1,reading,2023,2023-02-30,', 'observed_from: a day such as 2023-03-01, or nothing where the days are not recorded any more'],
    ['observed-days', 'd1,reading,2023,2023-03-01,2023-03-01', 'observed_to: a day after observed_from'],
    ['observed-days', 'd1,reading,2023,,2023-03-01', 'observed_from: a day, for observed_to has one'],
    ['take-overs', 'd1,reading,,50', 'day: the day of the take-over, such as 2023-07-01'],
    ['take-overs', 'd1,reading,2023-07-01,"50,5"', 'value: a number such as 61.8, with a point and without commas or spaces, or nothing where it is not recorded any more'],
    ['take-overs', 'd9,reading,2023-07-01,50', 'org_unit: the code of an org unit that has been imported'],
  ])('of %s that says %s is refused in words, and nothing is stored', async (kind, row, expected) => {
    const refusal: unknown = await send(kind, `${headers[kind]}\n${row}\n`).catch((error: unknown) => error);
    expect((refusal as { details: { report: ImportReport } }).details.report.faults.map((fault) => `${fault.column}: ${fault.expected}`)).toContain(expected);
    expect(await database.db.sql`SELECT 1 FROM reference_row WHERE kind = ${kind}`).toHaveLength(0);
  });

  it('is known by where, what and when: again with another figure it is changed, the same again adds nothing', async () => {
    const one = (value: string) => send('take-overs', `${headers['take-overs']}\nd1,reading,2023-07-01,${value}\n`);
    expect(await one('50')).toMatchObject({ created: 1 });
    expect(await one('51')).toMatchObject({ updated: 1 });
    expect(await one('51')).toMatchObject({ status: 'unchanged' });
  });
});
