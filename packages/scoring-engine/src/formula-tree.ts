import jsep, { type Expression } from 'jsep';
import { cbrt, exp, power, sqrt } from './functions.ts';
import { add, compare, divide, ln, multiply, negate, parse, type Rational, round, roundingModes, subtract, sum, whole, abs, floor, one, zero, type RoundingMode } from './rational.ts';
import { type Cause } from './cell.ts';

/** A value of the language: a number, true or false, a word in quotes (a rounding mode), or null with the causes for which it is missing. */
export type Value = Rational | boolean | string | { readonly causes: readonly Cause[] };
export const isNumber = (value: Value): value is Rational => typeof value === 'object' && 'n' in value;
export const isNull = (value: Value): value is { readonly causes: readonly Cause[] } => typeof value === 'object' && 'causes' in value;

export interface Context {
  readonly name: (name: string) => Value;
  /** Null for a reason that lies in the arithmetic itself. */
  readonly fault: (why: 'divided-by-zero' | 'outside-domain') => Value;
}
type Work = (args: readonly Value[], context: Context) => Value;
interface Function {
  readonly least: number;
  readonly most: number;
  readonly work: Work;
}

/** A function of numbers alone: null where one of them is, a fault where there is no such number. */
const numeric = (work: (...numbers: readonly Rational[]) => Value | undefined): Work => (args, context) => {
  const missing = args.filter(isNull).flatMap(({ causes }) => causes);
  if (missing.length) return { causes: missing };
  if (!args.every(isNumber)) return context.fault('outside-domain');
  try {
    return work(...args) ?? context.fault('divided-by-zero');
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
  exp: unary(numeric((x) => exp(x))),
  pow: { least: 2, most: 2, work: numeric((base, exponent) => power(base, exponent)) },
  min: many(numeric((...values) => least(values))),
  max: many(numeric((...values) => greatest(values))),
  sum: many(numeric((...values) => sum(values))),
  mean: many(numeric((...values) => divide(sum(values), whole(values.length)))),
  clamp: { least: 3, most: 3, work: numeric((x, low, high) => greatest([least([x, high]), low])) },
  round: { least: 3, most: 3, work: roundBy },
  coalesce: many((args) => args.find((value) => !isNull(value)) ?? { causes: args.filter(isNull).flatMap(({ causes }) => causes) }),
  missing: unary(([value]) => isNull(value!)),
  if: { least: 3, most: 3, work: () => false },
};

function roundBy([value, places, mode]: readonly Value[], context: Context): Value {
  if (!roundingModes.includes(mode as RoundingMode)) return context.fault('outside-domain');
  return numeric((x, digits) => (digits.d === 1n && digits.n >= 0n && digits.n <= 34n ? parse(round(x, Number(digits.n), mode as RoundingMode)) : undefined))([value!, places!], context);
}

const compared = (holds: (order: number) => boolean) => numeric((a, b) => holds(compare(a, b)));
export const operators: Readonly<Record<string, Work>> = {
  '+': numeric((a, b) => add(a, b)),
  '-': numeric((a, b) => subtract(a, b)),
  '*': numeric((a, b) => multiply(a, b)),
  '/': numeric((a, b) => (b.n === 0n ? undefined : divide(a, b))),
  '**': numeric((a, b) => power(a, b)),
  '<': compared((order) => order < 0),
  '<=': compared((order) => order <= 0),
  '>': compared((order) => order > 0),
  '>=': compared((order) => order >= 0),
  '==': compared((order) => order === 0),
  '!=': compared((order) => order !== 0),
};

/** A name with dots as it stands: `reading.numerator`. */
export function dotted(tree: Expression): string | undefined {
  if (tree.type === 'Identifier') return String(tree['name']);
  if (tree.type !== 'MemberExpression' || tree['computed']) return undefined;
  const [object, property] = [dotted(tree['object'] as Expression), dotted(tree['property'] as Expression)];
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

/** Computes a formula exactly; it has no loops, no clock and no randomness, so it ends and is the same every time. */
export function evaluate(tree: Expression, context: Context): Value {
  const name = dotted(tree);
  if (name !== undefined) return context.name(name);
  if (tree.type === 'Literal') return typeof tree['value'] === 'number' ? parse(String(tree['raw'])) : (tree['value'] as string | boolean);
  if (tree.type === 'UnaryExpression') return unaryValue(String(tree['operator']), evaluate(tree['argument'] as Expression, context), context);
  if (tree.type === 'CallExpression') return call(dotted(tree['callee'] as Expression)!, tree['arguments'] as Expression[], context);
  const [left, right] = [tree['left'] as Expression, tree['right'] as Expression];
  const operator = String(tree['operator']);
  if (operator === '&&' || operator === '||') return logical(operator === '&&', evaluate(left, context), () => evaluate(right, context), context);
  return operators[operator]!([evaluate(left, context), evaluate(right, context)], context);
}

function unaryValue(operator: string, value: Value, context: Context): Value {
  if (operator === '!') return isNull(value) ? value : typeof value === 'boolean' ? !value : context.fault('outside-domain');
  return operators[operator]!([zero, value], context);
}

function logical(both: boolean, left: Value, right: () => Value, context: Context): Value {
  if (left === !both) return left;
  const second = right();
  if (second === !both || isNull(left)) return second === !both ? second : left;
  return isNull(second) || (typeof left === 'boolean' && typeof second === 'boolean') ? second : context.fault('outside-domain');
}

function call(name: string, args: readonly Expression[], context: Context): Value {
  if (name !== 'if') return functions[name]!.work(args.map((arg) => evaluate(arg, context)), context);
  const condition = evaluate(args[0]!, context);
  if (isNull(condition)) return condition;
  return typeof condition === 'boolean' ? evaluate(args[condition ? 1 : 2]!, context) : context.fault('outside-domain');
}

/** Reads a formula. @throws SyntaxError in words where it is none of this language */
export function readFormula(text: string): Expression {
  const known = trees.get(text);
  if (known) return known;
  let tree: Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    throw new SyntaxError(`this is no formula: ${(error as Error).message}`, { cause: error });
  }
  const fault = faultOf(tree);
  if (fault) throw new SyntaxError(fault);
  trees.set(text, tree);
  return tree;
}
const trees = new Map<string, Expression>();

function faultOf(tree: Expression): string | undefined {
  if (dotted(tree) !== undefined) return undefined;
  if (tree.type === 'Literal') return typeof tree['value'] === 'number' && !/^\d+(\.\d+)?$/.test(String(tree['raw'])) ? `${String(tree['raw'])} is not a decimal number` : undefined;
  if (tree.type === 'UnaryExpression') return ['-', '+', '!'].includes(String(tree['operator'])) ? faultOf(tree['argument'] as Expression) : `there is no operator ${String(tree['operator'])}`;
  if (tree.type === 'BinaryExpression') return Object.hasOwn(operators, String(tree['operator'])) || ['&&', '||'].includes(String(tree['operator'])) ? (faultOf(tree['left'] as Expression) ?? faultOf(tree['right'] as Expression)) : `there is no operator ${String(tree['operator'])}; a power is written pow(x, y)`;
  return tree.type === 'CallExpression' ? callFault(tree) : `${tree.type} has no meaning here`;
}

function callFault(tree: Expression): string | undefined {
  const [name, args] = [dotted(tree['callee'] as Expression) ?? '', tree['arguments'] as Expression[]];
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!found) return `there is no function ${name}; there are ${Object.keys(functions).join(', ')}`;
  if (args.length < found.least || args.length > found.most) return `${name} takes ${found.least === found.most ? found.least : `at least ${found.least}`}, not ${args.length}`;
  return args.map(faultOf).find((fault) => fault !== undefined);
}

