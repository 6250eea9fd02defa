import { divide, floor, multiply, type Rational, subtract, whole } from '../rational.ts';
import { deviationOf, geometricMeanOf, giniOf, meanOf, quantileOf, type QuantileType, totalOf, varianceOf } from '../statistics.ts';

export const statistics = ['mean', 'geometric-mean', 'median', 'quantile', 'minimum', 'maximum', 'range', 'sum', 'count', 'sample-deviation', 'population-deviation', 'population-variance', 'gini', 'mean-of-top', 'mean-of-bottom'] as const;
export type Statistic = (typeof statistics)[number];
type Work = (ascending: readonly Rational[], share: Rational, type: QuantileType) => Rational;
/** How many stand in a share of the values: as many as fill it, at least one. */
const part = (count: number, share: Rational) => Math.max(Number(floor(multiply(share, whole(count)))), 1);
const work: Record<Statistic, Work> = {
  mean: meanOf,
  'geometric-mean': geometricMeanOf,
  median: (values) => quantileOf(values, divide(whole(1), whole(2)), 7),
  quantile: quantileOf,
  minimum: (values) => values[0]!,
  maximum: (values) => values.at(-1)!,
  range: (values) => subtract(values.at(-1)!, values[0]!),
  sum: totalOf,
  count: (values) => whole(values.length),
  'sample-deviation': (values) => deviationOf(values, 'sample'),
  'population-deviation': (values) => deviationOf(values, 'population'),
  'population-variance': varianceOf,
  gini: giniOf,
  'mean-of-top': (values, share) => meanOf(values.slice(-part(values.length, share))),
  'mean-of-bottom': (values, share) => meanOf(values.slice(0, part(values.length, share))),
};

/** One number over values that stand from the lowest to the highest; `share` is the quantile, or the part at the top or bottom. */
export const statisticOf = (name: Statistic, ascending: readonly Rational[], share: Rational, type: QuantileType) => work[name](ascending, share, type);
/** The fewest values there is such a number of: over nobody there is none, no sum and no count either, for that 0 would read as a figure. */
export const leastFor = (name: Statistic) => (name === 'sample-deviation' ? 2 : 1);
