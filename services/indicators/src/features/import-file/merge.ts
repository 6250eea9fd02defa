import { type TransactionSql } from 'postgres';

export interface Merged {
  readonly created: number;
  readonly updated: number;
}

/** Of two imports of the same rows the second is to find them known; it waits here until the first has committed. */
export async function oneMergeAtATime(sql: TransactionSql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('merge of an import', 0))`;
}

/** Stores rows of org units, indicators, posts and postings that say something new; what a file has no column for stays as it was. */
export async function mergeReference(sql: TransactionSql, submissionId: string, kind: string): Promise<Merged> {
  const rows = await sql<{ known: boolean }[]>`
    WITH incoming AS (
      SELECT s.line, s.key, coalesce(c.fields, '{}') || s.fields AS fields, c.key IS NOT NULL AS known FROM stage AS s LEFT JOIN current_reference AS c ON c.kind = ${kind} AND c.key = s.key
      WHERE c.key IS NULL OR c.fields IS DISTINCT FROM c.fields || s.fields),
    stored AS (INSERT INTO reference_row (kind, key, submission_id, line, part, fields) SELECT ${kind}, key, ${submissionId}, line, 0, fields FROM incoming ORDER BY line)
    SELECT known FROM incoming`;
  return count(rows);
}

/** Stores published figures, one for each column beside org unit and period. */
export async function mergeFigures(sql: TransactionSql, submissionId: string): Promise<Merged> {
  const rows = await sql<{ known: boolean }[]>`
    WITH figures AS (
      SELECT s.line, f.ordinality::integer AS part, s.key || f.key AS key,
             jsonb_build_object('org_unit', s.fields ->> 'org_unit', 'period', s.fields ->> 'period', 'figure', f.key, 'value', f.value) AS fields
      FROM stage AS s, jsonb_each_text(s.fields) WITH ORDINALITY AS f(key, value, ordinality)
      WHERE f.key NOT IN ('org_unit', 'period') AND f.value <> ''),
    incoming AS (
      SELECT n.*, c.key IS NOT NULL AS known FROM figures AS n LEFT JOIN current_reference AS c ON c.kind = 'published-figures' AND c.key = n.key
      WHERE c.key IS NULL OR c.fields IS DISTINCT FROM n.fields),
    stored AS (INSERT INTO reference_row (kind, key, submission_id, line, part, fields) SELECT 'published-figures', key, ${submissionId}, line, part, fields FROM incoming ORDER BY line, part)
    SELECT known FROM incoming`;
  return count(rows);
}

function count(rows: readonly { known: boolean }[]): Merged {
  const updated = rows.filter(({ known }) => known).length;
  return { created: rows.length - updated, updated };
}
