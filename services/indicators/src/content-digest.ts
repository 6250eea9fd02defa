import { createHash } from 'node:crypto';
import { type ISql } from 'postgres';
import { canonicalText } from '@mizan/verifiable-log';

type Query = ISql & (<T extends readonly (object | undefined)[]>(strings: TemplateStringsArray, ...values: never[]) => Promise<T>);

/** SHA-256 over the stored rows of a submission in line order, one canonical JSON line each; read by pages, in flat memory. */
export async function contentDigest(sql: unknown, submissionId: string): Promise<string> {
  const query = sql as Query;
  const hash = createHash('sha256');
  const id = submissionId as never;
  const pageSize = 5000;
  for (let after = 0; ; ) {
    const rows = await query<Record<string, string | number>[]>`
      SELECT line, indicator, org_unit, period, status, value, numerator, denominator, n, schools_sampled, source
      FROM observation WHERE submission_id = ${id} AND line > ${after as never} ORDER BY line LIMIT ${pageSize as never}`;
    for (const row of rows) hash.update(`${canonicalText(row)}\n`);
    if (rows.length < pageSize) break;
    after = Number(rows.at(-1)?.['line']);
  }
  const rows = await query<Record<string, unknown>[]>`SELECT line, part, kind, key, fields FROM reference_row WHERE submission_id = ${id} ORDER BY line, part`;
  for (const row of rows) hash.update(`${canonicalText(row)}\n`);
  return hash.digest('hex');
}
