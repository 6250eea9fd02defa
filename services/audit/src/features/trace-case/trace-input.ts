import { listValues, measureNames, type Measures, valueCorrected } from '@mizan/contracts';
import { correctionSays } from './correction-says.ts';
import { lastLeafWhere } from './locate.ts';
import { cellsOf } from './reference-line.ts';
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
  const corrected = await traceCorrection(tracing, orgUnit, frozen, submission);
  const proved = snapshotProved && (frozen.submission === '' || submission?.proved === true) && (frozen.correction === '' || corrected?.proved === true);
  return {
    figure,
    indicator: frozen.indicator,
    period: frozen.measuredPeriod,
    status: frozen.status,
    value: frozen.value,
    ...measuresOf(frozen),
    proved,
    ...(submission ? { submission: submission.view } : {}),
    ...(corrected ? { correction: corrected.view } : {}),
  };
}

async function traceCorrection(tracing: Tracing, orgUnit: string, frozen: FrozenValue, submission: TracedLine | undefined) {
  const { correction, indicator, measuredPeriod } = frozen;
  const stored = correction ? await lastLeafWhere(tracing.db, valueCorrected.type, 'correctionId', correction) : undefined;
  if (!stored) return undefined;
  const { values } = await tracing.producers.ask('indicators', listValues, { query: { orgUnit, indicator, period: measuredPeriod } });
  const said = valueCorrected.data.parse(stored.event.data);
  const leaf = await tracing.leafRef(stored);
  const { numerator = '', denominator = '', n = '', standard_error: standardError = '' } = submission ? cellsOf(submission) : {};
  const view = { correctionId: correction, leaf, reason: values.find(({ correctionId }) => correctionId === correction)?.reason ?? '', asPublished: said.asPublished, ...within(measuresOf({ numerator, denominator, n, standardError })) };
  return { proved: leaf.proved && correctionSays(said, orgUnit, frozen), view };
}

/** Those that are there. */
const measuresOf = (cells: Readonly<Record<(typeof measureNames)[number], string>>): Measures => Object.fromEntries(measureNames.flatMap((name) => (cells[name] === '' ? [] : [[name, cells[name]]])));
const within = (measures: Measures) => (Object.keys(measures).length > 0 ? { measuresAsPublished: measures } : {});
