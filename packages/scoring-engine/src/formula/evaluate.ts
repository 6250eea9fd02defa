import { type Expression } from 'jsep';
import { parse, zero } from '../rational.ts';
import { type Context, functions, holds, isNull, operators, type Value } from './functions.ts';
import { dotted } from './read.ts';

/** A formula made ready: given what its names stand for, its value. */
export type Ready = (context: Context) => Value;

/** Computes a formula exactly; it has no loops, no clock and no randomness, so it ends and is the same every time. */
export const evaluate = (tree: Expression, context: Context): Value => ready(tree)(context);

/** Looks at a tree once, so that a formula that is computed for many org units is not taken apart for each. */
export function ready(tree: Expression): Ready {
  const known = made.get(tree);
  if (known) return known;
  const found = makeReady(tree);
  made.set(tree, found);
  return found;
}
const made = new WeakMap<Expression, Ready>();

function makeReady(tree: Expression): Ready {
  const name = dotted(tree);
  if (name !== undefined) return (context) => context.name(name);
  if (tree.type === 'Literal') {
    if (tree['value'] === null) return ({ none }) => none;
    const value = typeof tree['value'] === 'number' ? parse(String(tree['raw'])) : (tree['value'] as string | boolean);
    return () => value;
  }
  if (tree.type === 'UnaryExpression') return unary(String(tree['operator']), makeReady(tree['argument'] as Expression));
  if (tree.type === 'CallExpression') return call(dotted(tree['callee'] as Expression)!, (tree['arguments'] as Expression[]).map(makeReady));
  const [left, right] = [makeReady(tree['left'] as Expression), makeReady(tree['right'] as Expression)];
  const operator = String(tree['operator']);
  if (operator === '&&' || operator === '||') return logical(operator === '&&', left, right);
  const work = operators[operator]!;
  return (context) => work([left(context), right(context)], context);
}

function unary(operator: string, argument: Ready): Ready {
  if (operator !== '!') return (context) => operators[operator]!([zero, argument(context)], context);
  return (context) => {
    const value = argument(context);
    if (isNull(value)) return value;
    const met = holds(value);
    return met === undefined ? context.fault('outside-domain') : !met;
  };
}

const logical = (both: boolean, left: Ready, right: Ready): Ready => (context) => {
  const first = truth(left(context));
  if (first === !both) return first;
  const second = truth(right(context));
  if (second === !both) return second;
  return first === undefined || second === undefined ? context.fault('outside-domain') : typeof first === 'object' ? first : second;
};
const truth = (value: Value) => (isNull(value) ? value : holds(value));

function call(name: string, args: readonly Ready[]): Ready {
  if (name !== 'if') return (context) => functions[name]!.work(args.map((arg) => arg(context)), context);
  const [condition, then, otherwise] = args as [Ready, Ready, Ready];
  return (context) => {
    const given = condition(context);
    if (isNull(given)) return given;
    const met = holds(given);
    return met === undefined ? context.fault('outside-domain') : (met ? then : otherwise)(context);
  };
}
