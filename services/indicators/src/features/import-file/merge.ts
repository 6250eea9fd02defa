import { type TransactionSql } from 'postgres';

export interface Merged {
  readonly created: number;
  readonly updated: number;
}

const columns = 'indicator, org_unit, period, status, value, numerator, denominator, n, schools_sampled, source';

/** Stores the observations that say something new; a row that says what is known already adds nothing. */
export async function mergeObservations(sql: TransactionSql, submissionId: string): Promise<Merged> {
  await sql`ANALYZE stage`;
  await sql.unsafe(`
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT s.*, o.submission_id IS NOT NULL AS known
    FROM (SELECT line, f.indicator, f.org_unit, f.period, coalesce(nullif(f.status, ''), 'present') AS status, coalesce(f.value, '') AS value,
                 coalesce(f.numerator, '') AS numerator, coalesce(f.denominator, '') AS denominator, coalesce(nullif(f.n, ''), f.denominator, '') AS n,
                 coalesce(f.schools_sampled, '') AS schools_sampled, coalesce(f.source, '') AS source
          FROM stage, jsonb_to_record(fields) AS f(indicator text, org_unit text, period text, status text, value text, numerator text, denominator text, n text, schools_sampled text, source text)) AS s
    LEFT JOIN current_observation AS c USING (period, indicator, org_unit)
    LEFT JOIN observation AS o ON o.submission_id = c.submission_id AND o.line = c.line
    WHERE o.submission_id IS NULL
       OR (s.status, s.value, s.numerator, s.denominator, s.n, s.schools_sampled, s.source) IS DISTINCT FROM (o.status, o.value, o.numerator, o.denominator, o.n, o.schools_sampled, o.source)`);
  const [counts] = await sql<{ created: string; updated: string }[]>`SELECT count(*) FILTER (WHERE NOT known)::text AS created, count(*) FILTER (WHERE known)::text AS updated FROM incoming`;
  await sql.unsafe(`INSERT INTO observation (submission_id, line, ${columns}) SELECT $1::text, line, ${columns} FROM incoming ORDER BY period, indicator, org_unit`, [submissionId]);
  await sql.unsafe(
    `INSERT INTO current_observation (period, indicator, org_unit, submission_id, line)
     SELECT period, indicator, org_unit, $1::text, line FROM incoming ORDER BY period, indicator, org_unit
     ON CONFLICT (period, indicator, org_unit) DO UPDATE SET submission_id = excluded.submission_id, line = excluded.line`,
    [submissionId],
  );
  return { created: Number(counts?.created ?? 0), updated: Number(counts?.updated ?? 0) };
}

/** Stores rows of org units, indicators, posts and postings that say something new. */
export async function mergeReference(sql: TransactionSql, submissionId: string, kind: string): Promise<Merged> {
  const rows = await sql<{ known: boolean }[]>`
    WITH incoming AS (
      SELECT s.line, s.key, s.fields, c.key IS NOT NULL AS known FROM stage AS s LEFT JOIN current_reference AS c ON c.kind = ${kind} AND c.key = s.key
      WHERE c.key IS NULL OR c.fields IS DISTINCT FROM s.fields),
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
