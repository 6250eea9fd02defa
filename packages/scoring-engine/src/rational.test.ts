import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { abs, add, compare, decimalText, divide, exactText, floor, multiply, negate, parse, parseExact, rational, type Rational, round, type RoundingMode, roundingModes, sign, subtract } from './rational.ts';

interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b));
/** The rule as it is taught: one fraction, brought to lowest terms by Euclid. */
function plain(n: bigint, d: bigint): Fraction {
  const divisor = divisorOf(n < 0n ? -n : n, d < 0n ? -d : d);
  return d < 0n ? { n: -n / divisor, d: -d / divisor } : { n: n / divisor, d: d / divisor };
}
const taught = {
  add: (a: Fraction, b: Fraction) => plain(a.n * b.d + b.n * a.d, a.d * b.d),
  subtract: (a: Fraction, b: Fraction) => plain(a.n * b.d - b.n * a.d, a.d * b.d),
  multiply: (a: Fraction, b: Fraction) => plain(a.n * b.n, a.d * b.d),
  divide: (a: Fraction, b: Fraction) => plain(a.n * b.d, a.d * b.n),
};
/** Rounded as taught: one division, its remainder, and what the mode says of it. */
function roundedAsTaught({ n, d }: Fraction, places: number, mode: RoundingMode): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places);
  const [down, rest] = [scaled / d, scaled % d];
  const up = { down: false, up: rest > 0n, floor: rest > 0n && n < 0n, ceiling: rest > 0n && n > 0n, 'half-down': rest * 2n > d, 'half-up': rest * 2n >= d, 'half-even': rest * 2n > d || (rest * 2n === d && down % 2n === 1n) }[mode];
  const units = down + (up ? 1n : 0n);
  const digits = String(units).padStart(places + 1, '0');
  return `${n < 0n && units > 0n ? '-' : ''}${digits.slice(0, digits.length - places)}${places ? '.' : ''}${digits.slice(digits.length - places)}`;
}
const fraction = ({ n, d }: Rational): Fraction => ({ n, d });

/** Small numbers, and numbers on both sides of what a double holds exactly. */
const numerator = fc.oneof(fc.bigInt(-50n, 50n), fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.bigInt(-(2n ** 60n), 2n ** 60n), fc.bigInt(2n ** 53n - 4n, 2n ** 53n + 4n), fc.bigInt(-(2n ** 53n) - 4n, -(2n ** 53n) + 4n), fc.bigInt(-(10n ** 40n), 10n ** 40n));
const denominator = fc.oneof(numerator, fc.nat(20).map((power) => 10n ** BigInt(power))).filter((d) => d !== 0n);
const pair = fc.tuple(numerator, denominator);
const ways = ['add', 'subtract', 'multiply', 'divide'] as const;
const quick = { add, subtract, multiply, divide };

