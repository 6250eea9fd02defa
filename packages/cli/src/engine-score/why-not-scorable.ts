import { type ManagerScore, type ScoreResult } from '@mizan/scoring-engine';

const most = 5;
type Result = Pick<ScoreResult | ManagerScore, 'period' | 'status' | 'reasons'>;

/** Counts who has no score while the results go by, and says it at the end: how many, why, and who is the first of each. */
export function countNotScorable<One extends Result>(nameOf: (result: One) => string, whyNot: (result: One) => string | undefined = reasonOf) {
  const why = new Map<string, { count: number; first: string }>();
  let [all, none] = [0, 0];
  return {
    *passing(results: Iterable<One>): Generator<One> {
      for (const result of results) {
        all += 1;
        const reason = whyNot(result);
        if (reason !== undefined) {
          none += 1;
          why.set(reason, { first: `${nameOf(result)} ${result.period}`, ...why.get(reason), count: (why.get(reason)?.count ?? 0) + 1 });
        }
        yield result;
      }
    },
    /** Nothing where everybody has a score. */
    inWords(): string {
      if (none === 0) return '';
      const reasons = [...why].sort(([, a], [, b]) => b.count - a.count);
      const told = reasons.slice(0, most).map(([reason, { count, first }]) => `  ${count} because ${reason} (first: ${first})`);
      const others = reasons.slice(most).reduce((sum, [, { count }]) => sum + count, 0);
      return [`${none} of ${all} not scorable; --json has every reason:`, ...told, ...(others ? [`  ${others} for ${reasons.length - most} other reasons`] : [])].join('\n') + '\n';
    },
  };
}

const reasonOf = ({ status, reasons }: Result) => (status === 'scored' ? undefined : (reasons[0]?.text.en ?? 'no reason was given'));
