import jsep, { type Expression } from 'jsep';
import { functions, operators } from './functions.ts';

/** A name with dots as it stands: `reading.numerator`. */
export function dotted(tree: Expression): string | undefined {
  if (tree.type === 'Identifier') return String(tree['name']);
  if (tree.type !== 'MemberExpression' || tree['computed']) return undefined;
  const [object, property] = [dotted(tree['object'] as Expression), dotted(tree['property'] as Expression)];
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
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
