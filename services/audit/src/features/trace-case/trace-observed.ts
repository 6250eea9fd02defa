import { newestLines, says } from './reference-line.ts';
import { type traceInputs } from './trace-input.ts';
import { type Tracing } from './tracing.ts';
import { type UsedValue } from './used-values.ts';

type Traced = Awaited<ReturnType<typeof traceInputs>>[number];

/**
 * Traced figures with the days on which they were observed, down to the lines that said so, where they are recorded. Asked for org units' own figures
 * alone: of those of other levels the days decide nothing.
 * @param before - of the snapshot, in the log of indicators: what came later did not go into it
 */
export async function withObserved(tracing: Tracing, used: readonly UsedValue[], traced: readonly Traced[], before: number) {
  const submissions = await newestLines(tracing, 'observed-days', used.filter(({ frozen }) => frozen.observedFrom !== '').map(keyOf), before);
  return traced.map((one, at) => {
    const { orgUnit, frozen } = used[at]!;
    const { indicator, measuredPeriod: period, observedFrom: from, observedTo: to } = frozen;
    if (from === '') return one;
    const submission = submissions.get(keyOf(used[at]!));
    const proved = says(submission, { org_unit: orgUnit, indicator, period, observed_from: from, observed_to: to });
    return { ...one, proved: one.proved && proved, observed: { from, to, proved, ...(submission ? { submission: submission.view } : {}) } };
  });
}

const keyOf = ({ orgUnit, frozen }: UsedValue) => JSON.stringify([orgUnit, frozen.indicator, frozen.measuredPeriod]);
