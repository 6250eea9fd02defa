import { listValues, valueCorrected } from '@mizan/contracts';
import { lastLeafWhere } from './locate.ts';
import { newestLine, says } from './reference-line.ts';
import { type FrozenValue } from './snapshot-values.ts';
import { type TracedLine, traceLines } from './trace-line.ts';
import { type Tracing } from './tracing.ts';
import { type UsedValue } from './used-values.ts';

interface Frozen {
  /** Whether the frozen file is the one that the snapshot's leaf names. */
  readonly proved: boolean;
  /** Of the snapshot, in the log of indicators: what came later did not go into it. */
  readonly before: number;
}

/** Frozen figures, each down to the exact bytes of the line it came from, proved against the submission's leaf. */
export async function traceInputs(tracing: Tracing, used: readonly UsedValue[], snapshot: Frozen) {
  const bySubmission = Map.groupBy(used, ({ frozen }) => frozen.submission);
  const lines = new Map<string, ReadonlyMap<string, TracedLine>>();
  for (const [submission, some] of bySubmission) lines.set(submission, await traceLines(tracing, submission, [...new Set(some.map(({ frozen }) => frozen.line))]));
  return Promise.all(used.map((one) => traceInput(tracing, one, lines.get(one.frozen.submission)?.get(one.frozen.line), snapshot)));
}

async function traceInput(tracing: Tracing, { orgUnit, figure, frozen }: UsedValue, submission: TracedLine | undefined, snapshot: Frozen) {
  const correction = await traceCorrection(tracing, orgUnit, frozen);
  const observed = await traceObserved(tracing, orgUnit, frozen, snapshot.before);
  const proved = snapshot.proved && observed?.proved !== false && (frozen.submission === '' || submission?.proved === true) && (frozen.correction === '' || correction?.leaf.proved === true);
  return {
    figure,
    indicator: frozen.indicator,
    period: frozen.measuredPeriod,
    status: frozen.status,
    value: frozen.value,
    proved,
    ...(submission ? { submission: submission.view } : {}),
    ...(correction ? { correction } : {}),
    ...(observed ? { observed } : {}),
  };
}

async function traceCorrection(tracing: Tracing, orgUnit: string, { correction, indicator, measuredPeriod }: FrozenValue) {
  const leaf = correction ? await lastLeafWhere(tracing.db, valueCorrected.type, 'correctionId', correction) : undefined;
  if (!leaf) return undefined;
  const { values } = await tracing.producers.ask('indicators', listValues, { query: { orgUnit, indicator, period: measuredPeriod } });
  const { asPublished } = valueCorrected.data.parse(leaf.event.data);
  return { correctionId: correction, leaf: await tracing.leafRef(leaf), reason: values.find(({ correctionId }) => correctionId === correction)?.reason ?? '', asPublished };
}

/** The days on which a figure was observed, down to the line that said so; nothing where they are not recorded. */
async function traceObserved(tracing: Tracing, orgUnit: string, { indicator, measuredPeriod: period, observedFrom: from, observedTo: to }: FrozenValue, before: number) {
  if (from === '') return undefined;
  const submission = await newestLine(tracing, 'observed-days', JSON.stringify([orgUnit, indicator, period]), before);
  const proved = says(submission, { org_unit: orgUnit, indicator, period, observed_from: from, observed_to: to });
  return { from, to, proved, ...(submission ? { submission: submission.view } : {}) };
}
