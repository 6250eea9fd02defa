import { type Expression } from 'jsep';
import { parse, zero } from '../rational.ts';
import { type Context, functions, isNull, operators, type Value } from './functions.ts';
import { dotted } from './read.ts';

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
