import { Refusal } from '@mizan/contracts';
import { readMethodology, type Methodology } from '@mizan/scoring-engine';
import { asc, eq } from 'drizzle-orm';
import { readObjectText } from './objects.ts';
import { methodology } from './tables.ts';
import { type Store } from './query.ts';

export type MethodologyRow = typeof methodology.$inferSelect;

/** @throws Refusal methodology-not-found */
export async function findMethodology({ orm }: Pick<Store, 'orm'>, methodologySha256: string): Promise<MethodologyRow> {
  const [row] = await orm.select().from(methodology).where(eq(methodology.methodologySha256, methodologySha256));
  if (!row) throw new Refusal('methodology-not-found', `No methodology has the hash ${methodologySha256}.`);
  return row;
}

export async function readDocument({ sql }: Pick<Store, 'sql'>, methodologySha256: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readObjectText(sql, methodologySha256)) as Record<string, unknown>;
}

export async function loadMethodology(store: Store, methodologySha256: string): Promise<Methodology> {
  await findMethodology(store, methodologySha256);
  return readMethodology(await readDocument(store, methodologySha256));
}

/** @throws Refusal methodology-not-found or methodology-not-published */
export async function loadPublished(store: Store, methodologySha256: string): Promise<Methodology> {
  const row = await findMethodology(store, methodologySha256);
  if (row.publishedBy === null) throw new Refusal('methodology-not-published', `${row.methodologyId} ${row.version} is registered; another person must publish it first.`);
  return readMethodology(await readDocument(store, methodologySha256));
}

export const headOf = ({ methodologyId, version, methodologySha256, title, registeredBy, publishedBy }: MethodologyRow) => ({
  methodologyId,
  version,
  methodologySha256,
  title,
  status: publishedBy === null ? ('registered' as const) : ('published' as const),
  registeredBy,
  ...(publishedBy === null ? {} : { publishedBy }),
});

export async function listMethodologies({ orm }: Pick<Store, 'orm'>): Promise<MethodologyRow[]> {
  return orm.select().from(methodology).orderBy(asc(methodology.methodologyId), asc(methodology.version));
}
