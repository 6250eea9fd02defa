import { type Decimal } from 'decimal.js';
import { NoSuchNumber } from './no-such-number.ts';
import { compare, leave, negate, one, parse, type Rational, rational, sign, significant, subtract, toDecimal, Wide, zero } from './rational.ts';

/** Functions that leave the rationals: worked in 60 digits and rounded half-even to 34, so that the result is one decimal, the same in any language. */
export const exp = (value: Rational) => printable(toDecimal(value));
export const sqrt = (value: Rational) => leave(value, (x) => x.sqrt());
/** To base 2 or 10, rounded once, so that the logarithm of a power of the base is whole. */
export const logTo = (value: Rational, base: 2 | 10) => leave(value, (x) => x.log(base));
export const cbrt = (value: Rational) => leave(value, (x) => x.cbrt());

/** A number to a power: exact for whole powers that stay within 2,000 digits, else to 34 digits. @throws NoSuchNumber where there is no such number, or none that could be printed */
export function power(base: Rational, exponent: Rational): Rational {
  if (exponent.d === 1n && isShort(base, exponent.n < 0n ? -exponent.n : exponent.n)) return wholePower(base, exponent.n);
  if (base.n < 0n || (base.n === 0n && exponent.n < 0n)) throw new NoSuchNumber('a number below zero has no such power');
  if (base.n === 0n) return zero;
  return printable(toDecimal(base).ln().times(toDecimal(exponent)));
}

const isShort = ({ n, d }: Rational, exponent: bigint) => exponent <= 2000n && BigInt(Math.max(String(n).length, String(d).length)) * exponent <= 2000n;
/** e to a power; beyond 10,000 its digits would fill pages. */
function printable(x: Decimal): Rational {
  if (x.abs().gt(10_000)) throw new NoSuchNumber('the number is too large or too small');
  return parse(significant(x.exp()));
}

function wholePower({ n, d }: Rational, exponent: bigint): Rational {
  if (exponent >= 0n) return rational(n ** exponent, d ** exponent);
  if (n === 0n) throw new NoSuchNumber('zero has no negative power');
  return rational(d ** -exponent, n ** -exponent);
}

const half = parse('0.5');
const rootOfTwoPi = Wide.acos(-1).times(2).sqrt();

/**
 * The number below which a standard normal variable falls with this probability.
 * Newton's method from 0 on the series of Marsaglia, "Evaluating the normal distribution" (J. Stat. Software 11(4), 2004): for more than one half it nears the root from below and never passes it.
 * @throws NoSuchNumber for a probability outside 0 to 1
 */
export function normalQuantile(probability: Rational): Rational {
  if (compare(probability, zero) <= 0 || compare(probability, one) >= 0) throw new NoSuchNumber('a probability lies between 0 and 1');
  if (compare(probability, half) < 0) return negate(normalQuantile(subtract(one, probability)));
  return leave(probability, (p) => newton(p));
}

function newton(p: Decimal): Decimal {
  const least = new Wide('1e-50');
  let z: Decimal = new Wide(0);
  for (let turn = 0; turn < 200; turn += 1) {
    const density = z.times(z).div(-2).exp().div(rootOfTwoPi);
    const step = p.minus(below(z, density)).div(density);
    z = z.plus(step);
    if (step.abs().lt(least)) break;
  }
  return z;
}

/** 1/2 + φ(z) (z + z³/3 + z⁵/(3·5) + …). */
function below(z: Decimal, density: Decimal, least: Decimal = new Wide('1e-70')): Decimal {
  let [term, total] = [z, z];
  for (let odd = 3; term.gt(least); odd += 2) {
    term = term.times(z).times(z).div(odd);
    total = total.plus(term);
  }
  return density.times(total).plus('0.5');
}

/**
 * The probability that a standard normal variable falls below a number, by the same series.
 * Digits that the lower tail loses to the one that it is taken from are carried in addition, so that 34 of the result are right.
 * @throws RangeError for a number further than 40 from 0, where the tail has more than 350 zeros
 */
export function normalProbability(value: Rational): Rational {
  if (compare(value, fortyBelow) < 0 || compare(value, negate(fortyBelow)) > 0) throw new NoSuchNumber('the number is too large or too small');
  const z = toDecimal(value).abs();
  const Tail = Wide.clone({ precision: 70 + Math.ceil(Number(z) ** 2 / 4) });
  const wide = new Tail(z);
  const density = wide.times(wide).div(-2).exp().div(Tail.acos(-1).times(2).sqrt());
  const above = below(wide, density, new Tail(10).pow(-Tail.precision));
  return parse(significant(sign(value) < 0 ? new Tail(1).minus(above) : above));
}
const fortyBelow = parse('-40');
