/** An exact amount: numerator over a positive denominator, in lowest terms. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

export function fraction(n: bigint, d = 1n): Fraction {
  if (d <= 0n) throw new RangeError('a denominator is above zero');
  const divisor = gcd(n, d) || 1n;
  return { n: n / divisor, d: d / divisor };
}

/** Reads `61.8`, `60000` or `185/3`. @throws RangeError for anything else */
export function parseFraction(text: string): Fraction {
  const found = /^(-?\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text);
  if (!found) throw new RangeError(`${JSON.stringify(text)} is not an exact number`);
  const [, whole = '0', decimals = '', below = '1'] = found;
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(below));
}

export const add = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const multiply = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d);
export const compare = (a: Fraction, b: Fraction) => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const floor = ({ n, d }: Fraction) => n / d - (n % d < 0n ? 1n : 0n);
export const fractionText = ({ n, d }: Fraction) => (d === 1n ? String(n) : `${n}/${d}`);
