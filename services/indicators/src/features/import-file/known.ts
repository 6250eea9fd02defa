import { type ISql } from 'postgres';
import { type Known } from './kinds.ts';

/** The codes imported so far. */
export async function readKnown(sql: ISql): Promise<Known> {
  const rows = await sql<{ kind: string; key: string; sources: string | null }[]>`SELECT kind, key, fields ->> 'sources' AS sources FROM current_reference WHERE kind IN ('org-units', 'indicators', 'posts', 'absence-causes')`;
  const codes = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ key }) => key));
  return { orgUnits: codes('org-units'), indicators: codes('indicators'), posts: codes('posts'), causes: codes('absence-causes'), apart: new Set(rows.filter(({ kind, sources }) => kind === 'indicators' && sources === 'several').map(({ key }) => key)) };
}
