import { methodologyRegistered, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { canonicalBytes } from '@mizan/verifiable-log';
import { and, eq } from 'drizzle-orm';
import { headOf, type MethodologyRow } from '../../methodologies.ts';
import { keepObjects } from '../../objects.ts';
import { methodology } from '../../tables.ts';
import { examineMethodology } from './examine-methodology.ts';

/** Registers a methodology document under the hash of its canonical bytes. The same document again gives the same answer. */
export async function registerMethodology(tx: Tx, document: Record<string, unknown>, registeredBy: string) {
  const { id: methodologyId, version, title } = examineMethodology(document);
  const [methodologySha256 = ''] = await keepObjects(tx.sql, [canonicalBytes(document)]);
  const [registered] = await tx.orm.insert(methodology).values({ methodologySha256, methodologyId, version, title, registeredBy }).onConflictDoNothing().returning();
  if (!registered) return headOf(await theSame(tx, { methodologySha256, methodologyId, version }));
  record(tx, methodologyRegistered, { subject: methodologySha256, data: registeredData(registered) });
  return headOf(registered);
}

async function theSame(tx: Tx, { methodologySha256, methodologyId, version }: Pick<MethodologyRow, 'methodologySha256' | 'methodologyId' | 'version'>): Promise<MethodologyRow> {
  const [row] = await tx.orm.select().from(methodology).where(and(eq(methodology.methodologyId, methodologyId), eq(methodology.version, version)));
  if (row?.methodologySha256 === methodologySha256) return row;
  throw new Refusal('methodology-invalid', `${methodologyId} ${version} is already registered with another content: give this one a new version.`);
}

export const registeredData = ({ methodologyId, version, methodologySha256, registeredBy }: MethodologyRow) => ({ methodologyId, version, methodologySha256, registeredBy });
