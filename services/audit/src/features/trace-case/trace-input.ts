import { listValues, valueCorrected } from '@mizan/contracts';
import { lastLeafWhere } from './locate.ts';
import { type FrozenValue } from './snapshot-values.ts';
import { type TracedLine, traceLines } from './trace-line.ts';
import { type Tracing } from './tracing.ts';
import { type UsedValue } from './used-values.ts';

/** Frozen figures, each down to the exact bytes of the line it came from, proved against the submission's leaf. */
export async function traceInputs(tracing: Tracing, used: readonly UsedValue[], snapshotProved: boolean) {
  const bySubmission = Map.groupBy(used, ({ frozen }) => frozen.submission);
  const lines = new Map<string, ReadonlyMap<string, TracedLine>>();
  for (const [submission, some] of bySubmission) lines.set(submission, await traceLines(tracing, submission, [...new Set(some.map(({ frozen }) => frozen.line))]));
  return Promise.all(used.map((one) => traceInput(tracing, one, lines.get(one.frozen.submission)?.get(one.frozen.line), snapshotProved)));
}

async function traceInput(tracing: Tracing, { orgUnit, figure, frozen }: UsedValue, submission: TracedLine | undefined, snapshotProved: boolean) {
  const correction = await traceCorrection(tracing, orgUnit, frozen);
  const proved = snapshotProved && (frozen.submission === '' || submission?.proved === true) && (frozen.correction === '' || correction?.leaf.proved === true);
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
