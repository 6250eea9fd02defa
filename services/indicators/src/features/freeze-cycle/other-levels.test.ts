import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { openObjects } from '../../objects.ts';
import { correctValue } from '../correct-value/correct-value.ts';
import { importFile } from '../import-file/import-file.ts';
import { RunningImports } from '../import-file/running-imports.ts';
import { amendCycle, type Cycle, openCycle } from '../open-cycle/open-cycle.ts';
import { freezeCycle } from './freeze-cycle.ts';
import { freezeWarnings } from './warnings.ts';

const actor = { service: 'indicators', deployment: 'test', onBehalf: 'steward' };
let database: TestDatabase;
const objects = () => openObjects(join(database.dataDir, 'objects'));
async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
const send = (kind: ImportReport['kind'], text: string) => importFile({ db: database.db, objects: objects(), imports: new RunningImports(), importId: 'one', limits: { bytes: 1e6, rows: 1000 }, actor, kind, name: 'file.csv', chunks: whole(text) });
const cycle = (cycleId: string, otherLevels?: string[]): Cycle => ({ cycleId, title: { en: cycleId }, start: '2030-01-01', end: '2030-12-31', level: 'district', periods: { present: '2030', reading: '2030' }, ...(otherLevels ? { otherLevels } : {}) });
const open = (...asked: Parameters<typeof cycle>) => transact(database.db, actor, (tx) => openCycle(tx, cycle(...asked)));
const pooled = { id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { present: {}, reading: {} }, nodes: { total: { step: 'pool', of: 'present', from: 'school' } }, score: { of: 'total' } };
const frozen = (cycleId: string) => transact(database.db, actor, (tx) => freezeCycle(tx, objects(), cycleId, { methodologySha256: toHex(sha256(canonicalBytes(pooled))), reason: 'again' }));
async function lines(cycleId: string): Promise<string[]> {
  const [, ...rows] = new TextDecoder().decode(await objects().read((await frozen(cycleId)).valuesSha256)).trimEnd().split('\n');
  return rows.map((row) => row.split(',')).map(([unit, indicator, , value, , , , status]) => [unit, indicator, value, status].join(' '));
}

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  // Invented schools and figures.
  await send('org-units', 'code,name,level,parent_code,valid_from,valid_to\nd1,One,district,,,\nd2,Two,district,,,\ns1,First,school,d1,,\ns2,Second,school,d1,,\ns3,Closed before,school,d2,,2029-01-01\n');
  await send('indicators', 'code,name,unit,direction\npresent,Present,number,higher\nreading,Reading,percent,higher\n');
  await send('observations', 'indicator,org_unit,period,value\nreading,d1,2030,50\npresent,s1,2030,30\npresent,s3,2030,7\npresent,s2,2029,9\n');
}, 60_000);
afterAll(() => database.stop());

describe('a cycle of districts that names schools beside them', () => {
  it('freezes after the districts each school there is, also one that says nothing, and only what schools have', async () => {
    await open('pooled', ['school']);
    expect(await lines('pooled')).toEqual(['d1 present  not-submitted', 'd1 reading 50 present', 'd2 present  not-submitted', 'd2 reading  not-submitted', 's1 present 30 present', 's2 present  not-submitted']);
  });

  it('has a school\'s figure corrected in the next snapshot', async () => {
    const before = await frozen('pooled');
    await transact(database.db, actor, (tx) => correctValue(tx, 'steward', { indicator: 'present', orgUnit: 's1', period: '2030', status: 'present', value: '28', reason: 'Counted twice', source: 'Letter 3' }));
    expect(await lines('pooled')).toContain('s1 present 28 present');
    expect((await frozen('pooled')).supersedes).toBe(before.snapshotId);
  });

  it('names them later, for the next freeze', async () => {
    await open('later');
    const before = await lines('later');
    await transact(database.db, actor, (tx) => amendCycle(tx, 'later', { periods: { present: '2030', reading: '2030' }, otherLevels: ['school'] }, 'officer'));
    expect(await lines('later')).toEqual([...before, 's1 present 28 present', 's2 present  not-submitted']);
  });

  it('names no level twice, and its own not at all', async () => {
    await expect(open('twice', ['school', 'school'])).rejects.toMatchObject({ code: 'level-named-twice', message: expect.stringContaining('school stands twice') });
    await expect(open('own', ['district'])).rejects.toMatchObject({ code: 'level-named-twice' });
  });
});

describe('a cycle that names no other level', () => {
  it('has none of their figures, whatever was imported, and its methodology is said to lack them', async () => {
    await open('plain');
    expect(await lines('plain')).toEqual(['d1 present  not-submitted', 'd1 reading 50 present', 'd2 present  not-submitted', 'd2 reading  not-submitted']);
    expect(await freezeWarnings(objects(), await frozen('plain'), pooled)).toEqual([expect.stringMatching(/^The figure of present of each school is not in the snapshot.* name school under "otherLevels" of the cycle/)]);
    expect(await freezeWarnings(objects(), await frozen('pooled'), pooled)).toEqual([]);
  });

  it('is frozen of a level of which nobody has a figure as if it did not name it, and that is said', async () => {
    await open('nobody', ['tehsil']);
    expect(await lines('nobody')).toEqual(await lines('plain'));
    const byTehsil = { ...pooled, nodes: { total: { ...pooled.nodes.total, from: 'tehsil' } } };
    const snapshot = await transact(database.db, actor, (tx) => freezeCycle(tx, objects(), 'nobody', { methodologySha256: toHex(sha256(canonicalBytes(byTehsil))), reason: 'another methodology' }));
    expect((await freezeWarnings(objects(), snapshot, byTehsil))[0]).toMatch(/^No org unit of the level tehsil stands below one of the level district/);
  });
});
