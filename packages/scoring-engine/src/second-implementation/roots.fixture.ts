import { by, lowest, minus, one, order, over, type Pair, times, to34, whole, zero } from './fractions.fixture.ts';

/** What leaves the fractions, in whole numbers of 10^-100; rounded once to 34 digits as the language says. */
const unit = 10n ** 100n;
const fixed = ([n, d]: Pair) => (n * unit) / d;
const bits = (n: bigint) => n.toString(2).length;

/** ½ ln((1 + z) ÷ (1 − z)) = z + z³ ÷ 3 + z⁵ ÷ 5 + …; with a changing sign the arc tangent. */
function oddSeries(z: bigint, sign: 1n | -1n = 1n): bigint {
  const square = (sign * z * z) / unit;
  let sum = 0n;
  for (let [term, odd] = [z, 1n]; term !== 0n; [term, odd] = [(term * square) / unit, odd + 2n]) sum += term / odd;
  return sum;
}
const ln2 = 2n * oddSeries(unit / 3n);
const pi = 4n * (4n * oddSeries(unit / 5n, -1n) - oddSeries(unit / 239n, -1n));

function lnFixed([n, d]: Pair): bigint {
  if (n <= 0n) throw new RangeError('only what is above 0 has a logarithm');
  const twos = bits(n) - bits(d);
  const x = twos >= 0 ? (n * unit) / (d << BigInt(twos)) : ((n << BigInt(-twos)) * unit) / d;
  return 2n * oddSeries(((x - unit) * unit) / (x + unit)) + BigInt(twos) * ln2;
}
function expFixed(x: bigint): Pair {
  if (x > 10_000n * unit || x < -10_000n * unit) throw new RangeError('too large or too small to be printed');
  const twos = (2n * x + (x < 0n ? -ln2 : ln2)) / (2n * ln2);
  const small = (x - twos * ln2) / 256n;
  let sum = 0n;
  for (let [term, n] = [unit, 1n]; term !== 0n; [term, n] = [(term * small) / unit / n, n + 1n]) sum += term;
  for (let squared = 0; squared < 8; squared += 1) sum = (sum * sum) / unit;
  return twos >= 0n ? over(sum << twos, unit) : over(sum, unit << -twos);
}
function root(n: bigint): bigint {
  let x = 1n << BigInt((bits(n) + 1) >> 1);
  for (let next = (x + n / x) >> 1n; next < x; next = (x + n / x) >> 1n) x = next;
  return x;
}

/** To 34 digits, after the last places of the series are rounded away: cut off, they would lie just below a half that they are. */
function settled(x: Pair): Pair {
  const places = 20n;
  return order(x, [1n, 10n ** 30n]) < 0 ? to34(x) : to34([(fixed(x) + 5n * 10n ** (places - 1n)) / 10n ** places, unit / 10n ** places]);
}

export const ln = (x: Pair) => to34([lnFixed(x), unit]);
export const logTo = (x: Pair, base: number) => to34(over(lnFixed(x), lnFixed(whole(base))));
export const exp = (x: Pair) => to34(expFixed(fixed(x)));
const rootOf = (x: Pair, degree: bigint): Pair => (x[0] === 0n ? zero : x[0] < 0n ? negative(rootOf(negative(x), degree)) : settled(expFixed(lnFixed(x) / degree)));
const negative = ([n, d]: Pair): Pair => [-n, d];
export const sqrt = (x: Pair) => rootOf(x, 2n);
export const cbrt = (x: Pair) => rootOf(x, 3n);
/** Each of the factors to the power of its share, multiplied. */
export const powers = (factors: readonly { value: Pair; share: Pair }[]): Pair =>
  factors.some(({ value }) => value[0] === 0n) ? zero : settled(expFixed(factors.reduce((sum, { value, share: [n, d] }) => sum + (lnFixed(value) * n) / d, 0n)));

/** A whole power is exact as long as it stays within 2,000 digits. Nothing where there is no such number. */
export function power(base: Pair, exponent: Pair): Pair | undefined {
  const [[top, bottom], [n, d]] = [lowest(base), lowest(exponent)];
  const size = n < 0n ? -n : n;
  const digits = BigInt(Math.max(String(top).length, String(bottom).length));
  if (top === 0n && n < 0n) return undefined;
  if (d === 1n && digits * size <= 2000n) return n < 0n ? over(bottom ** size, top ** size) : over(top ** size, bottom ** size);
  if (top < 0n) return undefined;
  return top === 0n ? zero : settled(expFixed((lnFixed(base) * n) / d));
}

/** Far below the 34th digit, and far above what the last places of a division may still waver by. */
const near = 10n ** 40n;
/** Φ⁻¹ by Newton's method; Φ(z) = ½ + φ(z) (z + z³ ÷ 3 + z⁵ ÷ 15 + …). */
export function normalQuantile(p: Pair): Pair {
  if (order(p, [1n, 2n]) < 0) return negative(normalQuantile(minus(one, p)));
  const target = fixed(p);
  const rootOfTwoPi = root(2n * pi * unit);
  let z = 0n;
  for (let step = unit; step > near || step < -near; z += step) {
    const density = (fixed(expFixed((-z * z) / unit / 2n)) * unit) / rootOfTwoPi;
    let sum = 0n;
    for (let [term, odd] = [z, 3n]; term !== 0n; [term, odd] = [(((term * z) / unit) * z) / unit / odd, odd + 2n]) sum += term;
    step = ((target - unit / 2n - (density * sum) / unit) * unit) / density;
  }
  return to34([z, unit]);
}
export const square = (x: Pair) => times(x, x);
export const reciprocal = (x: Pair) => by(one, x);
