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

/** Org units whose parent is neither in the file nor known. */
export async function orphans(sql: TransactionSql): Promise<{ line: number; parent: string }[]> {
  return sql<{ line: number; parent: string }[]>`
    SELECT line, fields ->> 'parent_code' AS parent FROM stage WHERE fields ->> 'parent_code' <> ''
      AND NOT EXISTS (SELECT 1 FROM stage AS p WHERE p.key = stage.fields ->> 'parent_code')
      AND NOT EXISTS (SELECT 1 FROM current_reference AS c WHERE c.kind = 'org-units' AND c.key = stage.fields ->> 'parent_code') ORDER BY line`;
}

/** Indicators whose figures would be kept apart by source otherwise than those that are there. */
export async function changedSources(sql: TransactionSql): Promise<{ line: number; now: string; before: string }[]> {
  return sql<{ line: number; now: string; before: string }[]>`
    SELECT line, now, before FROM (
      SELECT s.line, s.key, coalesce(nullif(s.fields ->> 'sources', ''), 'one') AS now, coalesce(nullif(c.fields ->> 'sources', ''), 'one') AS before
      FROM stage AS s JOIN current_reference AS c ON c.kind = 'indicators' AND c.key = s.key WHERE s.fields ? 'sources') AS t
    WHERE now <> before AND EXISTS (SELECT 1 FROM observation AS o WHERE o.indicator = t.key) ORDER BY line`;
}
