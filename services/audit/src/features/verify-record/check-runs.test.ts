import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { managerScoreComputed, runCompleted } from '@mizan/contracts';
import { type ManagerScoreData, peopleRootOf, scoresRootOf } from '@mizan/score-run';
import { startTestDatabase } from '@mizan/testkit';
import { canonicalText } from '@mizan/verifiable-log';
import { insertLeaves, readLeaf } from '../follow-logs/leaves.ts';
import { createRunCheck } from './check-runs.ts';

const people = (runId: string) => ['p-1', 'p-2', 'p-3'].map((personId) => ({ runId, personId, score: '50.0' }) as unknown as ManagerScoreData);
const completed = (runId: string) => ({ runId, orgUnits: 0, scoresRoot: scoresRootOf([]), people: 3, peopleRoot: peopleRootOf(people(runId)) });
const leaf = (type: string, subject: string, data: object) => canonicalText({ type, subject, data });
const run = (runId: string, kept = people(runId)) => [...kept.map((data) => leaf(managerScoreComputed.type, `${runId}/person/${data.personId}`, data)), leaf(runCompleted.type, runId, completed(runId))];
let database: Awaited<ReturnType<typeof startTestDatabase>>;

beforeAll(async () => {
  database = await startTestDatabase('audit', fileURLToPath(new URL('../../../migrations', import.meta.url)));
}, 60_000);
afterAll(() => database?.stop());

it('finds the run whose score of a person is not in the log, names its leaf in every verification from then on, and reads no leaf twice', async () => {
  const leaves = [...run('whole'), ...run('lacking', people('lacking').slice(1))].map((text, index) => readLeaf('scoring', index, text));
  const check = createRunCheck();
  const found: unknown[] = [];
  for (const size of [2, 4, 4, leaves.length, leaves.length]) {
    await insertLeaves(database.db, leaves.slice(0, size));
    found.push([...(await check(database.db, size))]);
  }
  const fault = { log: 'scoring', check: 'run', index: leaves.length - 1, text: expect.stringContaining('the run lacking was completed with 3 scores of people, and the log has 2') };
  expect(found).toEqual([[], [], [], [fault], [fault]]);
});
