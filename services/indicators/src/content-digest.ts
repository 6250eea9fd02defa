import { createHash } from 'node:crypto';
import { type Database } from '@mizan/db';
import { canonicalText } from '@mizan/verifiable-log';

/** SHA-256 over the stored rows of a submission in line order, one canonical JSON line each; read by pages, in flat memory. */
export async function contentDigest(query: Database['sql'], submissionId: string): Promise<string> {
  const hash = createHash('sha256');
  const pageSize = 5000;
  for (let after = 0; ; ) {
    const rows = await query<Record<string, string | number>[]>`
      SELECT line, indicator, org_unit, period, status, value, numerator, denominator, n, schools_sampled, source, subgroup, standard_error
      FROM observation WHERE submission_id = ${submissionId} AND line > ${after} ORDER BY line LIMIT ${pageSize}`;
    for (const row of rows) hash.update(`${canonicalText(withoutEmpty(row))}\n`);
    if (rows.length < pageSize) break;
    after = Number(rows.at(-1)?.['line']);
  }
  const rows = await query<Record<string, unknown>[]>`SELECT line, part, kind, key, fields FROM reference_row WHERE submission_id = ${submissionId} ORDER BY line, part`;
  for (const row of rows) hash.update(`${canonicalText(row)}\n`);
  return hash.digest('hex');
}

/** Columns that came later are in the digest only where they say something, so that what was logged before still agrees. */
function withoutEmpty({ subgroup, standard_error: standardError, ...row }: Record<string, string | number>): Record<string, string | number> {
  return { ...row, ...(subgroup ? { subgroup } : {}), ...(standardError ? { standard_error: standardError } : {}) };
}
