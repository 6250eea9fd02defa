import { type Database } from '@mizan/db';
import { attributesOf } from '../import-file/kinds.ts';

/** The current rows of a kind of reference file, by key. */
export async function currentRows(db: Pick<Database, 'sql'>, kind: string): Promise<{ key: string; submissionId: string; line: number; fields: Record<string, string> }[]> {
  return db.sql<{ key: string; submissionId: string; line: number; fields: Record<string, string> }[]>`
    SELECT key, submission_id AS "submissionId", line, fields FROM current_reference WHERE kind = ${kind} ORDER BY key COLLATE "C"`;
}

/** The lines that changed what is known of one key of a kind, newest first. */
export async function referenceLines(db: Pick<Database, 'sql'>, { kind, key }: { kind: string; key: string }) {
  return db.sql<{ submissionId: string; line: number }[]>`
    SELECT submission_id AS "submissionId", line FROM reference_row WHERE kind = ${kind} AND key = ${key} ORDER BY seq DESC`;
}

export async function orgUnits(db: Pick<Database, 'sql'>) {
  return (await currentRows(db, 'org-units')).map(({ fields: f }) => ({ code: f['code'] ?? '', name: f['name'] ?? '', level: f['level'] ?? '', parentCode: f['parent_code'] ?? '', validFrom: f['valid_from'] ?? '', validTo: f['valid_to'] ?? '', attributes: attributesOf('org-units', f) }));
}

export async function indicators(db: Pick<Database, 'sql'>) {
  return (await currentRows(db, 'indicators')).map(({ fields: f }) => ({ code: f['code'] ?? '', name: f['name'] ?? '', domain: f['domain'] ?? '', unit: f['unit'] ?? '', direction: f['direction'] ?? '', description: f['description'] ?? '', sources: f['sources'] || 'one' }));
}

/** Postings with their post. @param personId - of one person alone, when given */
export async function postings(db: Pick<Database, 'sql'>, personId?: string) {
  const posts = new Map((await currentRows(db, 'posts')).map(({ key, fields }) => [key, fields]));
  return (await currentRows(db, 'postings'))
    .map(({ key, fields: f }) => {
      const post = posts.get(f['post'] ?? '');
      return { postingId: key, personId: f['person'] ?? '', personName: f['person_name'] ?? '', postId: f['post'] ?? '', postTitle: post?.['title'] ?? '', orgUnit: post?.['org_unit'] ?? '', from: f['from'] ?? '', to: f['to'] ?? '', attributes: attributesOf('postings', f) };
    })
    .filter((posting) => personId === undefined || posting.personId === personId);
}

/** Absences from posts, each with the org unit of the post; one that was taken back is none. */
export async function absences(db: Pick<Database, 'sql'>) {
  const posts = new Map((await currentRows(db, 'posts')).map(({ key, fields }) => [key, fields]));
  const rows = (await currentRows(db, 'absences')).filter(({ fields }) => fields['cause'] !== 'in-post');
  return rows.map(({ key, fields: f }) => ({ absenceId: key, personId: f['person'] ?? '', postId: f['post'] ?? '', orgUnit: posts.get(f['post'] ?? '')?.['org_unit'] ?? '', from: f['from'] ?? '', to: f['to'] ?? '', cause: f['cause'] ?? '' }));
}

/** On which days figures were observed; one of which that is not recorded any more is not there. */
export async function observedDays(db: Pick<Database, 'sql'>) {
  const rows = (await currentRows(db, 'observed-days')).filter(({ fields }) => fields['observed_from'] !== '');
  return rows.map(({ fields: f }) => ({ orgUnit: f['org_unit'] ?? '', indicator: f['indicator'] ?? '', period: f['period'] ?? '', from: f['observed_from'] ?? '', to: f['observed_to'] ?? '' }));
}

/** Figures on the days posts were taken over; one that is not recorded any more is not there. */
export async function takeOvers(db: Pick<Database, 'sql'>) {
  const rows = (await currentRows(db, 'take-overs')).filter(({ fields }) => fields['value'] !== '');
  return rows.map(({ fields: f }) => ({ orgUnit: f['org_unit'] ?? '', indicator: f['indicator'] ?? '', day: f['day'] ?? '', value: f['value'] ?? '' }));
}

export async function publishedFigures(db: Pick<Database, 'sql'>) {
  return (await currentRows(db, 'published-figures')).map(({ submissionId, line, fields: f }) => ({ figure: f['figure'] ?? '', orgUnit: f['org_unit'] ?? '', period: f['period'] ?? '', value: f['value'] ?? '', submissionId, line }));
}

export async function submissions(db: Pick<Database, 'sql'>) {
  return db.sql<Record<string, unknown>[]>`
    SELECT submission_id AS "submissionId", kind, name, 'accepted' AS status, file_sha256 AS "fileSha256", size::float8 AS size, rows, created, updated, unchanged, 0 AS faulty,
           to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt", received_by AS "receivedBy"
    FROM submission ORDER BY received_at DESC, submission_id`;
}
