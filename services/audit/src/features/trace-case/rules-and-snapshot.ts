import { type DataOf, methodologyPublished, readObject, type scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type Producers } from '../../producers.ts';
import { leafRef } from './leaf-ref.ts';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { frozenValues } from './snapshot-values.ts';

/** What a score was made by and from, each with its leaf. @throws Refusal trace-not-found where one of the two was never logged */
export async function rulesAndSnapshot(db: Database, producers: Producers, id: string, { methodologySha256, snapshotId }: Pick<DataOf<typeof scoreComputed>, 'methodologySha256' | 'snapshotId'>) {
  const [methodologyLeaf, snapshotLeaf] = await Promise.all([
    lastLeafWhere(db, methodologyPublished.type, 'methodologySha256', methodologySha256),
    lastLeafWhere(db, snapshotFrozen.type, 'snapshotId', snapshotId),
  ]);
  if (!methodologyLeaf || !snapshotLeaf) throw notFound(id);
  const { methodologyId, version, publishedBy } = methodologyPublished.data.parse(methodologyLeaf.event.data);
  const frozen = snapshotFrozen.data.parse(snapshotLeaf.event.data);
  const [values, rules] = await Promise.all([frozenValues(producers, frozen), producers.ask('scoring', readObject, { params: { sha256: methodologySha256 } })]);
  const { periods } = JSON.parse(new TextDecoder().decode(rules)) as { periods?: Record<string, string> };
  return {
    frozen,
    snapshotLeaf,
    values,
    periods,
    view: {
      methodology: { methodologySha256, methodologyId, version, publishedBy, leaf: await leafRef(db, methodologyLeaf) },
      snapshot: { snapshotId, leaf: await leafRef(db, snapshotLeaf), valuesRoot: frozen.valuesRoot, valuesProved: values.proved },
    },
  };
}
export type RulesAndSnapshot = Awaited<ReturnType<typeof rulesAndSnapshot>>;
