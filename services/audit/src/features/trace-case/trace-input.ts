import { listValues, valueCorrected } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type Producers } from '../../producers.ts';
import { leafRef } from './leaf-ref.ts';
import { lastLeafWhere } from './locate.ts';
import { type FrozenValue } from './snapshot-values.ts';
import { traceLine } from './trace-line.ts';
import { type UsedValue } from './used-values.ts';

/** One frozen figure down to the exact bytes of the line it came from, proved against the submission's leaf. */
export async function traceInput(db: Database, producers: Producers, orgUnit: string, { figure, frozen }: UsedValue, snapshotProved: boolean) {
  const submission = await traceLine(db, producers, frozen.submission, frozen.line);
  const correction = await traceCorrection(db, producers, orgUnit, frozen);
  const proved = snapshotProved && submission?.proved !== false && correction?.leaf.proved !== false;
  return {
    figure,
    indicator: frozen.indicator,
    period: frozen.measuredPeriod,
    status: frozen.status,
    value: frozen.value,
    proved,
    ...(submission ? { submission: submission.view } : {}),
    ...(correction ? { correction } : {}),
  };
}

async function traceCorrection(db: Database, producers: Producers, orgUnit: string, { correction, indicator, measuredPeriod }: FrozenValue) {
  const leaf = correction ? await lastLeafWhere(db, valueCorrected.type, 'correctionId', correction) : undefined;
  if (!leaf) return undefined;
  const { values } = await producers.ask('indicators', listValues, { query: { orgUnit, indicator, period: measuredPeriod } });
  const { asPublished } = valueCorrected.data.parse(leaf.event.data);
  return { correctionId: correction, leaf: await leafRef(db, leaf), reason: values.find(({ correctionId }) => correctionId === correction)?.reason ?? '', asPublished };
}
