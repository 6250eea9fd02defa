import { type Agreement, type BackTest, type Change, type Eligibility } from '@mizan/simulation';
import { backTestInWords } from '../methodology-back-test/back-test-in-words.ts';
import { changeInWords } from '../methodology-simulate/change-in-words.ts';

type Simulated = Change & { readonly agreement: Agreement; readonly period: string; readonly rule: Eligibility; readonly bandsInOrder?: readonly string[] };
type LookedBack = BackTest & { readonly methodology: string; readonly skipped: readonly string[] };

/** What came of a simulation or back-test of the service, in the words of the commands that make one of files. */
export function reportInWords(kind: 'simulation' | 'back-test', result: Readonly<Record<string, unknown>>, all: boolean): string {
  if (kind === 'simulation') {
    const { agreement, period, rule, bandsInOrder = [], ...change } = result as unknown as Simulated;
    return changeInWords(change, { agreement, period, eligibility: rule, bandsInOrder, all });
  }
  const { methodology, skipped, ...found } = result as unknown as LookedBack;
  return backTestInWords(methodology, found, skipped);
}
