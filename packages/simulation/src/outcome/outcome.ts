import { type Cell, type Methodology, type Rational, parseExact, type ScoreOptions, type ScoreResult } from '@mizan/scoring-engine';
import { openRun } from '@mizan/scoring-engine/open-run.ts';
import { compare } from '@mizan/scoring-engine/rational.ts';
import { scoreOrgUnit } from '@mizan/scoring-engine/score-org-unit.ts';
import { inCodeOrder } from '../code-order.ts';

/** What became of one org unit in one period, by the exact engine. */
export type Outcome = Pick<ScoreResult, 'orgUnit' | 'period' | 'status' | 'score' | 'exact' | 'band'> & {
  /** Where the methodology says of its score that the lower is better. */
  readonly lessIsBetter?: true;
};

/** Scores every org unit of a period by the exact engine, in code order, without the derivations. */
export function outcomes(...given: Parameters<typeof outcomesOneByOne>): Outcome[] {
  const work = outcomesOneByOne(...given);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

/** The same, telling after each org unit how many are done. */
export function* outcomesOneByOne(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions & { readonly period: string }): Generator<{ readonly done: number; readonly total: number }, Outcome[]> {
  const run = openRun(methodology, cells, options);
  const places = run.population.places();
  const found: Outcome[] = [];
  for (const place of places) {
    const { printed: score, exact, band } = scoreOrgUnit(run, place);
    found.push(score === undefined || exact === undefined ? { ...place, status: 'not-scorable' } : { ...place, status: 'scored', score, exact, ...(band === undefined ? {} : { band }), ...(methodology.document.score.direction === 'lower' ? { lessIsBetter: true } : {}) });
    yield { done: found.length, total: places.length };
  }
  return found.sort((a, b) => inCodeOrder(a.orgUnit, b.orgUnit));
}

/** The rank of each scored org unit: 1 + the number that stand strictly better by the exact score. */
export function ranksOf(all: readonly Outcome[]): Map<string, number> {
  const scored = all.flatMap(({ orgUnit, exact }): { orgUnit: string; value: Rational }[] => (exact === undefined ? [] : [{ orgUnit, value: parseExact(exact) }]));
  const turned = all.some(({ lessIsBetter }) => lessIsBetter) ? -1 : 1;
  scored.sort((a, b) => turned * compare(b.value, a.value));
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
