import { listValues, valueCorrected } from '@mizan/contracts';
import { lastLeafWhere } from './locate.ts';
import { type FrozenValue } from './snapshot-values.ts';
import { traceLine } from './trace-line.ts';
import { type Tracing } from './tracing.ts';
import { type UsedValue } from './used-values.ts';

/** One frozen figure down to the exact bytes of the line it came from, proved against the submission's leaf. */
export async function traceInput(tracing: Tracing, orgUnit: string, { figure, frozen }: UsedValue, snapshotProved: boolean) {
  const submission = await traceLine(tracing, frozen.submission, frozen.line);
  const correction = await traceCorrection(tracing, orgUnit, frozen);
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

async function traceCorrection(tracing: Tracing, orgUnit: string, { correction, indicator, measuredPeriod }: FrozenValue) {
  const leaf = correction ? await lastLeafWhere(tracing.db, valueCorrected.type, 'correctionId', correction) : undefined;
  if (!leaf) return undefined;
  const { values } = await tracing.producers.ask('indicators', listValues, { query: { orgUnit, indicator, period: measuredPeriod } });
  const { asPublished } = valueCorrected.data.parse(leaf.event.data);
  return { correctionId: correction, leaf: await tracing.leafRef(leaf), reason: values.find(({ correctionId }) => correctionId === correction)?.reason ?? '', asPublished };
}
