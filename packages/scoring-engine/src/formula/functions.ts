import { type Cause } from '../cell.ts';
import { cbrt, exp, logTo, normalProbability, normalQuantile, power, sqrt } from '../functions.ts';
import { abs, add, compare, divide, floor, ln, multiply, negate, one, parse, Rational, rational, round, type RoundingMode, roundingModes, sign, subtract, sum, whole, zero } from '../rational.ts';
import { quantileOf, sorted } from '../statistics.ts';

/** A value of the language: a number, true or false, a word in quotes (a rounding mode), or null with the causes for which it is missing. */
export type Value = Rational | boolean | string | { readonly causes: readonly Cause[] };
export const isNumber = (value: Value): value is Rational => value instanceof Rational;
export const isNull = (value: Value): value is { readonly causes: readonly Cause[] } => typeof value === 'object' && 'causes' in value;

export interface Context {
  readonly name: (name: string) => Value;
  /** Null for a reason that lies in the arithmetic itself. */
  readonly fault: (why: 'divided-by-zero' | 'outside-domain') => Value;
  /** What `null` stands for: there is nothing here, by the method's own word, and who re-weights may leave it out. */
  readonly none: Value;
}
type Work = (args: readonly Value[], context: Context) => Value;
interface Function {
  readonly least: number;
  readonly most: number;
  readonly work: Work;
}

/** A function of numbers: null where one of them is missing, a fault where there is no such number; a comparison counts 1 or 0, so that what holds can be counted. */
const numeric = (work: (...numbers: readonly Rational[]) => Value | undefined): Work => (args, context) => {
  const counted = args.every(isNumber) ? args : args.map((value) => (typeof value === 'boolean' ? asNumber(value) : value));
  if (!counted.every(isNumber)) {
    const missing = args.filter(isNull).flatMap(({ causes }) => causes);
    return missing.length ? { causes: missing } : context.fault('outside-domain');
  }
  try {
    return work(...counted) ?? context.fault('divided-by-zero');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return context.fault('outside-domain');
  }
};
const positive = (work: (x: Rational) => Rational, orZero = false) =>
  numeric((x) => {
    if (x.n < 0n || (x.n === 0n && !orZero)) throw new RangeError('below its domain');
    return work(x);
  });
const unary = (work: Work): Function => ({ least: 1, most: 1, work });
const many = (work: Work): Function => ({ least: 1, most: Infinity, work });
const least = (values: readonly Rational[]) => values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
const greatest = (values: readonly Rational[]) => values.reduce((a, b) => (compare(b, a) > 0 ? b : a));

/** Every function of a formula, by name. */
export const functions: Readonly<Record<string, Function>> = {
  abs: unary(numeric((x) => abs(x))),
  floor: unary(numeric((x) => whole(floor(x)))),
  ceil: unary(numeric((x) => whole(-floor(negate(x))))),
  sqrt: unary(positive(sqrt, true)),
  cbrt: unary(numeric((x) => cbrt(x))),
  ln: unary(positive(ln)),
  log10: unary(positive((x) => logTo(x, 10))),
  exp: unary(numeric((x) => exp(x))),
  normal: unary(numeric((x) => normalProbability(x))),
  probit: unary(numeric((x) => normalQuantile(x))),
  pow: { least: 2, most: 2, work: numeric((base, exponent) => power(base, exponent)) },
  min: many(numeric((...values) => least(values))),
  max: many(numeric((...values) => greatest(values))),
  sum: many(numeric((...values) => sum(values))),
  mean: many(numeric((...values) => divide(sum(values), whole(values.length)))),
  median: many(numeric((...values) => quantileOf(sorted(values), rational(1n, 2n), 7))),
  clamp: { least: 3, most: 3, work: numeric((x, low, high) => greatest([least([x, high]), low])) },
  round: { least: 3, most: 3, work: roundBy },
  coalesce: many((args) => args.find((value) => !isNull(value)) ?? { causes: args.filter(isNull).flatMap(({ causes }) => causes) }),
  missing: unary(([value]) => isNull(value!)),
  if: { least: 3, most: 3, work: () => false },
};

function roundBy([value, places, mode]: readonly Value[], context: Context): Value {
  if (!roundingModes.includes(mode as RoundingMode)) return context.fault('outside-domain');
  return numeric((x, digits) => {
    if (digits.d !== 1n || abs(digits).n > 34n) throw new RangeError('no number of places');
    if (digits.n >= 0n) return parse(round(x, Number(digits.n), mode as RoundingMode));
    const unit = whole(10n ** -digits.n);
    return multiply(parse(round(divide(x, unit), 0, mode as RoundingMode)), unit);
  })([value!, places!], context);
}

const compared = (fits: (order: number) => boolean) => numeric((a, b) => fits(compare(a, b)));
export const operators: Readonly<Record<string, Work>> = {
  '+': numeric((a, b) => add(a, b)),
  '-': numeric((a, b) => subtract(a, b)),
  '*': numeric((a, b) => multiply(a, b)),
  '/': numeric((a, b) => (sign(b) === 0 ? undefined : divide(a, b))),
  '**': numeric((a, b) => power(a, b)),
  '<': compared((order) => order < 0),
  '<=': compared((order) => order <= 0),
  '>': compared((order) => order > 0),
  '>=': compared((order) => order >= 0),
  '==': compared((order) => order === 0),
  '!=': compared((order) => order !== 0),
};
/** True, or a number that is not 0, holds, as in a gate; nothing for a word. */
export const holds = (value: Value): boolean | undefined => (typeof value === 'boolean' ? value : isNumber(value) ? value.n !== 0n : undefined);
export const asNumber = (value: boolean): Rational => (value ? one : zero);