describe('the four operations on exact fractions, whatever way is taken to be quick', () => {
  it.each(ways)('%s as taught', (way) => {
    fc.assert(
      fc.property(pair, pair, ([an, ad], [bn, bd]) => {
        fc.pre(way !== 'divide' || bn !== 0n);
        expect(fraction(quick[way](rational(an, ad), rational(bn, bd)))).toEqual(taught[way](plain(an, ad), plain(bn, bd)));
      }),
      { numRuns: 2000 },
    );
  });

  it('stay as taught through a long calculation, in which common divisors pile up', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...ways), fc.oneof(fc.tuple(fc.bigInt(-99999n, 99999n), fc.constantFrom(1n, 10n, 100n, 10000n, 30n, 113n)), pair)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pair, steps, ([n, d], following) => {
        let [value, asTaught] = [rational(n, d), plain(n, d)];
        for (const [way, [bn, bd]] of following) {
          if (way === 'divide' && bn === 0n) continue;
          [value, asTaught] = [quick[way](value, rational(bn, bd)), taught[way](asTaught, plain(bn, bd))];
          expect(fraction(value)).toEqual(asTaught);
          expect([sign(value), floor(value)]).toEqual([asTaught.n < 0n ? -1 : asTaught.n > 0n ? 1 : 0, asTaught.n / asTaught.d - (asTaught.n % asTaught.d < 0n ? 1n : 0n)]);
          expect([fraction(negate(value)), fraction(abs(value))]).toEqual([{ ...asTaught, n: -asTaught.n }, { ...asTaught, n: asTaught.n < 0n ? -asTaught.n : asTaught.n }]);
          expect(compare(value, rational(bn, bd))).toBe(Math.sign(Number(taught.subtract(asTaught, plain(bn, bd)).n)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('orders as the difference does', () => {
    fc.assert(fc.property(pair, pair, ([an, ad], [bn, bd]) => expect(compare(rational(an, ad), rational(bn, bd))).toBe(Math.sign(Number(taught.subtract(plain(an, ad), plain(bn, bd)).n)))), { numRuns: 2000 });
  });

  it('refuses to divide by zero', () => {
    expect(() => divide(rational(1n), rational(0n))).toThrow('divided by zero');
    expect(() => divide(rational(10n ** 40n), subtract(parse('0.5'), parse('0.50')))).toThrow('divided by zero');
    expect(() => rational(1n, 0n)).toThrow('divided by zero');
  });
});

describe('numbers as text', () => {
  it('reads back what it writes exactly', () => {
    fc.assert(fc.property(pair, ([n, d]) => expect(fraction(parseExact(exactText(rational(n, d))))).toEqual(plain(n, d))), { numRuns: 1000 });
  });

  it('reads a decimal of any length, with idle zeros or without, as the same number', () => {
    fc.assert(fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(70), (n, zeros) => expect(fraction(parse(`${n}.5${'0'.repeat(zeros)}`))).toEqual(fraction(parse(`${n}.5`)))));
    const digits = fc.stringMatching(/^\d{1,18}$/);
    fc.assert(fc.property(fc.constantFrom('', '-'), digits, digits, (minus, units, places) => {
      expect(fraction(parse(`${minus}${units}.${places}`))).toEqual(plain(BigInt(`${minus}${units}${places}`), 10n ** BigInt(places.length)));
      expect(fraction(parse(minus + units))).toEqual(plain(BigInt(minus + units), 1n));
    }), { numRuns: 1000 });
    expect(fraction(parse('-0.250'))).toEqual({ n: -1n, d: 4n });
  });

  it.each(['', '-', '.', '-.', '.5', '5.', '-.5', '1.2.3', '1,5', '+1', ' 1', '1 ', '1e3', '--1', '1-', '٣', '1\n', '0x1', 'NaN'])('refuses %j', (text) => expect(() => parse(text)).toThrow('is not a decimal number'));

  it.each(roundingModes)('rounds %s as taught, whether few digits or many, and however the number came about', (mode) => {
    fc.assert(
      fc.property(pair, fc.nat(40), fc.nat(12), ([n, d], places, idle) => {
        expect(round(rational(n, d), places, mode)).toBe(roundedAsTaught(plain(n, d), places, mode));
        const decimal = `${n}.${'5'.padStart(idle + 1, '0')}0`;
        expect(round(parse(decimal), places, mode)).toBe(roundedAsTaught(fraction(parse(decimal)), places, mode));
        expect(round(divide(parse(decimal), rational(d)), places, mode)).toBe(roundedAsTaught(fraction(divide(parse(decimal), rational(d))), places, mode));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['0.9999999995', 9, 'half-up', '1.000000000'],
    ['-0.99999999999', 10, 'half-even', '-1.0000000000'],
    ['-0.0004', 3, 'half-even', '0.000'],
    ['2.5', 0, 'half-even', '2'],
    ['-2.5', 0, 'half-up', '-3'],
    ['0', 2, 'up', '0.00'],
  ] as const)('rounds %s to %d places %s: %s', (text, places, mode, rounded) => expect(round(parse(text), places, mode)).toBe(rounded));

  it.each([['half-up', '-3 -2 3 2'], ['half-even', '-2 -2 2 2'], ['half-down', '-2 -2 2 2'], ['up', '-3 -3 3 3'], ['down', '-2 -2 2 2'], ['floor', '-3 -3 2 2'], ['ceiling', '-2 -2 3 3']] as const)('rounds -2.5, -2.25, 2.5 and 2.25 by %s to %s', (mode, expected) =>
    expect(['-2.5', '-2.25', '2.5', '2.25'].map((text) => round(parse(text), 0, mode)).join(' ')).toBe(expected));

  it('rounds more places than are kept ready, and shows a number that never ends to 34 digits', () => {
    expect(round(rational(1n, 3n), 80, 'half-even')).toBe(`0.${'3'.repeat(80)}`);
    expect(decimalText(rational(2n, 3n))).toBe(`0.${'6'.repeat(33)}7`);
    expect(decimalText(rational(10n ** 40n, 3n))).toBe(`${'3'.repeat(34)}${'0'.repeat(6)}`);
    expect(decimalText(rational(-1n, 3000n))).toBe(`-0.000${'3'.repeat(34)}`);
  });
});
