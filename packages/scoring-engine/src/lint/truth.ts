import { type Expression } from 'jsep';
import { dotted } from '../formula/read.ts';

type Figures = Readonly<Record<string, number>>;

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b, '==': (a, b) => a === b, '!=': (a, b) => a !== b };
const side = (tree: Expression, key: string) => tree[key] as Expression;

function literal(tree: Expression): number | undefined {
  if (tree.type === 'UnaryExpression' && tree['operator'] === '-') {
    const inner = literal(side(tree, 'argument'));
    return inner === undefined ? undefined : -inner;
  }
  return tree.type === 'Literal' && typeof tree['value'] === 'number' ? tree['value'] : undefined;
}

/** Names with the numbers they are compared with; nothing where the condition says anything else. */
export function boundsOfCondition(tree: Expression): ReadonlyMap<string, readonly number[]> | undefined {
  if (tree.type === 'UnaryExpression' && tree['operator'] === '!') return boundsOfCondition(side(tree, 'argument'));
  if (tree.type !== 'BinaryExpression') return undefined;
  const [left, right] = [side(tree, 'left'), side(tree, 'right')];
  if (['&&', '||'].includes(String(tree['operator']))) return joined(boundsOfCondition(left), boundsOfCondition(right));
  if (!Object.hasOwn(comparisons, String(tree['operator']))) return undefined;
  const [name, number] = [dotted(left) ?? dotted(right), literal(right) ?? literal(left)];
  return name === undefined || number === undefined ? undefined : new Map([[name, [number]]]);
}

function joined(a: ReadonlyMap<string, readonly number[]> | undefined, b: typeof a): typeof a {
  return a && b && new Map([...new Set([...a.keys(), ...b.keys()])].map((name) => [name, [...(a.get(name) ?? []), ...(b.get(name) ?? [])]]));
}

/** Whether such a condition holds of some figures. */
export function holds(tree: Expression, figures: Figures): boolean {
  const operator = String(tree['operator']);
  if (operator === '!') return !holds(side(tree, 'argument'), figures);
  const [left, right] = [side(tree, 'left'), side(tree, 'right')];
  if (operator === '&&') return holds(left, figures) && holds(right, figures);
  if (operator === '||') return holds(left, figures) || holds(right, figures);
  const value = (part: Expression) => literal(part) ?? figures[dotted(part) ?? ''] ?? NaN;
  return comparisons[operator]!(value(left), value(right));
}

/** Every figure that such bounds tell apart: each bound, what lies between two, and what lies outside all; within what is possible. */
export function figuresBetween(bounds: readonly number[], { low = -Infinity, high = Infinity, only }: { readonly low?: number; readonly high?: number; readonly only?: readonly number[] } = {}): readonly number[] {
  if (only) return only;
  const sorted = [...new Set([...bounds, low, high].filter((bound) => Number.isFinite(bound)))].sort((a, b) => a - b);
  const between = sorted.slice(1).map((bound, index) => (bound + sorted[index]!) / 2);
  const outside = sorted.length ? [sorted[0]! - 1, sorted.at(-1)! + 1] : [0];
  return [...sorted, ...between, ...outside].filter((value) => value >= low && value <= high).sort((a, b) => a - b);
}

/** All ways to choose one of each; nothing where there are more than anybody waits for. */
export function choices<T>(lists: readonly (readonly [name: string, values: readonly T[]])[]): Record<string, T>[] | undefined {
  if (lists.reduce((count, [, values]) => count * values.length, 1) > 20_000) return undefined;
  return lists.reduce<Record<string, T>[]>((made, [name, values]) => made.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))), [{}]);
}
