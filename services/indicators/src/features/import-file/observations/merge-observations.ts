import { type TransactionSql } from 'postgres';
import { type Merged } from '../merge.ts';
import { columnNames, keyColumns } from './columns.ts';
import { keyText, twice } from '../doubled-row.ts';
import { type Checked } from './observation-rows.ts';
import { type FaultList } from '../report.ts';

const keys = keyColumns.join(', ');
const said = columnNames.filter((name) => !(keyColumns as readonly string[]).includes(name));
const columns = (alias: string) => columnNames.map((name) => `${alias}.${name}`).join(', ');

/** What is new in the stage: how many rows, and which lines where it is not all of them. */
export interface News extends Merged {
  readonly all: boolean;
}

/** Whether anything is known of these periods. Estimates for tables that have just been filled are wrong, so plans that would be quadratic, or compiled for nothing, are ruled out for what follows. */
export async function anyKnown(sql: TransactionSql, { periods }: Checked): Promise<boolean> {
  await sql`SET LOCAL enable_nestloop = off`;
  await sql`SET LOCAL jit = off`;
  await sql`SET LOCAL work_mem = '128MB'`;
  const [found] = await sql.unsafe<{ any: boolean }[]>(`SELECT EXISTS (SELECT FROM observation ${within(periods)}) AS any`, given(periods));
  return found?.any === true;
}

const within = (periods: Checked['periods']) => (periods ? 'WHERE period = ANY ($1::text[])' : '');
const given = (periods: Checked['periods']) => (periods ? [[...periods]] : []);

/** Whether this very file was imported before and nothing was said of its periods since: then every row of it is known as it stands. */
export async function saidLast(sql: TransactionSql, { sha256 }: { sha256: string }, { periods }: Checked): Promise<boolean> {
  const [found] = await sql.unsafe<{ said: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM (SELECT max(submission_no) AS no FROM submission WHERE kind = 'observations' AND file_sha256 = $1) AS before
       WHERE no IS NOT NULL AND NOT EXISTS (SELECT FROM observation ${periods ? 'WHERE period = ANY ($2::text[]) AND' : 'WHERE'} submission_no > no)) AS said`,
    [sha256, ...given(periods)],
  );
  return found?.said === true;
}

/** A table of this transaction alone, for the rows of a file that must be compared. */
export async function createObservationStage(sql: TransactionSql): Promise<void> {
  await sql.unsafe(`CREATE TEMPORARY TABLE stage (line integer NOT NULL, ${columnNames.map((name) => `${name} text COLLATE "C" NOT NULL`).join(', ')}) ON COMMIT DROP`);
}

/** Rows of the stage that stand twice become faults. */
export async function findTwice(sql: TransactionSql, faults: FaultList): Promise<void> {
  const doubled = sql.unsafe<{ line: number; first: number; key: string }[]>(
    `SELECT line, first, json_build_array(${keys})::text AS key FROM (SELECT *, min(line) OVER (PARTITION BY ${keys}) AS first FROM stage) AS t WHERE line > first ORDER BY line`,
  );
  for await (const rows of doubled.cursor(1000)) for (const { line, first, key } of rows) faults.of(line, '(row)', twice(first), () => keyText(JSON.parse(key) as string[]));
}

/** Finds the staged observations that say something new, as a set. */
export async function findNews(sql: TransactionSql, { rows, periods }: Checked, known: boolean): Promise<News> {
  if (!known) return { created: rows, updated: 0, all: true };
  await sql.unsafe(`
    CREATE TEMPORARY TABLE news (line integer NOT NULL, known boolean NOT NULL) ON COMMIT DROP`);
  await sql.unsafe(
    `INSERT INTO news
     SELECT s.line, o.line IS NOT NULL FROM stage AS s
     LEFT JOIN (SELECT * FROM current_observation ${within(periods)}) AS o USING (${keys})
     WHERE o.line IS NULL OR (${said.map((name) => `s.${name}`).join(', ')}) IS DISTINCT FROM (${said.map((name) => `o.${name}`).join(', ')})`,
    given(periods),
  );
  const [counts] = await sql<{ created: string; updated: string }[]>`SELECT count(*) FILTER (WHERE NOT known)::text AS created, count(*) FILTER (WHERE known)::text AS updated FROM news`;
  const [created, updated] = [Number(counts?.created), Number(counts?.updated)];
  return { created, updated, all: created + updated === rows };
}

/** The numbers of the lines that are new, as a question; lines of a file of two million rows fit a quarter of a megabyte. */
export async function newLines(sql: TransactionSql, { all }: News, lineCount: number): Promise<(line: number) => boolean> {
  if (all) return () => true;
  const bits = new Uint8Array((lineCount >> 3) + 2);
  for await (const rows of sql<{ line: number }[]>`SELECT line FROM news`.cursor(5000)) for (const { line } of rows) bits[line >> 3]! |= 1 << (line & 7);
  return (line) => (bits[line >> 3]! & (1 << (line & 7))) !== 0;
}

/** Stores what is new, in the order of its index. */
export async function storeNews(sql: TransactionSql, submissionNo: number, { inOrder }: Checked, { all }: News): Promise<void> {
  await sql.unsafe(
    `INSERT INTO observation (submission_no, line, ${columnNames.join(', ')})
     SELECT $1::integer, s.line, ${columns('s')} FROM stage AS s ${all ? '' : 'JOIN news USING (line)'} ${all && inOrder ? '' : `ORDER BY ${keys}`}`,
    [submissionNo],
  );
}