/** The names a formula reads. */
export function namesIn(tree: Expression): string[] {
  const name = dotted(tree);
  if (name !== undefined) return [name];
  const inner = tree.type === 'CallExpression' ? (tree['arguments'] as Expression[]) : [tree['left'], tree['right'], tree['argument']].filter((part) => part !== undefined) as Expression[];
  return inner.flatMap(namesIn);
}

/** Writes the tree again, every name as it is shown. */
export function written(tree: Expression, show: (name: string) => string, inside = false): string {
  const name = dotted(tree);
  if (name !== undefined) return show(name);
  if (tree.type === 'Literal') return String(tree['raw']);
  if (tree.type === 'UnaryExpression') return `${String(tree['operator'])}${written(tree['argument'] as Expression, show, true)}`;
  if (tree.type === 'CallExpression') return `${dotted(tree['callee'] as Expression)}(${(tree['arguments'] as Expression[]).map((arg) => written(arg, show)).join(', ')})`;
  const text = `${written(tree['left'] as Expression, show, true)} ${signs[String(tree['operator'])] ?? String(tree['operator'])} ${written(tree['right'] as Expression, show, true)}`;
  return inside ? `(${text})` : text;
}
const signs: Readonly<Record<string, string>> = { '*': '×', '/': '÷', '-': '−' };
export const asNumber = (value: boolean): Rational => (value ? one : zero);
