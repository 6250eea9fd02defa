import { methodologyPublished, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { and, eq, isNull } from 'drizzle-orm';
import { findMethodology, headOf } from '../../methodologies.ts';
import { methodology } from '../../tables.ts';

/** Publishes a registered methodology version; it is immutable from here on. @throws Refusal same-person */
export async function publishMethodology(tx: Tx, methodologySha256: string, publishedBy: string) {
  const found = await findMethodology(tx, methodologySha256);
  if (found.publishedBy !== null) return headOf(found);
  if (found.registeredBy === publishedBy) throw new Refusal('same-person', 'You registered this methodology; another person must publish it.');
  const [published] = await tx.orm
    .update(methodology)
    .set({ publishedBy, publishedAt: new Date() })
    .where(and(eq(methodology.methodologySha256, methodologySha256), isNull(methodology.publishedBy)))
    .returning();
  if (!published) return headOf(await findMethodology(tx, methodologySha256));
  record(tx, methodologyPublished, { subject: methodologySha256, data: publishedData(published, publishedBy) });
  return headOf(published);
}

export const publishedData = ({ methodologyId, version, methodologySha256 }: typeof methodology.$inferSelect, publishedBy: string) => ({
  methodologyId,
  version,
  methodologySha256,
  publishedBy,
});
