import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { openObjects } from '../../objects.ts';
import { freezeCycle } from '../freeze-cycle/freeze-cycle.ts';
import { openCycle } from '../open-cycle/open-cycle.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

let database: TestDatabase;
let folder: string;
const actor = { service: 'indicators', deployment: 'test', onBehalf: 'steward' };
async function* whole(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}
const send = (kind: ImportReport['kind'], text: string) => importFile({ db: database.db, objects: openObjects(folder), imports: new RunningImports(), importId: 'one', limits: { bytes: 10_000_000, rows: 100_000 }, actor, kind, name: 'file.csv', chunks: whole(Buffer.from(text)) });
const postings = (...rows: string[]) => send('postings', `posting,person,post,from,to\n${rows.join('\n')}\n`);
const absences = (...rows: string[]) => send('absences', `absence,person,post,from,to,cause\n${rows.join('\n')}\n`);
const faults = async (work: Promise<unknown>) => {
  const refusal = await work.catch((error: unknown) => error as { details?: { report: ImportReport } });
  return (refusal as { details?: { report: ImportReport } }).details?.report.faults.map(({ row, column, expected }) => `${row} ${column}: ${expected}`);
};
const frozenPostings = async () => {
  const { postingsSha256 } = await transact(database.db, actor, (tx) => freezeCycle(tx, openObjects(folder), '2023', { methodologySha256: '0'.repeat(64), reason: 'the postings changed' }));
  return Buffer.from((await openObjects(folder).read(postingsSha256))!).toString('utf8');
};

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  folder = join(database.dataDir, 'objects');
  await send('org-units', readFileSync(join('demonstration', 'data', 'org_units.csv'), 'utf8'));
  await send('posts', 'post,title,org_unit\nQ,Manager,PK-BA-QUETTA\nA,Manager,PK-PB-ATTOCK\n');
  await send('absence-causes', 'cause,name\nmaternity-leave,Maternity leave\ntraining,Training\n');
  await postings('q1,p1,Q,2020-01-01,');
  await transact(database.db, actor, (tx) => openCycle(tx, { cycleId: '2023', title: { en: '2023' }, start: '2023-01-01', end: '2023-12-31', level: 'district', periods: {} }));
});
afterAll(() => database.stop());

it('without absences the frozen postings are written as ever', async () => expect(await frozenPostings()).toBe('posting,person,post,org_unit,from,to\nq1,p1,Q,PK-BA-QUETTA,2020-01-01,\n'));

describe('a steward\'s mistake is one line for its row and changes nothing', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['two people in one post', () => postings('q2,p2,Q,2023-06-01,'), "2 from: a day in Q that nobody else holds: on 2023-06-01 it is p1's by the posting q1; end that one first, or import the absence of one of the two"],
    ['one person twice in one post', () => postings('q2,p1,Q,2023-06-01,'), "2 from: a day in Q that nobody else holds: on 2023-06-01 it is p1's by the posting q1; end that one first, or import the absence of one of the two"],
    ['an unknown post', () => absences('x,p1,NOWHERE,2023-02-01,2023-03-01,training'), '2 post: the code of a post that has been imported'],
    ['an end before its beginning', () => absences('x,p1,Q,2023-03-01,2023-02-01,training'), '2 to: a day after from'],
    ['a day that no calendar has', () => absences('x,p1,Q,2023-02-30,2023-03-01,training'), '2 from: a day such as 2023-07-01'],
    ['an unknown cause', () => absences('x,p1,Q,2023-02-01,2023-03-01,fishing'), '2 cause: the code of a cause of absence that has been imported'],
    ['an absence from a post she does not hold', () => absences('x,p1,A,2023-02-01,2023-03-01,training'), '2 from: days on which p1 holds the post A: she does not on 2023-02-01'],
    ['an absence that began before the posting', () => absences('x,p1,Q,2019-12-01,2020-02-01,training'), '2 from: days on which p1 holds the post Q: she does not on 2019-12-01'],
  ])('%s', async (_what, work, expected) => {
    expect(await faults(work())).toEqual([expected]);
    expect((await database.db.sql`SELECT 1 FROM current_reference WHERE kind IN ('postings', 'absences')`).length).toBe(1);
  });
});

describe('an absence', () => {
  it('lets somebody else hold the post meanwhile, is frozen beside the postings, and is mended or taken back by its code', async () => {
    expect(await absences('x,p1,Q,2023-03-01,2023-07-01,maternity-leave')).toMatchObject({ status: 'accepted', created: 1 });
    expect(await faults(absences('y,p1,Q,2023-06-01,2023-08-01,training'))).toEqual(['2 from: days of no other absence: x covers 2023-06-01 already']);
    expect(await faults(postings('q2,p2,Q,2023-03-01,2023-08-01'))).toEqual([expect.stringContaining("on 2023-07-01 it is p1's")]);
    expect(await postings('q2,p2,Q,2023-03-01,2023-07-01')).toMatchObject({ status: 'accepted' });
    expect(await frozenPostings()).toBe('posting,person,post,org_unit,from,to,cause\nq1,p1,Q,PK-BA-QUETTA,2020-01-01,,\nq2,p2,Q,PK-BA-QUETTA,2023-03-01,2023-07-01,\nx,p1,Q,PK-BA-QUETTA,2023-03-01,2023-07-01,maternity-leave\n');
    expect(await absences('x,p1,Q,2023-02-15,2023-07-01,maternity-leave')).toMatchObject({ status: 'accepted', updated: 1 });
    await absences('x,p1,Q,2023-02-15,2023-07-01,in-post');
    expect(await frozenPostings()).not.toContain('cause');
  });
});
