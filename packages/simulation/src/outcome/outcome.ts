import { type Cell, type Methodology, type Rational, parseExact, type ScoreOptions, type ScoreResult } from '@mizan/scoring-engine';
import { openRun } from '@mizan/scoring-engine/open-run.ts';
import { compare } from '@mizan/scoring-engine/rational.ts';
import { scoreOrgUnit } from '@mizan/scoring-engine/score-org-unit.ts';
import { inCodeOrder } from '../code-order.ts';

/** What became of one org unit in one period, by the exact engine. */
export type Outcome = Pick<ScoreResult, 'orgUnit' | 'period' | 'status' | 'score' | 'exact' | 'band'>;

/** Scores every org unit of a period by the exact engine, in code order, without the derivations. */
export function outcomes(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions & { readonly period: string }): Outcome[] {
  const run = openRun(methodology, cells, options);
  return run.population.places().map((place): Outcome => {
    const { printed: score, exact, band } = scoreOrgUnit(run, place);
    return score === undefined || exact === undefined ? { ...place, status: 'not-scorable' } : { ...place, status: 'scored', score, exact, ...(band === undefined ? {} : { band }) };
  }).sort((a, b) => inCodeOrder(a.orgUnit, b.orgUnit));
}

/** The rank of each scored org unit: 1 + the number that stand strictly higher by the exact score. */
export function ranksOf(all: readonly Outcome[]): Map<string, number> {
  const scored = all.flatMap(({ orgUnit, exact }): { orgUnit: string; value: Rational }[] => (exact === undefined ? [] : [{ orgUnit, value: parseExact(exact) }]));
  scored.sort((a, b) => compare(b.value, a.value));
  const ranks = new Map<string, number>();
  scored.forEach(({ orgUnit, value }, place) => {
    const before = scored[place - 1];
    ranks.set(orgUnit, before && compare(before.value, value) === 0 ? ranks.get(before.orgUnit)! : place + 1);
  });
  return ranks;
}

/** The newest period that stands in the figures and is not only read under a name of its own. */
export function newestPeriod({ namedPeriods }: Methodology, cells: readonly Cell[]): string | undefined {
  return [...new Set(cells.map(({ period }) => period))].filter((period) => !namedPeriods.has(period)).sort(inCodeOrder).at(-1);
}
