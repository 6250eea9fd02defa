import { sqrt } from './functions.ts';
import { NoSuchNumber } from './no-such-number.ts';
import { add, compare, divide, multiply, type Rational, subtract, zero } from './rational.ts';
import { settled, sumOf } from './statistics.ts';

/** A figure and what it counts for, such as its pupils. */
export interface Weighed {
  readonly x: Rational;
  readonly weight: Rational;
}
export const weightedStatistics = ['mean', 'population-variance', 'population-deviation', 'gini'] as const;
export type WeightedStatistic = (typeof weightedStatistics)[number];

/**
 * One number over figures each of which counts by its weight; with equal weights that of the same name without. Exact where it ends, else 34 significant digits, half-even.
 * @throws NoSuchNumber where the weights sum to 0, and for gini where a figure is below 0 or nothing is there to share
 */
export const weightedStatisticOf = (name: WeightedStatistic, values: readonly Weighed[]): Rational => work[name](values);

const work: Record<WeightedStatistic, (values: readonly Weighed[]) => Rational> = {
  mean: (values) => settled(meanOf(values)),
  'population-variance': (values) => settled(varianceOf(values)),
  'population-deviation': (values) => sqrt(varianceOf(values)),
  gini: giniOf,
};

const totalWeight = (values: readonly Weighed[]) => sumOf(values.map(({ weight }) => weight));
function divided(sum: Rational, by: Rational): Rational {
  if (by.n === 0n) throw new NoSuchNumber('there is nothing to share', 'divided-by-zero');
  return divide(sum, by);
}
const meanOf = (values: readonly Weighed[]) => divided(sumOf(values.map(({ x, weight }) => multiply(weight, x))), totalWeight(values));
/** Σ w(x − m)² ÷ Σ w, m the weighted mean. */
function varianceOf(values: readonly Weighed[]): Rational {
  const mean = meanOf(values);
  return divided(sumOf(values.map(({ x, weight }) => multiply(weight, multiply(subtract(x, mean), subtract(x, mean))))), totalWeight(values));
}

/**
 * Σ wᵢ xᵢ (2Lᵢ + wᵢ − W) ÷ (W Σ wᵢ xᵢ), Lᵢ the weight of all before it in ascending order, W that of all; those with the same figure come out alike in any order.
 * @see Lerman and Yitzhaki, Improving the accuracy of estimates of Gini coefficients, Journal of Econometrics 42 (1989)
 */
function giniOf(values: readonly Weighed[]): Rational {
  const ascending = [...values].sort((a, b) => compare(a.x, b.x));
  if (ascending[0] && ascending[0].x.n < 0n) throw new NoSuchNumber('a share below zero is none');
  const all = totalWeight(values);
  let before = zero;
  const terms = ascending.map(({ x, weight }) => {
    const place = subtract(add(add(before, before), weight), all);
    before = add(before, weight);
    return multiply(multiply(weight, x), place);
  });
  return settled(divided(sumOf(terms), multiply(all, sumOf(values.map(({ x, weight }) => multiply(weight, x))))));
}
