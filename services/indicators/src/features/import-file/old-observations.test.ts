import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { migrate } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { canonicalText } from '@mizan/verifiable-log';
import { contentDigest } from '../../content-digest.ts';
import { listValues } from '../list-values/values.ts';
import { createStrangeObservations } from '../read-books/strange-observations.ts';

const folder = fileURLToPath(new URL('../../../migrations', import.meta.url));
let database: TestDatabase;
let superuser: Sql;
let old: string;

/** What was logged of the rows before they were known by their key; the columns that came later where they say something. */
function digestOf(rows: readonly Record<string, string | number>[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${canonicalText(row)}\n`);
  return hash.digest('hex');
}
const row = (line: number, indicator: string, value: string, more: Record<string, string> = {}) => ({ line, indicator, org_unit: 'd1', period: '2020', status: 'present', value, numerator: '', denominator: '', n: '', schools_sampled: '', source: 'a survey', ...more });
const files = {
  first: [row(2, 'reading', '50'), row(3, 'reading', '40', { subgroup: 'girls' }), row(4, 'attendance', '60', { source: 'census' }), row(5, 'attendance', '70', { source: 'monitor', standard_error: '2' })],
  second: [row(2, 'reading', '51'), row(3, 'attendance', '71', { source: 'monitor' })],
};

beforeAll(async () => {
  old = await mkdtemp(join(tmpdir(), 'mizan-migrations-'));
  await cp(folder, old, { recursive: true, filter: (path) => !path.includes('003-') });
  database = await startTestDatabase('indicators', old);
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined, connection: { search_path: 'indicators' } });
  await superuser`INSERT INTO submission (submission_id, kind, name, file_sha256, size, line_count, lines_root, rows, created, updated, unchanged, received_by) VALUES ('indicators', 'indicators', '', '', 0, 0, '', 1, 1, 0, 0, '')`;
  await superuser`INSERT INTO reference_row (kind, key, submission_id, line, part, fields) VALUES ('indicators', 'attendance', 'indicators', 2, 0, '{"sources": "several"}')`;
  // The clock was set back between the two: their order is that of their rows.
  for (const [name, at, created, updated] of [['first', '2026-02-02', 4, 0], ['second', '2026-01-01', 0, 2]] as const) {
    await superuser.begin(async (tx) => {
      await tx`INSERT INTO submission (submission_id, kind, name, file_sha256, size, line_count, lines_root, rows, created, updated, unchanged, received_at, received_by) VALUES (${name}, 'observations', '', ${name}, 0, 0, '', ${created + updated}, ${created}, ${updated}, 0, ${at}, '')`;
      for (const observation of files[name]) await tx`INSERT INTO observation ${tx({ submission_id: name, ...observation })}`;
    });
  }
  await superuser`INSERT INTO correction (correction_id, indicator, org_unit, period, status, value, as_published, submission_id, line, reason, source, corrected_by) VALUES ('c', 'reading', 'd1', '2020', 'not-submitted', '', '51', 'second', 2, 'r', 's', 'x')`;
  await migrate({ ownerUrl: database.ownerUrl, schema: 'indicators', role: 'indicators', folder });
}, 60_000);
afterAll(async () => {
  await superuser.end();
  await database.stop();
  await rm(old, { recursive: true });
});

describe('observations of before they were known by their key', () => {
  it('say what they said: the newest of each, by subgroup and by source where the indicator has several, corrections applied', async () => {
    const values = await listValues(database.db, { limit: 100 });
    expect(values.map(({ indicator, subgroup, source, value, status, submissionId, line }) => [indicator, subgroup, source, value, status, submissionId, line])).toEqual([
      ['attendance', '', 'census', '60', 'present', 'first', 4],
      ['attendance', '', 'monitor', '71', 'present', 'second', 3],
      ['reading', '', 'a survey', '', 'not-submitted', 'second', 2],
      ['reading', 'girls', 'a survey', '40', 'present', 'first', 3],
    ]);
  });

  it('have the digests that were logged of them, and all belong to their submissions', async () => {
    const numbers = await database.db.sql<{ id: 'first' | 'second'; no: number }[]>`SELECT submission_id AS id, submission_no AS no FROM submission WHERE kind = 'observations' ORDER BY submission_no`;
    expect(numbers.map(({ id }) => id)).toEqual(['first', 'second']);
    for (const { id, no } of numbers) expect(await contentDigest(database.db.sql, { submissionId: id, submissionNo: no })).toBe(digestOf(files[id]));
    expect(await createStrangeObservations()(database.db)).toEqual([]);
  });

  it('have another digest when one is put under the key of another source', async () => {
    const [{ no } = { no: 0 }] = await database.db.sql<{ no: number }[]>`SELECT submission_no AS no FROM submission WHERE submission_id = 'first'`;
    await superuser.unsafe(`SET session_replication_role = replica; UPDATE observation SET of_source = 'elsewhere' WHERE source = 'census'`);
    expect(await contentDigest(database.db.sql, { submissionId: 'first', submissionNo: no })).not.toBe(digestOf(files.first));
  });

  it('are counted against their submissions: one too many, and one of no submission at all', async () => {
    for (const no of ['(SELECT submission_no FROM submission WHERE submission_id = \'first\')', '999999']) {
      await superuser.unsafe(`INSERT INTO observation SELECT (jsonb_populate_record(o, jsonb_build_object('submission_no', ${no}, 'period', '2099'))).* FROM observation AS o WHERE subgroup = 'girls' AND period = '2020'`);
    }
    expect(await createStrangeObservations()(database.db)).toEqual(expect.arrayContaining([{ submission: 'first', observations: 5 }, { submission: 'number 999999', observations: 1 }]));
  });
});
