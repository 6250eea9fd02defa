import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { compare, divide, multiply, one, parse, type Rational, subtract, sum, whole, zero } from '../rational.ts';
import { readReference } from '../reference.ts';
import { partsIn } from './effective-weights.ts';

/** The lowest and the highest a node can be. */
export interface Bounds {
  readonly low: Rational;
  readonly high: Rational;
}
type Node = MethodologyDocument['nodes'][string];
/** A weight that changes with the day is not known. */
type Parts = readonly { readonly weight: Rational | undefined; readonly bounds: Bounds }[];

const least = (values: readonly Rational[]) => values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
const most = (values: readonly Rational[]) => values.reduce((a, b) => (compare(b, a) > 0 ? b : a));
const number = (value: unknown): Rational | undefined => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? parse(value) : undefined);
const upTo = (value: unknown): Bounds | undefined => {
  const high = number(value);
  return high && { low: zero, high };
};
const aroundNothing = (bounds: Bounds | undefined): Bounds | undefined => bounds && { low: subtract(zero, bounds.high), high: bounds.high };
const over = (values: readonly Rational[]): Bounds => ({ low: least(values), high: most(values) });

/** True of an indicator in percent of which no assumption says that it may be more or less. */
export const isPercent = ({ indicators, assumptions = [] }: MethodologyDocument, id: string) => Object.hasOwn(indicators, id) && indicators[id]?.unit === 'percent' && !assumptions.some(({ about }) => [pointer('indicators', id), pointer('indicators', id, 'unit')].some((place) => about.includes(place)));

/** How far each node and each indicator in percent can go by the steps alone, whatever the figures; one that is not in it is not known to have an end. Exact. */
export function boundsOf(document: MethodologyDocument, order: readonly string[]): ReadonlyMap<string, Bounds> {
  const { nodes, indicators } = document;
  const found = new Map<string, Bounds>(Object.keys(indicators).filter((id) => isPercent(document, id)).map((id) => [id, { low: zero, high: whole(100) }]));
  const partsOf = (node: Node): Parts | undefined => {
    const weights = partsIn(node);
    const parts = weights ? Object.entries(weights).map(([id, weight]) => ({ weight: number(weight), bounds: found.get(readReference(id).id) })) : inputsOf(node).map((id) => ({ weight: one, bounds: found.get(readReference(id).id) }));
    return parts.every(({ bounds }) => bounds) ? (parts as Parts) : undefined;
  };
  for (const id of order) {
    const bounds = ofStep(nodes[id]!, partsOf(nodes[id]!));
    if (bounds) found.set(id, bounds);
  }
  return found;
}

function ofStep(node: Node, parts: Parts | undefined): Bounds | undefined {
  const points = (key: 'rows' | 'knots') => over((node[key] as { points?: string }[]).map((row, index) => (row.points === undefined ? whole(index) : parse(row.points))));
  switch (node.step) {
    case 'goalposts':
    case 'log-goalposts':
    case 'percent-rank':
      return upTo(node['scale']);
    case 'net-flow':
      return aroundNothing(upTo(node['scale']));
    case 'achievement':
    case 'improvement':
      return upTo(node['full']);
    case 'step-table':
      return points('rows');
    case 'interpolate':
      return points('knots');
    case 'limits':
      return limited(node, parts?.[0]?.bounds);
    case 'mean':
    case 'weighted-mean':
      return parts && (mixed(parts, 'mean') ?? over(ends(parts)));
    case 'sum':
      return node['leaveOut'] || node['reweight'] ? undefined : parts && mixed(parts, 'sum');
    case 'geometric-mean':
    case 'harmonic-mean':
    case 'power-mean':
    case 'first-present':
      return parts && over(ends(parts));
    case 'maximum':
      return parts && { low: node['leaveOut'] ? least(lows(parts)) : most(lows(parts)), high: most(highs(parts)) };
    case 'minimum':
      return parts && { low: least(lows(parts)), high: node['leaveOut'] ? most(highs(parts)) : least(highs(parts)) };
    case 'difference':
      return parts?.length === 2 ? apart(parts[0]!.bounds, parts[1]!.bounds) : undefined;
    default:
      return undefined;
  }
}

const lows = (parts: Parts) => parts.map(({ bounds }) => bounds.low);
const highs = (parts: Parts) => parts.map(({ bounds }) => bounds.high);

const ends = (parts: Parts) => [...lows(parts), ...highs(parts)];

function mixed(parts: Parts, kind: 'mean' | 'sum'): Bounds | undefined {
  const weights = parts.flatMap(({ weight }) => weight ?? []);
  if (weights.length < parts.length) return undefined;
  const total = kind === 'mean' ? sum(weights) : one;
  const at = (values: readonly Rational[]) => divide(sum(values.map((value, index) => multiply(weights[index]!, value))), total);
  return over([at(lows(parts)), at(highs(parts))]);
}

/** Either way round, since the direction of what is read may turn it. */
function apart(a: Bounds, b: Bounds): Bounds {
  return over([subtract(a.low, b.high), subtract(a.high, b.low), subtract(b.low, a.high), subtract(b.high, a.low)]);
}

function limited(node: Node, of: Bounds | undefined): Bounds | undefined {
  const [low, high] = [number(node['low']), number(node['high'])];
  if (!of) return low && high ? { low, high } : undefined;
  const held = (value: Rational) => (low && compare(value, low) < 0 ? low : high && compare(value, high) > 0 ? high : value);
  return { low: held(of.low), high: held(of.high) };
}
