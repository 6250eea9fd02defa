import { type TransactionSql } from 'postgres';

export interface Merged {
  readonly created: number;
  readonly updated: number;
}

const said = 'status, value, numerator, denominator, n, schools_sampled, source, standard_error';
const columns = `indicator, org_unit, period, subgroup, ${said}`;
const key = 'period, indicator, org_unit, subgroup';
const of = (table: string) => said.split(', ').map((column) => `${table}.${column}`).join(', ');

/** Stores the observations that say something new; a row that says what is known already adds nothing. */
export async function mergeObservations(sql: TransactionSql, submissionId: string): Promise<Merged> {
  await sql`ANALYZE stage`;
  await sql.unsafe(`
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT s.*, o.submission_id IS NOT NULL AS known
    FROM (SELECT line, f.indicator, f.org_unit, f.period, coalesce(nullif(f.status, ''), 'present') AS status, coalesce(f.value, '') AS value,
                 coalesce(f.numerator, '') AS numerator, coalesce(f.denominator, '') AS denominator, coalesce(nullif(f.n, ''), f.denominator, '') AS n,
                 coalesce(f.schools_sampled, '') AS schools_sampled, coalesce(f.source, '') AS source,
                 coalesce(f.subgroup, '') AS subgroup, coalesce(f.standard_error, '') AS standard_error, CASE WHEN several IS NULL THEN '' ELSE f.source END AS apart
          FROM stage CROSS JOIN jsonb_to_record(fields) AS f(indicator text, org_unit text, period text, status text, value text, numerator text, denominator text, n text, schools_sampled text, source text, subgroup text, standard_error text)
          LEFT JOIN (SELECT r.key AS several FROM current_reference AS r WHERE r.kind = 'indicators' AND r.fields ->> 'sources' = 'several') AS a ON several = f.indicator) AS s
    LEFT JOIN current_observation AS c ON (c.period, c.indicator, c.org_unit, c.subgroup, c.source) = (s.period, s.indicator, s.org_unit, s.subgroup, s.apart)
    LEFT JOIN observation AS o ON o.submission_id = c.submission_id AND o.line = c.line
    WHERE o.submission_id IS NULL
       OR (${of('s')}) IS DISTINCT FROM (${of('o')})`);
  const [counts] = await sql<{ created: string; updated: string }[]>`SELECT count(*) FILTER (WHERE NOT known)::text AS created, count(*) FILTER (WHERE known)::text AS updated FROM incoming`;
  await sql.unsafe(`INSERT INTO observation (submission_id, line, ${columns}) SELECT $1::text, line, ${columns} FROM incoming ORDER BY ${key}, apart`, [submissionId]);
  await sql.unsafe(
    `INSERT INTO current_observation (${key}, source, submission_id, line)
     SELECT ${key}, apart, $1::text, line FROM incoming ORDER BY ${key}, apart
     ON CONFLICT (${key}, source) DO UPDATE SET submission_id = excluded.submission_id, line = excluded.line`,
    [submissionId],
  );
  return { created: Number(counts?.created ?? 0), updated: Number(counts?.updated ?? 0) };
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
