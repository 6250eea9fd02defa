import { type TransactionSql } from 'postgres';
import { type Fields } from './kinds.ts';

export interface StagedRow {
  readonly line: number;
  readonly key: string;
  readonly fields: Fields;
}

/** A table of this transaction alone in which the rows of a file wait until all of them are known to be good. */
export async function createStage(sql: TransactionSql): Promise<void> {
  await sql`CREATE TEMPORARY TABLE stage (line integer NOT NULL, key text NOT NULL, fields jsonb NOT NULL) ON COMMIT DROP`;
}

export async function fillStage(sql: TransactionSql, rows: readonly StagedRow[]): Promise<void> {
  if (!rows.length) return;
  await sql`
    INSERT INTO stage (line, key, fields)
    SELECT line::integer, key, fields::jsonb
    FROM unnest(${rows.map(({ line }) => String(line))}::text[], ${rows.map(({ key }) => key)}::text[], ${rows.map(({ fields }) => JSON.stringify(fields))}::text[]) AS t(line, key, fields)`;
}

/** Lines whose key stands in an earlier line of the same file. */
export async function doubledLines(sql: TransactionSql): Promise<{ line: number; first: number; key: string }[]> {
  return sql<{ line: number; first: number; key: string }[]>`
    SELECT line, first, key FROM (SELECT line, key, min(line) OVER (PARTITION BY key) AS first FROM stage) AS t WHERE line > first ORDER BY line`;
}
