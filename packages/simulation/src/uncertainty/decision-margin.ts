import { type Cell, exactText, type Methodology, parse, type Rational, rational, type ScoreOptions, subtract } from '@mizan/scoring-engine';
import { openRun } from '@mizan/scoring-engine/open-run.ts';
import { abs, add, compare, whole } from '@mizan/scoring-engine/rational.ts';
import { scoreOrgUnit } from '@mizan/scoring-engine/score-org-unit.ts';
import { peersOf } from '@mizan/scoring-engine/steps/index.ts';
import { type Eligibility, isEligible, isStated } from '../outcome/eligibility.ts';
import { type Outcome } from '../outcome/outcome.ts';

/** The smallest change of one figure, all others as they are, with which the result would be another. */
export interface Turn {
  readonly indicator: string;
  /** `numerator` where the figure is given as a count over a count. */
  readonly side: 'value' | 'numerator';
  readonly from: string;
  readonly to: string;
  /** `to` less `from`, exact. */
  readonly change: string;
  readonly result: string;
}
/** How far an org unit's result is from being another. */
export interface Margin {
  readonly orgUnit: string;
  readonly result: string;
  /** The printed score less the nearest limit above it and below it, where there is one: how many points are missing, and how many to spare. */
  readonly toNextBand: string | null;
  readonly aboveLastBand: string | null;
  /** The indicators that could change the result by themselves, the smallest change first; up and down are two. */
  readonly turns: readonly Turn[];
}
type Options = ScoreOptions & { readonly period: string };
interface Step {
  readonly from: Rational;
  readonly size: Rational;
}

/** The word for a result: the band, and whether the score makes eligible where a rule is stated. */
export function resultOf(outcome: Pick<Outcome, 'score' | 'band'>, eligibility: Eligibility): string {
  const band = outcome.score === undefined ? 'not scorable' : (outcome.band ?? 'no band');
  return isStated(eligibility) ? `${band}, ${isEligible(outcome, eligibility) ? 'eligible' : 'not eligible'}` : band;
}

/**
 * Which figure, changed by how much, would change the result of one org unit: worked out by the exact engine, halving the way to the furthest value that any org unit has (and 0 and 100 where the unit is percent), on a grid of so many decimal places.
 * A turn found is certain: the result differs there and not one grid step before. A figure whose furthest values give the same result is not listed, so where a result goes and comes back on the way a turn may be overlooked.
 * @param places decimal places of the change; the figure itself may have more
 */
export function decisionMargin(methodology: Methodology, cells: readonly Cell[], options: Options, orgUnit: string, eligibility: Eligibility = {}, places = 2): Margin {
  const near = needsPeers(methodology) ? cells : cells.filter((cell) => cell.orgUnit === orgUnit);
  const scored = (some: readonly Cell[]) => {
    const { printed: score, band } = scoreOrgUnit(openRun(methodology, some, options), { orgUnit, period: options.period });
    return { ...(score === undefined ? {} : { score }), ...(band === undefined ? {} : { band }) };
  };
  const now = scored(near);
  const result = resultOf(now, eligibility);
  const own = near.filter((cell) => cell.orgUnit === orgUnit && cell.period === options.period && cell.status === 'present' && Object.hasOwn(methodology.indicators, cell.indicator));
  const turns = own.flatMap((cell): Turn[] => {
    const side = cell.value ? 'value' : 'numerator';
    const [least, most] = reach(methodology, cells, cell, side);
    const changed = (to: Rational) => resultOf(scored(near.map((other) => (other === cell ? { ...cell, [side]: exactText(to) } : other))), eligibility);
    const size = side === 'numerator' ? whole(1) : rational(1n, 10n ** BigInt(places));
    return [least, most].flatMap((end) => turnTowards(end, { from: parse(cell[side]!), size }, changed, result)).map(({ to, result: other }) => ({ indicator: cell.indicator, side, from: cell[side]!, to: exactText(to), change: exactText(subtract(to, parse(cell[side]!))), result: other }));
  });
  const size = ({ change }: Turn) => abs(parse(change));
  return { orgUnit, result, ...pointsAround(methodology, now.score), turns: turns.sort((a, b) => compare(size(a), size(b))) };
}

/** Halves the way in whole grid steps: `same` always gives the result there is, `other` another one. */
function turnTowards(end: Rational, { from, size }: Step, changed: (to: Rational) => string, result: string): { to: Rational; result: string }[] {
  const towards = compare(end, from) < 0 ? -1n : 1n;
  const reachable = abs(subtract(end, from));
  const at = (steps: bigint) => add(from, rational(size.n * towards * steps, size.d));
  let [same, other] = [0n, (reachable.n * size.d) / (reachable.d * size.n)];
  if (other === 0n || changed(at(other)) === result) return [];
  while (other - same > 1n) {
    const middle = (same + other) / 2n;
    if (changed(at(middle)) === result) same = middle;
    else other = middle;
  }
  return [{ to: at(other), result: changed(at(other)) }];
}


/** The furthest that a figure may go: what any org unit has; a count from nothing to its whole. */
function reach({ indicators }: Methodology, cells: readonly Cell[], cell: Cell, side: 'value' | 'numerator'): readonly [Rational, Rational] {
  if (side === 'numerator') return [whole(0), parse(cell.denominator ?? '0')];
  const others = cells.flatMap((other) => (other.indicator === cell.indicator && other.value ? [parse(other.value)] : []));
  const values = [...others, ...(indicators[cell.indicator]?.unit === 'percent' ? [whole(0), whole(100)] : [])].sort(compare);
  return [values[0]!, values.at(-1)!];
}

const needsPeers = ({ document: { nodes } }: Methodology) => Object.values(nodes).some((node) => peersOf(node) !== 'none');

function pointsAround({ document: { bands = [] } }: Methodology, score: string | undefined): Pick<Margin, 'toNextBand' | 'aboveLastBand'> {
  if (score === undefined) return { toNextBand: null, aboveLastBand: null };
  const limits = bands.map(({ from }) => parse(from));
  const [next, last] = [limits.find((limit) => compare(limit, parse(score)) > 0), limits.findLast((limit) => compare(limit, parse(score)) <= 0)];
  return { toNextBand: next ? exactText(subtract(next, parse(score))) : null, aboveLastBand: last ? exactText(subtract(parse(score), last)) : null };
}
