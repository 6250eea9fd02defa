import { Decimal } from 'decimal.js';
import { addLarge, compareLarge, divisorOfDoubles, fitsDouble, isExact, type Large, large, multiplyLarge, size, tenTo } from './large.ts';
import { NoSuchNumber } from './no-such-number.ts';
import { doublesOfTen, roundDoubles, roundingModes, type RoundingMode, roundLarge } from './rounding.ts';

export { type RoundingMode, roundingModes };

/** Digits kept where a step leaves the rationals, rounded half-even. */
export const significantDigits = 34;
/** Sixty digits to work in, so that the last of 34 is right. */
export const Wide = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -1000, toExpPos: 1000 });

/**
 * An exact number. Read from outside it is a numerator `n` over a positive denominator `d`, in lowest terms.
 * Inside, `top` over `below` as long as doubles hold both exactly: common divisors are not taken out there, which costs more than the arithmetic. All others are `large`, and `below` is 0.
 */
export class Rational {
  readonly top: number;
  readonly below: number;
  readonly large: Large | undefined;
  constructor(top: number, below: number, large?: Large) {
    this.top = top;
    this.below = below;
    this.large = large;
  }
  get n(): bigint {
    return this.lowest().n;
  }
  get d(): bigint {
    return this.lowest().d;
  }
  lowest(): Large {
    if (this.large) return this.large;
    const divisor = divisorOfDoubles(Math.abs(this.top), this.below);
    return { n: BigInt(this.top / divisor), d: BigInt(this.below / divisor) };
  }
}

const small = (top: number, below: number) => new Rational(top + 0, below);
const settle = ({ n, d }: Large) => (fitsDouble(n) && fitsDouble(d) ? new Rational(Number(n), Number(d)) : new Rational(0, 0, { n, d }));

/** @throws NoSuchNumber when the denominator is zero */
export const rational = (n: bigint, d = 1n) => settle(large(n, d));

export const zero = rational(0n);
export const one = rational(1n);

/** Reads decimal text such as `-61.80`. @throws RangeError for anything else */
export function parse(text: string): Rational {
  return parseShort(text) ?? parseLong(text);
}

/** Reads up to fifteen digits one by one, which a double holds; nothing where that does not suffice. */
function parseShort(text: string): Rational | undefined {
  if (text.length > 16) return undefined;
  const first = text.charCodeAt(0) === minus ? 1 : 0;
  let [whole, point] = [0, -1];
  for (let at = first; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - nought;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (digit === dot && point < 0 && at > first) point = at;
    else return undefined;
  }
  const places = point < 0 ? 0 : text.length - 1 - point;
  if (text.length - first - (point < 0 ? 0 : 1) > 15 || text.length === first || (point > 0 && places === 0)) return undefined;
  return small(first ? -whole : whole, doublesOfTen[places]!);
}
const [minus, nought] = ['-'.charCodeAt(0), '0'.charCodeAt(0)];
const dot = '.'.charCodeAt(0) - nought;

function parseLong(text: string): Rational {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) throw new RangeError(`${JSON.stringify(text)} is not a decimal number`);
  const [, sign = '', units = '', fraction = ''] = found;
  const idle = /0*$/.exec(fraction)![0].length;
  const places = fraction.length - idle;
  return rational(BigInt(`${sign}${units}${fraction.slice(0, places)}`), tenTo(places));
}

/** Reads what `exactText` writes: `61.75` or `185/3`. @throws RangeError for anything else */
export function parseExact(text: string): Rational {
  const [numerator = '', denominator = '1'] = text.split('/');
  return divide(parse(numerator), parse(denominator));
}

export function add(a: Rational, b: Rational): Rational {
  if (a.below !== 0 && b.below !== 0) {
    const found = a.below >= b.below ? addDoubles(a, b) : addDoubles(b, a);
    if (found) return found;
  }
  return settle(addLarge(a.lowest(), b.lowest()));
}

/** Of decimals one denominator goes into the other; only otherwise the sum has their product. */
function addDoubles(a: Rational, b: Rational): Rational | undefined {
  const times = Math.floor(a.below / b.below);
  const fits = times * b.below === a.below;
  const [left, right, below] = fits ? [a.top, b.top * times, a.below] : [a.top * b.below, b.top * a.below, a.below * b.below];
  const top = left + right;
  return isExact(left) && isExact(right) && isExact(top) && isExact(below) ? small(top, below) : undefined;
}

