import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, compare, decimalText, divide, exactText, multiply, parse, parseExact, rational, type Rational, round, subtract } from './rational.ts';

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b));
/** The rule as it is taught: one fraction, brought to lowest terms by Euclid. */
function plain(n: bigint, d: bigint): Rational {
  const divisor = divisorOf(n < 0n ? -n : n, d < 0n ? -d : d);
  return d < 0n ? { n: -n / divisor, d: -d / divisor } : { n: n / divisor, d: d / divisor };
}

/** Small numbers, and numbers on both sides of what a double holds exactly. */
const numerator = fc.oneof(fc.bigInt(-50n, 50n), fc.bigInt(-(2n ** 60n), 2n ** 60n), fc.bigInt(2n ** 53n - 4n, 2n ** 53n + 4n), fc.bigInt(-(10n ** 40n), 10n ** 40n));
const denominator = numerator.filter((d) => d !== 0n);
const pair = fc.tuple(numerator, denominator);

describe('the four operations on exact fractions, whatever way is taken to be quick', () => {
  const agrees = (given: (a: Rational, b: Rational) => Rational, taught: (a: Rational, b: Rational) => Rational, nonZero = false) =>
    fc.assert(
      fc.property(pair, pair, ([an, ad], [bn, bd]) => {
        fc.pre(!nonZero || bn !== 0n);
        const [a, b] = [plain(an, ad), plain(bn, bd)];
        expect(given(rational(an, ad), rational(bn, bd))).toEqual(taught(a, b));
      }),
      { numRuns: 2000 },
    );

  it('adds as taught', () => agrees(add, (a, b) => plain(a.n * b.d + b.n * a.d, a.d * b.d)));
  it('subtracts as taught', () => agrees(subtract, (a, b) => plain(a.n * b.d - b.n * a.d, a.d * b.d)));
  it('multiplies as taught', () => agrees(multiply, (a, b) => plain(a.n * b.n, a.d * b.d)));
  it('divides as taught', () => agrees(divide, (a, b) => plain(a.n * b.d, a.d * b.n), true));

  it('orders as the difference does', () => {
    fc.assert(fc.property(pair, pair, ([an, ad], [bn, bd]) => expect(compare(rational(an, ad), rational(bn, bd))).toBe(Math.sign(Number(subtract(rational(an, ad), rational(bn, bd)).n)))));
  });

  it('refuses to divide by zero', () => {
    expect(() => divide(rational(1n), rational(0n))).toThrow('divided by zero');
    expect(() => rational(1n, 0n)).toThrow('divided by zero');
  });
});

describe('numbers as text', () => {
  it('reads back what it writes exactly', () => {
    fc.assert(fc.property(pair, ([n, d]) => expect(parseExact(exactText(rational(n, d)))).toEqual(plain(n, d))));
  });

  it('reads a decimal with idle zeros as the same number', () => {
    fc.assert(fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(70), (n, zeros) => expect(parse(`${n}.5${'0'.repeat(zeros)}`)).toEqual(parse(`${n}.5`))));
    expect(parse('-0.250')).toEqual({ n: -1n, d: 4n });
  });

  it('rounds more places than are kept ready, and shows a number that never ends to 34 digits', () => {
    expect(round(rational(1n, 3n), 80, 'half-even')).toBe(`0.${'3'.repeat(80)}`);
    expect(decimalText(rational(2n, 3n))).toBe(`0.${'6'.repeat(33)}7`);
  });
});
