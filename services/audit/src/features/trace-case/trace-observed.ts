import { newestLine, says } from './reference-line.ts';
import { type traceInputs } from './trace-input.ts';
import { type Tracing } from './tracing.ts';
import { type UsedValue } from './used-values.ts';

type Traced = Awaited<ReturnType<typeof traceInputs>>[number];

/**
 * A traced figure with the days on which it was observed, down to the line that said so, where they are recorded. Asked for an org unit's own figures
 * alone: of those of other levels the days decide nothing.
 * @param before - of the snapshot, in the log of indicators: what came later did not go into it
 */
export async function withObserved(tracing: Tracing, { orgUnit, frozen }: UsedValue, traced: Traced, before: number) {
  const { indicator, measuredPeriod: period, observedFrom: from, observedTo: to } = frozen;
  if (from === '') return traced;
  const submission = await newestLine(tracing, 'observed-days', JSON.stringify([orgUnit, indicator, period]), before);
  const proved = says(submission, { org_unit: orgUnit, indicator, period, observed_from: from, observed_to: to });
  return { ...traced, proved: traced.proved && proved, observed: { from, to, proved, ...(submission ? { submission: submission.view } : {}) } };
}
