import { Decimal } from 'decimal.js';

/** An exact number: numerator over a positive denominator, in lowest terms. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}
export const roundingModes = ['half-up', 'half-even', 'down', 'up'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** Digits kept where a step leaves the rationals, rounded half-even. */
export const significantDigits = 34;
/** Sixty digits to work in, so that the last of 34 is right. */
export const Wide = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -1000, toExpPos: 1000 });

/** Whole numbers up to here are exact as doubles too, and their remainders and divisions without rest with them; above it bigint alone is. */
const exactAsDouble = 9007199254740991n;
const size = (a: bigint) => (a < 0n ? -a : a);
function gcd(a: bigint, b: bigint): bigint {
  while (b > exactAsDouble) [a, b] = [b, a % b];
  if (b === 0n) return a;
  let [x, y] = [Number(b), Number(a > exactAsDouble ? a % b : a)];
  while (y !== 0) [x, y] = [y, x % y];
  return BigInt(x);
}

/** @throws RangeError when the denominator is zero */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new RangeError('a number cannot be divided by zero');
  const divisor = gcd(size(n), size(d));
  if (divisor === 1n && d > 0n) return { n, d };
  return d < 0n ? { n: -n / divisor, d: -d / divisor } : { n: n / divisor, d: d / divisor };
}

const powersOfTen = Array.from({ length: 64 }, (_, power) => 10n ** BigInt(power));
const tenTo = (power: number) => powersOfTen[power] ?? 10n ** BigInt(power);

export const zero = rational(0n);
export const one = rational(1n);

/** Reads decimal text such as `-61.80`. @throws RangeError for anything else */
export function parse(text: string): Rational {
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

// Both operands are in lowest terms, so that smaller divisors than those of the result suffice (Knuth, The Art of Computer Programming 2, 4.5.1).
export function add(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return rational(a.n + b.n, a.d);
  const shared = a.d === 1n || b.d === 1n ? 1n : gcd(a.d, b.d);
  if (shared === 1n) return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
  const rest = b.d / shared;
  const n = a.n * rest + b.n * (a.d / shared);
  const divisor = gcd(size(n), shared);
  return divisor === 1n ? { n, d: a.d * rest } : { n: n / divisor, d: (a.d / divisor) * rest };
}
export const subtract = (a: Rational, b: Rational) => add(a, negate(b));
export function multiply(a: Rational, b: Rational): Rational {
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n };
  const [left, right] = [b.d === 1n ? 1n : gcd(size(a.n), b.d), a.d === 1n ? 1n : gcd(size(b.n), a.d)];
  return { n: (a.n / left) * (b.n / right), d: (a.d / right) * (b.d / left) };
}
/** @throws RangeError when the second is zero */
export const divide = (a: Rational, b: Rational) => multiply(a, inverse(b));
function inverse({ n, d }: Rational): Rational {
  if (n === 0n) throw new RangeError('a number cannot be divided by zero');
  return n < 0n ? { n: -d, d: -n } : { n: d, d: n };
}
export const sum = (values: readonly Rational[]) => values.reduce(add, zero);
export const abs = ({ n, d }: Rational): Rational => ({ n: size(n), d });
export const negate = ({ n, d }: Rational): Rational => ({ n: -n, d });
export const whole = (value: number | bigint) => rational(BigInt(value));
/** The greatest whole number that is not above. */
export const floor = ({ n, d }: Rational) => n / d - (n % d < 0n ? 1n : 0n);
export const compare = (a: Rational, b: Rational) => {
  const [left, right] = a.d === b.d ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
};
export const clamp = (a: Rational, low: Rational, high: Rational) => (compare(a, low) < 0 ? low : compare(a, high) > 0 ? high : a);

/** Rounds to decimal places by the mode named; `half-up` and `up` go away from zero. @returns text with exactly these places */
export function round(value: Rational, places: number, mode: RoundingMode): string {
  const scaled = size(value.n) * tenTo(places);
  const [units, rest] = value.d === 1n ? [scaled, 0n] : [scaled / value.d, (scaled % value.d) * 2n];
  const digits = String(units + (goesUp(units, rest, value.d, mode) ? 1n : 0n)).padStart(places + 1, '0');
  const sign = value.n < 0n && /[1-9]/.test(digits) ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function goesUp(units: bigint, twiceRest: bigint, d: bigint, mode: RoundingMode): boolean {
  if (mode === 'down') return false;
  if (mode === 'up') return twiceRest > 0n;
  if (twiceRest !== d) return twiceRest > d;
  return mode === 'half-up' || units % 2n === 1n;
}

/** The number of places after which the decimal ends, or nothing when it never does. */
function endsAfter(d: bigint): number | undefined {
  if (d === 1n) return 0;
  let [twos, fives, large] = [0, 0, d];
  for (; large > exactAsDouble && large % 2n === 0n; large /= 2n) twos += 1;
  for (; large > exactAsDouble && large % 5n === 0n; large /= 5n) fives += 1;
  if (large > exactAsDouble) return undefined;
  let rest = Number(large);
  for (; rest % 2 === 0; rest /= 2) twos += 1;
  for (; rest % 5 === 0; rest /= 5) fives += 1;
  return rest === 1 ? Math.max(twos, fives) : undefined;
}

/** The exact number as text: a decimal that ends, else `numerator/denominator`. */
export function exactText(value: Rational): string {
  const places = endsAfter(value.d);
  return places === undefined ? `${value.n}/${value.d}` : round(value, places, 'down');
}

/** The number for a reader: a decimal that ends, else 34 significant digits, half-even. */
export function decimalText(value: Rational): string {
  const places = endsAfter(value.d);
  return places === undefined ? significantText(value) : round(value, places, 'down');
}

/** Rounded once from the exact number: a detour over more digits could round twice. */
function significantText(value: Rational): string {
  const places = significantDigits - 1 - magnitude(value);
  if (places >= 0) return withoutIdleZeros(round(value, places, 'half-even'));
  const scale = tenTo(-places);
  return round(rational(value.n, value.d * scale), 0, 'half-even') + '0'.repeat(-places);
}

/** The power of ten of the first digit that is not zero. */
function magnitude({ n, d }: Rational): number {
  const guess = String(size(n)).length - String(d).length;
  const reached = guess >= 0 ? size(n) >= d * tenTo(guess) : size(n) * tenTo(-guess) >= d;
  return reached ? guess : guess - 1;
}
const withoutIdleZeros = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

export const toDecimal = ({ n, d }: Rational) => new Wide(n.toString()).div(d.toString());
/** To 34 significant digits, half-even. */
export const significant = (value: Decimal) => value.toSignificantDigits(significantDigits, Decimal.ROUND_HALF_EVEN).toFixed();

/** A function that leaves the rationals, to 34 significant digits half-even; the result is that decimal, exactly. */
export function leave(value: Rational, compute: (x: Decimal) => Decimal): Rational {
  return parse(significant(compute(toDecimal(value))));
}

/** Natural logarithm of a positive number. */
export const ln = (value: Rational) => leave(value, (x) => x.ln());
/** The product of numbers that are not negative, each to the power of its share. */
export function powerProduct(factors: readonly { readonly value: Rational; readonly share: Rational }[]): Rational {
  if (factors.some(({ value }) => value.n === 0n)) return zero;
  const exponent = factors.reduce((total, { value, share }) => total.plus(toDecimal(value).ln().times(toDecimal(share))), new Wide(0));
  return parse(significant(exponent.exp()));
}
