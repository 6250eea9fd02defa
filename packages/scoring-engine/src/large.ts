import { NoSuchNumber } from './no-such-number.ts';

/** A fraction of whole numbers of any size: numerator over a positive denominator, in lowest terms. */
export interface Large {
  readonly n: bigint;
  readonly d: bigint;
}

export const size = (a: bigint) => (a < 0n ? -a : a);
/** Whole numbers up to here are exact as doubles too. */
const exactAsDouble = BigInt(Number.MAX_SAFE_INTEGER);
/** A result in doubles is right where it stays within what they hold exactly, for what is larger rounds to no less than that. */
export const isExact = (value: number) => value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER;
export const fitsDouble = (a: bigint) => a <= exactAsDouble && a >= -exactAsDouble;

const powersOfTen = Array.from({ length: 64 }, (_, power) => 10n ** BigInt(power));
export const tenTo = (power: number) => powersOfTen[power] ?? 10n ** BigInt(power);

/** The greatest common divisor of whole numbers that doubles hold exactly and that are not negative. For these a quotient of doubles, rounded down, is the whole quotient. */
export function divisorOfDoubles(x: number, y: number): number {
  while (y !== 0) {
    const rest = x - Math.floor(x / y) * y;
    x = y;
    y = rest;
  }
  return x;
}
function divisorOf(a: bigint, b: bigint): bigint {
  while (b > exactAsDouble) [a, b] = [b, a % b];
  if (b === 0n) return a;
  return BigInt(divisorOfDoubles(Number(b), Number(a > exactAsDouble ? a % b : a)));
}

/** @throws NoSuchNumber when the denominator is zero */
export function large(n: bigint, d = 1n): Large {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new NoSuchNumber('a number cannot be divided by zero', 'divided-by-zero');
  const divisor = divisorOf(size(n), size(d));
  if (divisor === 1n && d > 0n) return { n, d };
  return d < 0n ? { n: -n / divisor, d: -d / divisor } : { n: n / divisor, d: d / divisor };
}

// Both operands are in lowest terms, so that smaller divisors than those of the result suffice (Knuth, The Art of Computer Programming 2, 4.5.1).
export function addLarge(a: Large, b: Large): Large {
  if (a.d === b.d) return large(a.n + b.n, a.d);
  const shared = a.d === 1n || b.d === 1n ? 1n : divisorOf(a.d, b.d);
  if (shared === 1n) return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
  const rest = b.d / shared;
  const n = a.n * rest + b.n * (a.d / shared);
  const divisor = divisorOf(size(n), shared);
  return divisor === 1n ? { n, d: a.d * rest } : { n: n / divisor, d: (a.d / divisor) * rest };
}

export function multiplyLarge(a: Large, b: Large): Large {
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n };
  const [left, right] = [b.d === 1n ? 1n : divisorOf(size(a.n), b.d), a.d === 1n ? 1n : divisorOf(size(b.n), a.d)];
  return { n: (a.n / left) * (b.n / right), d: (a.d / right) * (b.d / left) };
}

export function compareLarge(a: Large, b: Large): number {
  const [left, right] = a.d === b.d ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}
