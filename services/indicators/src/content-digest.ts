import { createHash } from 'node:crypto';
import { canonicalText } from '@mizan/verifiable-log';
import { digestColumns } from './features/import-file/observations/columns.ts';
import { type Query } from './query.ts';

type Row = Record<string, string | number | boolean>;
const later = digestColumns.filter((column) => column.later).map(({ name }) => name);
const keptApart = `indicator IN (SELECT key FROM current_reference WHERE kind = 'indicators' AND fields ->> 'sources' = 'several')`;

/** SHA-256 over the stored rows of a submission in line order, one canonical JSON line each; read by pages, in flat memory. */
export async function contentDigest(query: Query, { submissionId, submissionNo }: { submissionId: string; submissionNo: number }): Promise<string> {
  const hash = createHash('sha256');
  const rows = query.unsafe<Row[]>(
    `SELECT line, ${digestColumns.map(({ name }) => name).join(', ')}, of_source <> CASE WHEN ${keptApart} THEN source ELSE '' END AS misplaced
     FROM observation WHERE submission_no = $1::integer ORDER BY line`,
    [submissionNo],
  );
  for await (const page of rows.cursor(5000)) for (const row of page) hash.update(`${canonicalText(logged(row))}\n`);
  const references = await query<Record<string, unknown>[]>`SELECT line, part, kind, key, fields FROM reference_row WHERE submission_id = ${submissionId} ORDER BY line, part`;
  for (const row of references) hash.update(`${canonicalText(row)}\n`);
  return hash.digest('hex');
}

/** What was logged of a row: columns that came later only where they say something; and none stood under a key that is not its own. */
function logged({ misplaced, ...row }: Row): Row {
  for (const name of later) if (row[name] === '') delete row[name];
  return misplaced ? { ...row, misplaced } : row;
}
