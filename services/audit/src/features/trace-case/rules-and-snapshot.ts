import { type DataOf, methodologyPublished, readObject, type scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { frozenValues } from './snapshot-values.ts';
import { type Tracing } from './tracing.ts';

/** What a score was made by and from, each with its leaf. @throws Refusal trace-not-found where one of the two was never logged */
export async function rulesAndSnapshot(tracing: Tracing, id: string, { methodologySha256, snapshotId }: Pick<DataOf<typeof scoreComputed>, 'methodologySha256' | 'snapshotId'>) {
  const [methodologyLeaf, snapshotLeaf] = await Promise.all([
    lastLeafWhere(tracing.db, methodologyPublished.type, 'methodologySha256', methodologySha256),
    lastLeafWhere(tracing.db, snapshotFrozen.type, 'snapshotId', snapshotId),
  ]);
  if (!methodologyLeaf || !snapshotLeaf) throw notFound(id);
  const { methodologyId, version, publishedBy } = methodologyPublished.data.parse(methodologyLeaf.event.data);
  const frozen = snapshotFrozen.data.parse(snapshotLeaf.event.data);
  const [values, rules] = await Promise.all([frozenValues(tracing.producers, frozen), tracing.producers.ask('scoring', readObject, { params: { sha256: methodologySha256 } })]);
  const { periods } = JSON.parse(new TextDecoder().decode(rules)) as { periods?: Record<string, string> };
  return {
    frozen,
    snapshotLeaf,
    values,
    periods,
    view: {
      methodology: { methodologySha256, methodologyId, version, publishedBy, leaf: await tracing.leafRef(methodologyLeaf) },
      snapshot: { snapshotId, leaf: await tracing.leafRef(snapshotLeaf), valuesRoot: frozen.valuesRoot, valuesProved: values.proved },
    },
  };
}
export type RulesAndSnapshot = Awaited<ReturnType<typeof rulesAndSnapshot>>;
