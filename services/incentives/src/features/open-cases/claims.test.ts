import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { takeManagerScore, takeRun, takeScore } from '../take-scores/take-scores.ts';
import { claimsOf } from './claims.ts';

let database: TestDatabase;
const hash = 'a'.repeat(64);
const of = { cycleId: '2023', snapshotId: 'snap-1', snapshotDigest: hash, methodologySha256: hash, derivationSha256: hash };
const within = async <T>(work: (tx: Parameters<Parameters<typeof transact>[2]>[0]) => Promise<T>) => transact(database.db, { service: 'incentives', deployment: 'test' }, work);
const claims = (scoreOf: 'org-unit' | 'manager', runId: string) => within((tx) => claimsOf(tx, { scoreOf }, '2023', runId));
const complete = (runId: string, people?: number) => within((tx) => takeRun(tx, { ...of, runId, orgUnits: 1, scored: 1, notScorable: 0, scoresRoot: hash, ...(people === undefined ? {} : { people, peopleRoot: hash }) }));
const scoreAttock = (runId: string) => within((tx) => takeScore(tx, { ...of, scoreId: `${runId}/attock`, runId, orgUnit: 'attock', status: 'scored', score: '61.8', reasons: [], completeness: '100.0' }));
const scoreAnn = (runId: string) => within((tx) => takeManagerScore(tx, { ...of, managerScoreId: `${runId}/person/ann`, runId, personId: 'ann', status: 'scored', score: '58.2', reasons: [], orgUnits: ['attock'], days: 300 }));

beforeAll(async () => {
  database = await startTestDatabase('incentives', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  const { sql } = database.db;
  await sql`INSERT INTO taken_snapshot (snapshot_id, cycle_id, start_day, end_day) VALUES ('snap-1', '2023', '2023-01-01', '2023-12-31')`;
  await sql`INSERT INTO taken_posting (snapshot_id, posting_id, person_id, org_unit, from_day, to_day) VALUES ('snap-1', 'p-1', 'ann', 'attock', '2023-01-01', '')`;
});
afterAll(() => database.stop());

describe('a scheme that reads the manager\'s own score', () => {
  it('waits until every score of a person has arrived, for a missing score must not look like none', async () => {
    await scoreAttock('run-1');
    await complete('run-1', 1);
    await expect(claims('manager', 'run-1')).rejects.toMatchObject({ code: 'run-not-arrived' });
    expect(await claims('org-unit', 'run-1')).toMatchObject([{ score: { score: '61.8' }, managerScore: undefined }]);
    await scoreAnn('run-1');
    expect(await claims('manager', 'run-1')).toMatchObject([{ posting: { postingId: 'p-1' }, score: { completeness: '100.0' }, managerScore: { scoreId: 'run-1/person/ann', score: '58.2' } }]);
  });

  it('is refused in a sentence on a run that scored no people', async () => {
    await scoreAttock('run-2');
    await complete('run-2');
    await expect(claims('manager', 'run-2')).rejects.toMatchObject({ code: 'run-without-people', message: expect.stringContaining('a methodology with an attribution') });
  });
});
