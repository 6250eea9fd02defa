import { type Decimal } from 'decimal.js';
import { NoSuchNumber } from './no-such-number.ts';
import { add, compare, decimalText, divide, floor, multiply, parse, powerProduct, type Rational, rational, significant, subtract, sum, toDecimal, whole, Wide, zero } from './rational.ts';

/** A statistic that sums over others is a decimal: exact where it ends, else to 34 significant digits, half-even; so what is printed is what was used. */
export const settled = (value: Rational) => parse(decimalText(value));

/** The sum by halves, so that numbers stay short; exact, hence the same in any order. */
export function sumOf(values: readonly Rational[]): Rational {
  if (values.length < 3) return sum(values);
  const middle = values.length >> 1;
  return add(sumOf(values.slice(0, middle)), sumOf(values.slice(middle)));
}

export const totalOf = (values: readonly Rational[]) => settled(sumOf(values));
export const meanOf = (values: readonly Rational[]) => settled(divide(sumOf(values), whole(values.length)));
export const sorted = (values: readonly Rational[]) => [...values].sort(compare);

/** Powers of the distances from the mean, summed from the lowest value to the highest in 60 digits. */
function centralSums(ascending: readonly Rational[], mean: Rational): Record<2 | 3 | 4, Decimal> {
  const sums = { 2: new Wide(0), 3: new Wide(0), 4: new Wide(0) };
  for (const value of ascending) {
    const distance = toDecimal(subtract(value, mean));
    const square = distance.times(distance);
    sums[2] = sums[2].plus(square);
    sums[3] = sums[3].plus(square.times(distance));
    sums[4] = sums[4].plus(square.times(square));
  }
  return sums;
}

export type Deviation = 'sample' | 'population';
/** Standard deviation: `sample` divides by n − 1, `population` by n. */
export function deviationOf(ascending: readonly Rational[], kind: Deviation): Rational {
  const { 2: squares } = centralSums(ascending, meanOf(ascending));
  return parse(significant(squares.div(ascending.length - (kind === 'sample' ? 1 : 0)).sqrt()));
}
/** The square of the standard deviation over n, exact where it ends. */
export function varianceOf(values: readonly Rational[]): Rational {
  const mean = divide(sumOf(values), whole(values.length));
  return settled(divide(sumOf(values.map((value) => multiply(subtract(value, mean), subtract(value, mean)))), whole(values.length)));
}
/** The n-th root of the product, to 34 significant digits. @throws NoSuchNumber where a value is below 0 */
export function geometricMeanOf(ascending: readonly Rational[]): Rational {
  if (ascending[0]!.n < 0n) throw new NoSuchNumber('there is no geometric mean of a number below zero');
  const share = rational(1n, BigInt(ascending.length));
  return powerProduct(ascending.map((value) => ({ value, share })));
}
/**
 * Gini coefficient: Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ) over the values in ascending order, 0 where all have the same, (n − 1) ÷ n where one has all.
 * @throws NoSuchNumber where a value is below 0, or all are 0
 * @see Sen, On Economic Inequality (1973)
 */
export function giniOf(ascending: readonly Rational[]): Rational {
  if (ascending[0]!.n < 0n) throw new NoSuchNumber('a share below zero is none');
  const n = ascending.length;
  const all = sumOf(ascending);
  if (all.n === 0n) throw new NoSuchNumber('there is nothing to share', 'divided-by-zero');
  return settled(divide(sumOf(ascending.map((value, index) => multiply(whole(2 * (index + 1) - n - 1), value))), multiply(whole(n), all)));
}
/** Sum of the squared distances from a centre. */
export const squaresAround = (ascending: readonly Rational[], centre: Rational) => parse(significant(centralSums(ascending, centre)[2]));

/** Skewness and excess kurtosis corrected for the number of values (Joanes and Gill 1998, G1 and G2). */
export function shapeOf(ascending: readonly Rational[]): { skewness: Rational; kurtosis: Rational } | undefined {
  const n = ascending.length;
  if (n < 4) return undefined;
  const sums = centralSums(ascending, meanOf(ascending));
  if (sums[2].isZero()) return undefined;
  const skewness = new Wide(n).sqrt().times(sums[3]).div(sums[2].pow('1.5')).times(new Wide(n).times(n - 1).sqrt()).div(n - 2);
  const plain = new Wide(n).times(sums[4]).div(sums[2].times(sums[2])).minus(3);
  const kurtosis = plain.times(n + 1).plus(6).times(n - 1).div((n - 2) * (n - 3));
  return { skewness: parse(significant(skewness)), kurtosis: parse(significant(kurtosis)) };
}

export const quantileTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type QuantileType = (typeof quantileTypes)[number];
const shift: Readonly<Record<number, (p: Rational) => Rational>> = {
  3: () => parse('-0.5'),
  5: () => parse('0.5'),
  6: (p) => p,
  7: (p) => subtract(whole(1), p),
  8: (p) => divide(add(p, whole(1)), whole(3)),
  9: (p) => add(divide(p, whole(4)), parse('0.375')),
};

/** A quantile by its number in Hyndman and Fan, "Sample quantiles in statistical packages" (Am. Statistician 50, 1996); exact. */
export function quantileOf(ascending: readonly Rational[], p: Rational, type: QuantileType): Rational {
  const place = add(multiply(whole(ascending.length), p), shift[type]?.(p) ?? zero);
  const below = floor(place);
  const rest = subtract(place, whole(below));
  const at = (index: bigint) => ascending[Math.min(Math.max(Number(index) - 1, 0), ascending.length - 1)]!;
  const share = type > 3 ? rest : whole(rest.n > 0n || (type === 3 && below % 2n !== 0n) ? 1 : 0);
  if (type === 2 && rest.n === 0n) return divide(add(at(below), at(below + 1n)), whole(2));
  return add(at(below), multiply(share, subtract(at(below + 1n), at(below))));
}
