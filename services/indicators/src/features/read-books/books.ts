import { createHash } from 'node:crypto';
import { cycleAmended, cycleOpened, type DataOf, type snapshotFrozen as frozen, snapshotFrozen, submissionAccepted, valueCorrected } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { LeafRoot, toHex } from '@mizan/verifiable-log';
import { contentDigest } from '../../content-digest.ts';
import { type Objects } from '../../objects.ts';
import { reasonDigest, withoutEmpty } from '../correct-value/correct-value.ts';
import { whyDigest } from '../freeze-cycle/freeze-cycle.ts';
import { records } from '../import-file/records.ts';
import { type CycleFigures, withOthers } from '../open-cycle/open-cycle.ts';
import { type Sparingly } from './sparingly.ts';
import { type createStrangeObservations } from './strange-observations.ts';

interface Row {
  type: string;
  subject: string;
  data: Record<string, unknown>;
}

/** What is remembered from one reading to the next. */
export interface Reading {
  readonly sparingly: Sparingly;
  readonly strangeObservations: ReturnType<typeof createStrangeObservations>;
}

/** Everything the tables and the stored files of this service say now, in the shape of the events. */
export async function books(db: Database, objects: Objects, { sparingly, strangeObservations }: Reading): Promise<Row[]> {
  return [...(await submissionRows(db, objects, sparingly)), ...(await strangeRows(db, strangeObservations)), ...(await correctionRows(db)), ...(await cycleRows(db)), ...(await snapshotRows(db))];
}

async function submissionRows(db: Database, objects: Objects, sparingly: Sparingly): Promise<Row[]> {
  const rows = await db.sql<{ submissionId: string; submissionNo: number; fileSha256: string; [column: string]: unknown }[]>`
    SELECT submission_id AS "submissionId", submission_no AS "submissionNo", kind, file_sha256 AS "fileSha256", size::float8 AS size, line_count AS "lineCount", lines_root AS "linesRoot", rows, created, updated, unchanged
    FROM submission ORDER BY received_at, submission_id`;
  return Promise.all(
    rows.map(async ({ submissionNo, ...row }) => ({
      type: submissionAccepted.type,
      subject: `submission/${row.submissionId}`,
      data: { ...row, ...(await sparingly(row.submissionId, Number(row['rows']), () => reread(db, objects, { ...row, submissionNo }))) },
    })),
  );
}

async function reread(db: Database, objects: Objects, { fileSha256, ...submission }: { submissionId: string; submissionNo: number; fileSha256: string }) {
  return { ...(await rehash(objects, fileSha256)), contentDigest: await contentDigest(db.sql, submission) };
}

/** The hash and the tree of the stored file as it is now; a file that is gone has neither. */
async function rehash(objects: Objects, sha256: string): Promise<{ fileSha256: string; linesRoot: string }> {
  const hash = createHash('sha256');
  const lines = new LeafRoot();
  try {
    for await (const batch of records(objects.stream(sha256))) {
      for (const { bytes } of batch) {
        hash.update(bytes);
        lines.append(bytes);
      }
    }
  } catch {
    return { fileSha256: 'missing', linesRoot: 'missing' };
  }
  return { fileSha256: hash.digest('hex'), linesRoot: toHex(lines.root()) };
}

/** Nothing that was logged says what these rows say, and so they are found. */
async function strangeRows(db: Database, strangeObservations: Reading['strangeObservations']): Promise<Row[]> {
  return (await strangeObservations(db)).map(({ submission, observations }) => ({ type: submissionAccepted.type, subject: `submission/${submission}`, data: { submission, observations } }));
}

async function correctionRows(db: Database): Promise<Row[]> {
  const rows = await db.sql<Record<string, string>[]>`
    SELECT correction_id AS "correctionId", org_unit AS "orgUnit", indicator, period, subgroup, of_source AS "ofSource", status, value, numerator, denominator, n, standard_error AS "standardError", as_published AS "asPublished", submission_id AS "submissionId", line, reason, source FROM correction ORDER BY seq`;
  return rows.map(({ subgroup = '', ofSource = '', value = '', numerator = '', denominator = '', n = '', standardError = '', reason, source, ...row }) => ({
    type: valueCorrected.type,
    subject: `value/${row['orgUnit']}/${row['indicator']}/${row['period']}`,
    data: { ...row, ...withoutEmpty({ subgroup, ofSource, value, numerator, denominator, n, standardError }), reasonDigest: reasonDigest(reason ?? '', source ?? '') },
  }));
}

async function cycleRows(db: Database): Promise<Row[]> {
  const opened = await db.sql<(CycleFigures & { cycleId: string })[]>`SELECT cycle_id AS "cycleId", start_day::text AS start, end_day::text AS end, level, periods, other_periods AS "otherPeriods", other_levels AS "otherLevels" FROM cycle ORDER BY cycle_id`;
  const amended = await db.sql<(CycleFigures & { cycleId: string })[]>`SELECT cycle_id AS "cycleId", periods, other_periods AS "otherPeriods", other_levels AS "otherLevels" FROM cycle_amendment ORDER BY seq`;
  const row = (type: string) => (one: CycleFigures & { cycleId: string }): Row => ({ type, subject: `cycle/${one.cycleId}`, data: { ...withOthers(one) } });
  return [...opened.map(row(cycleOpened.type)), ...amended.map(row(cycleAmended.type))];
}

async function snapshotRows(db: Database): Promise<Row[]> {
  const rows = await db.sql<{ data: string; reason: string | null }[]>`SELECT data, reason FROM snapshot ORDER BY seq`;
  return rows.map(({ data: text, reason }) => {
    const data = JSON.parse(text) as DataOf<typeof frozen>;
    return { type: snapshotFrozen.type, subject: `snapshot/${data.snapshotId}`, data: { ...data, ...(reason === null ? {} : { reasonDigest: whyDigest(reason) }) } };
  });
}
