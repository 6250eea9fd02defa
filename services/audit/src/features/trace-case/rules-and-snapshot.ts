import { type DataOf, methodologyPublished, readObject, type scoreComputed, snapshotFrozen } from '@mizan/contracts';
import { openSnapshot, openSnapshotOf, readMethodology, readsOtherLevels, ValuesError } from '@mizan/scoring-engine';
import { sha256, toHex } from '@mizan/verifiable-log';
import { lastLeafWhere } from './locate.ts';
import { notFound } from './not-found.ts';
import { type FrozenValues, frozenValues } from './snapshot-values.ts';
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
  const document = JSON.parse(new TextDecoder().decode(rules)) as { periods?: Record<string, string> };
  return {
    frozen,
    snapshotLeaf,
    values,
    periods: document.periods,
    reopened: reopen(tracing, { document, proved: toHex(sha256(rules)) === methodologySha256 }, frozen, values),
    view: {
      methodology: { methodologySha256, methodologyId, version, publishedBy, leaf: await tracing.leafRef(methodologyLeaf) },
      snapshot: { snapshotId, leaf: await tracing.leafRef(snapshotLeaf), valuesRoot: frozen.valuesRoot, valuesProved: values.proved },
    },
  };
}

/**
 * The snapshot as the run opened it for an org unit, to see again what its score read of other org units; nothing of a methodology that reads none, and not opened where its files
 * were changed beyond reading. Of a values file that is the frozen one only the lines are read that the score rests on.
 */
function reopen({ producers }: Tracing, rules: { readonly document: unknown; readonly proved: boolean }, { orgUnitsSha256, cycleId, start, level }: DataOf<typeof snapshotFrozen>, values: FrozenValues) {
  const methodology = once(() => readMethodology(rules.document));
  const orgUnits = once(async () => producers.ask('indicators', readObject, { params: { sha256: orgUnitsSha256 } }));
  return async (orgUnit: string) => {
    if (!readsOtherLevels(methodology())) return undefined;
    const bytes = await orgUnits();
    const proved = rules.proved && values.proved && toHex(sha256(bytes)) === orgUnitsSha256;
    try {
      const files = { values: values.text, orgUnits: new TextDecoder().decode(bytes), cycleId, start, level };
      return { methodology: methodology(), opened: proved ? openSnapshotOf(methodology(), files, [orgUnit]) : openSnapshot(methodology(), files), proved };
    } catch (error) {
      if (error instanceof ValuesError) return { methodology: methodology(), opened: undefined, proved: false };
      throw error;
    }
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export type RulesAndSnapshot = Awaited<ReturnType<typeof rulesAndSnapshot>>;
