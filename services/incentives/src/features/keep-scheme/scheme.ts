import { failingExamples } from '@mizan/incentive-rules';
import { IncentiveScheme, Refusal, schemePublished, schemeRegistered } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { canonicalBytes, canonicalText, sha256, toHex } from '@mizan/verifiable-log';
import { type Query, within } from '../../query.ts';

interface SchemeRow {
  schemeSha256: string;
  schemeId: string;
  version: string;
  document: string;
  registeredBy: string;
  publishedBy: string | null;
}

export async function schemeRows(sql: Query): Promise<SchemeRow[]> {
  return sql<SchemeRow[]>`
    SELECT scheme_sha256 AS "schemeSha256", scheme_id AS "schemeId", version, document, registered_by AS "registeredBy", published_by AS "publishedBy" FROM scheme ORDER BY scheme_id, version, scheme_sha256`;
}

/** @throws Refusal scheme-not-found */
export async function findScheme(sql: Query, hash: string): Promise<SchemeRow> {
  const row = (await schemeRows(sql)).find(({ schemeSha256 }) => schemeSha256 === hash);
  if (!row) throw new Refusal('scheme-not-found', `No incentive scheme has the hash ${hash}.`);
  return row;
}

export const documentOf = ({ document }: SchemeRow) => IncentiveScheme.parse(JSON.parse(document));

export function headOf({ document, publishedBy, ...row }: SchemeRow) {
  const { title } = JSON.parse(document) as { title: Record<string, string> };
  return { schemeId: row.schemeId, version: row.version, schemeSha256: row.schemeSha256, title, registeredBy: row.registeredBy, ...(publishedBy === null ? { status: 'registered' } : { status: 'published', publishedBy }) };
}

/** Registers a scheme document; the same document again gives the same answer. */
export async function registerScheme(tx: Tx, by: string, document: Record<string, unknown>) {
  const parsed = IncentiveScheme.safeParse(document);
  if (!parsed.success) throw new Refusal('scheme-invalid', `This is not an incentive scheme: ${parsed.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`).join('; ')}`);
  const failing = failingExamples(parsed.data);
  if (failing.length) throw new Refusal('scheme-invalid', `Its own examples do not come out: ${failing.join('; ')}.`);
  const text = canonicalText(document);
  const schemeSha256 = toHex(sha256(canonicalBytes(document)));
  const { id: schemeId, version } = parsed.data;
  const added = await tx.sql`INSERT INTO scheme (scheme_sha256, scheme_id, version, document, registered_by) VALUES (${schemeSha256}, ${schemeId}, ${version}, ${text}, ${by}) ON CONFLICT DO NOTHING RETURNING 1`;
  if (added.length) record(tx, schemeRegistered, { subject: `scheme/${schemeSha256}`, data: { schemeId, version, schemeSha256, registeredBy: by } });
  return headOf(await findScheme(within(tx), schemeSha256));
}

/** Publishes a scheme. @throws Refusal same-person when the one who registered it tries */
export async function publishScheme(tx: Tx, by: string, schemeSha256: string) {
  const row = await findScheme(within(tx), schemeSha256);
  if (row.publishedBy !== null) return headOf(row);
  if (row.registeredBy === by) throw new Refusal('same-person', 'You registered this scheme. Another person must publish it.');
  await tx.sql`UPDATE scheme SET published_by = ${by} WHERE scheme_sha256 = ${schemeSha256} AND published_by IS NULL`;
  record(tx, schemePublished, { subject: `scheme/${schemeSha256}`, data: { schemeId: row.schemeId, version: row.version, schemeSha256, publishedBy: by } });
  return headOf({ ...row, publishedBy: by });
}
