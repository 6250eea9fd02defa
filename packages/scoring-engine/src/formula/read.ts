import jsep, { type Expression } from 'jsep';
import { meant } from '../nearest.ts';
import { type RoundingMode, roundingModes } from '../rational.ts';
import { functions, operators } from './functions.ts';

/** A name with dots as it stands: `reading.numerator`. */
export function dotted(tree: Expression): string | undefined {
  if (tree.type === 'Identifier') return String(tree['name']);
  if (tree.type !== 'MemberExpression' || tree['computed']) return undefined;
  const [object, property] = [dotted(tree['object'] as Expression), dotted(tree['property'] as Expression)];
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

/** Reads a formula. @throws SyntaxError in words, with the character at which it goes wrong, where it is none of this language */
export function readFormula(text: string): Expression {
  const known = trees.get(text);
  if (known) return known;
  const hint = foreign.find(({ sign }) => sign.test(text));
  if (hint) throw new SyntaxError(hint.advice + at(text.search(hint.sign)));
  const tree = parsed(text);
  const fault = faultOf(tree);
  if (fault && tree.type === 'Compound' && /\d,\d/.test(text)) throw new SyntaxError(`a number is written with a point: ${/\d+,\d+/.exec(text)![0].replace(',', '.')}${at(text.search(/\d+,\d/))}`);
  if (fault) throw new SyntaxError(fault.text + at(fault.token === undefined ? -1 : text.indexOf(fault.token)));
  trees.set(text, tree);
  return tree;
}
const trees = new Map<string, Expression>();
const at = (index: number) => (index < 0 ? '' : `, at character ${index + 1}`);

/** What other languages write, which jsep would refuse in words of its own or take for something else. */
const foreign: readonly { readonly sign: RegExp; readonly advice: string }[] = [
  { sign: /(?<![<>=!])=(?!=)/, advice: 'equality is written ==' },
  { sign: /\^/, advice: 'there is no operator ^; a power is written pow(x, y)' },
  { sign: /%/, advice: 'there is no operator %; a percentage is written x / 100' },
  { sign: /\?/, advice: 'a choice is written if(condition, then, else)' },
  { sign: /(?<=[\s)])(and|or)(?=[\s(])/i, advice: 'and is written &&, or is written ||' },
  { sign: /(?<![\w.])\d[\d.]*[eE][-+]?\d/, advice: 'a number is written out, without an exponent: 0.001, not 1e-3' },
];

/** Trees that stood in brackets, which the tree itself does not tell. */
const bracketed = new WeakSet<Expression>();
jsep.hooks.add('gobble-token', function (env) {
  if (this.char !== '(') return;
  env.node = this.gobbleGroup();
  if (env.node) bracketed.add(env.node);
});

function parsed(text: string): Expression {
  try {
    return jsep(text);
  } catch (error) {
    const { index, description } = error as { index?: number; description?: string };
    throw new SyntaxError(`this is no formula: ${description ?? (error as Error).message}${at(index ?? -1)}`, { cause: error });
  }
}

interface Fault {
  readonly text: string;
  /** Where it stands, as far as the tree tells. */
  readonly token?: string;
}
const comparisons = ['<', '<=', '>', '>=', '==', '!='];
const isComparison = (tree: Expression) => tree.type === 'BinaryExpression' && comparisons.includes(String(tree['operator']));

function faultOf(tree: Expression): Fault | undefined {
  if (dotted(tree) !== undefined) return undefined;
  if (tree.type === 'Literal') return literalFault(tree);
  if (tree.type === 'UnaryExpression') return ['-', '+', '!'].includes(String(tree['operator'])) ? faultOf(tree['argument'] as Expression) : { text: `there is no operator ${String(tree['operator'])}`, token: String(tree['operator']) };
  if (tree.type === 'BinaryExpression') return binaryFault(tree);
  if (tree.type === 'CallExpression') return callFault(tree);
  return { text: tree.type === 'Compound' ? 'a formula is one expression; here are several without an operator between' : `${tree.type} has no meaning here` };
}

function literalFault({ value, raw }: Expression): Fault | undefined {
  if (typeof value === 'number') return /^\d+(\.\d+)?$/.test(String(raw)) ? undefined : { text: `${String(raw)} is not a decimal number`, token: String(raw) };
  return typeof value === 'string' ? { text: `${String(raw)} is a word; only the mode of round is one. What a node prints as a word is compared in a decision-table`, token: String(raw) } : undefined;
}

function binaryFault(tree: Expression): Fault | undefined {
  const operator = String(tree['operator']);
  const [left, right] = [tree['left'] as Expression, tree['right'] as Expression];
  if (!Object.hasOwn(operators, operator) && !['&&', '||'].includes(operator)) return { text: `there is no operator ${operator}`, token: operator };
  if (isComparison(tree) && (isComparison(left) || isComparison(right))) return { text: 'comparisons do not chain; write a < b && b < c', token: operator };
  if (operator === '**' && left.type === 'UnaryExpression' && !bracketed.has(left)) return { text: `${String(left['operator'])}x ** y may be read in two ways; write ${String(left['operator'])}(x ** y) or (${String(left['operator'])}x) ** y`, token: String(left['operator']) };
  if (operator === '/' && right.type === 'Literal' && Number(right['value']) === 0) return { text: 'this divides by 0', token: '/' };
  return faultOf(left) ?? faultOf(right);
}

function callFault(tree: Expression): Fault | undefined {
  const [name, args] = [dotted(tree['callee'] as Expression) ?? '', tree['arguments'] as Expression[]];
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!found) return { text: `there is no function ${name}${meant(name, Object.keys(functions))}; there are ${Object.keys(functions).join(', ')}`, token: `${name}(` };
  if (args.length < found.least || args.length > found.most) return { text: `${name} takes ${found.least === found.most ? found.least : `at least ${found.least}`}, not ${args.length}${name === 'round' ? ': round(x, places, "half-up")' : ''}`, token: `${name}(` };
  return (name === 'round' ? modeFault(args) : undefined) ?? args.filter((_, index) => name !== 'round' || index < 2).map(faultOf).find((fault) => fault !== undefined);
}

function modeFault([, , mode]: readonly Expression[]): Fault | undefined {
  const { value, raw } = mode as { value?: unknown; raw?: unknown };
  return roundingModes.includes(value as RoundingMode) ? undefined : { text: `round has no mode ${String(raw ?? 'like this')}; there are ${roundingModes.map((one) => `"${one}"`).join(', ')}`, ...(raw === undefined ? {} : { token: String(raw) }) };
}

/** The names a formula reads. */
export function namesIn(tree: Expression): string[] {
  const name = dotted(tree);
  if (name !== undefined) return [name];
  const inner = tree.type === 'CallExpression' ? (tree['arguments'] as Expression[]) : [tree['left'], tree['right'], tree['argument']].filter((part) => part !== undefined) as Expression[];
  return inner.flatMap(namesIn);
}