export const subtract = (a: Rational, b: Rational) => add(a, negate(b));
export function multiply(a: Rational, b: Rational): Rational {
  const [top, below] = [a.top * b.top, a.below * b.below];
  if (below !== 0 && isExact(top) && isExact(below)) return small(top, below);
  return settle(multiplyLarge(a.lowest(), b.lowest()));
}
/** @throws NoSuchNumber when the second is zero */
export const divide = (a: Rational, b: Rational) => multiply(a, inverse(b));
function inverse(value: Rational): Rational {
  if (value.below === 0) {
    const { n, d } = value.lowest();
    return settle(n < 0n ? { n: -d, d: -n } : { n: d, d: n });
  }
  if (value.top === 0) throw new NoSuchNumber('a number cannot be divided by zero', 'divided-by-zero');
  return value.top < 0 ? small(-value.below, -value.top) : small(value.below, value.top);
}
export const sum = (values: readonly Rational[]) => values.reduce(add, zero);
/** −1, 0 or 1. */
export const sign = (value: Rational) => (value.below !== 0 ? Math.sign(value.top) : value.n < 0n ? -1 : 1);
export const abs = (value: Rational): Rational => (sign(value) < 0 ? negate(value) : value);
export function negate(value: Rational): Rational {
  if (value.below !== 0) return small(-value.top, value.below);
  const { n, d } = value.lowest();
  return new Rational(0, 0, { n: -n, d });
}
export const whole = (value: number | bigint) => rational(BigInt(value));
/** The greatest whole number that is not above. */
export function floor(value: Rational): bigint {
  if (value.below !== 0) return BigInt(Math.floor(value.top / value.below));
  const { n, d } = value.lowest();
  return n / d - (n % d < 0n ? 1n : 0n);
}
export function compare(a: Rational, b: Rational): number {
  if (a.below !== 0 && b.below !== 0) {
    const [left, right] = a.below === b.below ? [a.top, b.top] : [a.top * b.below, b.top * a.below];
    if (isExact(left) && isExact(right)) return left < right ? -1 : left > right ? 1 : 0;
  }
  return compareLarge(a.lowest(), b.lowest());
}
export const clamp = (a: Rational, low: Rational, high: Rational) => (compare(a, low) < 0 ? low : compare(a, high) > 0 ? high : a);

/** Rounds to decimal places by the mode named; `half-up` and `up` go away from zero, `down` and `half-down` towards it, `floor` to the lower and `ceiling` to the higher number, also below zero. @returns text with exactly these places */
export const round = (value: Rational, places: number, mode: RoundingMode): string => (value.below !== 0 ? roundDoubles(value, places, mode) : undefined) ?? roundLarge(value.lowest(), places, mode);

/** The number of places after which the decimal ends, or nothing when it never does. */
function endsAfter(value: Rational): number | undefined {
  const { d } = value.large ?? { d: 0n };
  let [twos, fives, wide] = [0, 0, d];
  for (; !fitsDouble(wide) && wide % 2n === 0n; wide /= 2n) twos += 1;
  for (; !fitsDouble(wide) && wide % 5n === 0n; wide /= 5n) fives += 1;
  if (!fitsDouble(wide)) return undefined;
  let rest = value.large ? Number(wide) : value.below / divisorOfDoubles(Math.abs(value.top), value.below);
  for (; rest % 2 === 0; rest /= 2) twos += 1;
  for (; rest % 5 === 0; rest /= 5) fives += 1;
  return rest === 1 ? Math.max(twos, fives) : undefined;
}

/** The exact number as text: a decimal that ends, else `numerator/denominator`. */
export function exactText(value: Rational): string {
  const places = endsAfter(value);
  return places === undefined ? `${value.n}/${value.d}` : round(value, places, 'down');
}

/** The number for a reader: a decimal that ends, else 34 significant digits, half-even. */
export function decimalText(value: Rational): string {
  const places = endsAfter(value);
  return places === undefined ? significantText(value) : round(value, places, 'down');
}

/** Rounded once from the exact number: a detour over more digits could round twice. */
function significantText(value: Rational): string {
  const places = significantDigits - 1 - magnitude(value);
  if (places >= 0) return withoutIdleZeros(round(value, places, 'half-even'));
  const { n, d } = value.lowest();
  return round(rational(n, d * tenTo(-places)), 0, 'half-even') + '0'.repeat(-places);
}

/** The power of ten of the first digit that is not zero. */
function magnitude(value: Rational): number {
  if (value.below !== 0 && Math.abs(value.top) >= value.below) return String(Math.floor(Math.abs(value.top) / value.below)).length - 1;
  const { n, d } = value.lowest();
  const guess = String(size(n)).length - String(d).length;
  const reached = guess >= 0 ? size(n) >= d * tenTo(guess) : size(n) * tenTo(-guess) >= d;
  return reached ? guess : guess - 1;
}
const withoutIdleZeros = (text: string) => (text.endsWith('0') && text.includes('.') ? text.replace(/\.?0+$/, '') : text);

export const toDecimal = ({ n, d }: Rational) => new Wide(n.toString()).div(d.toString());
/** To 34 significant digits, half-even. */
export const significant = (value: Decimal) => value.toSignificantDigits(significantDigits, Decimal.ROUND_HALF_EVEN).toFixed();

/** A function that leaves the rationals, to 34 significant digits half-even; the result is that decimal, exactly. @throws NoSuchNumber where there is none */
export function leave(value: Rational, compute: (x: Decimal) => Decimal): Rational {
  const found = compute(toDecimal(value));
  if (!found.isFinite()) throw new NoSuchNumber('there is no such number');
  return parse(significant(found));
}

/** Natural logarithm of a positive number. */
export const ln = (value: Rational) => leave(value, (x) => x.ln());
/** The product of numbers that are not negative, each to the power of its share. */
export function powerProduct(factors: readonly { readonly value: Rational; readonly share: Rational }[]): Rational {
  if (factors.some(({ value }) => sign(value) === 0)) return zero;
  const exponent = factors.reduce((total, { value, share }) => total.plus(toDecimal(value).ln().times(toDecimal(share))), new Wide(0));
  return parse(significant(exponent.exp()));
}
