import { type Cause, type Column, isPresent } from '../cell.ts';
import { add, compare, type Rational, rational, whole } from '../rational.ts';
import { sorted } from '../statistics.ts';
import { show, showColumn } from './shapes.ts';
import { type Computed, type Inputs, inWords, type WhichPeers, type Words } from './step.ts';

/** The figures of the peers that have one, from the lowest to the highest. */
export interface PeerValues {
  readonly over: string;
  readonly values: readonly Rational[];
  /** True where the org unit's own figure is one of them, if it has one. */
  readonly withItself: boolean;
  /** Worked out once for all who share these peers. */
  readonly once: <T>(name: string, make: (ascending: readonly Rational[]) => T) => T;
}
/** What a step says of one org unit among its peers; nothing where they do not suffice. */
export interface Placed {
  readonly value: Rational;
  readonly label?: string;
  readonly names: Words;
  readonly numbers: Words;
  readonly statistics: Readonly<Record<string, Rational>>;
}
interface Node {
  readonly of: string;
  readonly peers?: WhichPeers | undefined;
}

export function peerValues(of: string, which: WhichPeers | undefined, inputs: Inputs): PeerValues {
  const peers = inputs.peers(which);
  const values = peers.once(`values ${of}`, (members) => sorted(members.flatMap(({ column }) => [column(of)].flatMap((found) => (isPresent(found) ? found.value : [])))));
  return { over: peers.over, values, withItself: peers.withItself, once: (name, make) => peers.once(`${inputs.id} ${name}`, () => make(values)) };
}

export const tooFewPeers = (id: string): Cause => ({ kind: 'not-applicable', why: 'too-few-peers', at: id, fails: true });

/** How many others there are to be compared with; counted as the worst of them it is not among them itself. */
export const othersThan = ({ of }: Node, { column }: Inputs, { values, withItself }: PeerValues) => values.length - (withItself && isPresent(column(of)) ? 1 : 0);

/** Places an org unit's figure among those of its peers. */
export function amongPeers(node: Node, inputs: Inputs, place: (x: Rational, peers: PeerValues) => Placed | undefined, worst: 'refused' | 'least' | 'most' = 'refused'): Computed {
  const x = figureOrWorst(node, inputs, worst);
  if (!isPresent(x)) return { column: x, names: node.of, numbers: showColumn(x) };
  const peers = peerValues(node.of, node.peers, inputs);
  const placed = place(x.value, peers);
  if (!placed) return { column: { missing: [tooFewPeers(inputs.id)] }, names: node.of, numbers: show(x.value), statistics: { over: peers.over, count: peers.values.length, values: {} } };
  const { value, label, names, numbers, statistics } = placed;
  return { column: { value, ...(label === undefined ? {} : { label }) }, names, numbers: () => `${inWords(numbers)} = ${label ?? show(value)}`, statistics: { over: peers.over, count: peers.values.length, values: { ...statistics, ...(isPresent(inputs.column(node.of)) ? {} : { 'counted as': x.value }) } } };
}

/** The figure; where it is missing and counts as the worst value, the worst that a peer has. */
function figureOrWorst({ of, peers }: Node, inputs: Inputs, worst: 'refused' | 'least' | 'most'): Column {
  const x = inputs.column(of);
  if (worst === 'refused' || isPresent(x) || x.missing.length === 0 || !x.missing.every((cause) => cause.worst)) return x;
  const { values } = peerValues(of, peers, inputs);
  const value = worst === 'least' ? values[0] : values.at(-1);
  return value ? { value } : x;
}

/** A node's own word on its direction comes before the indicator's. */
export const wantsLess = ({ of, direction }: Node & { readonly direction?: 'higher' | 'lower' | undefined }, { lessIsBetter }: Inputs) => (direction ? direction === 'lower' : lessIsBetter(of));

/** The indicator's own word says which end is the worst, whichever way the node counts. */
export const worstPlace = (...given: Parameters<typeof wantsLess>) => (given[1].lessIsBetter(given[0].of) || wantsLess(...given) ? 'most' : 'least');

export const ties = ['min', 'average', 'max'] as const;
export type Ties = (typeof ties)[number];

/** How many peers stand on the wrong side of a figure, those with the same one counted by the rule for ties; the figure itself is not counted, or, with `itself` false, is none of them. */
export function worseThan(x: Rational, ascending: readonly Rational[], lessIsBetter: boolean, rule: Ties, itself = true): Rational {
  const [lower, higher] = [position(ascending, x, -1), position(ascending, x, 0)];
  const worse = lessIsBetter ? ascending.length - higher : lower;
  const others = Math.max(higher - lower - (itself ? 1 : 0), 0);
  return rule === 'min' ? whole(worse) : rule === 'max' ? whole(worse + others) : add(whole(worse), rational(BigInt(others), 2n));
}

/** How many values are lower (`-1`), or lower or the same (`0`). */
function position(ascending: readonly Rational[], x: Rational, upTo: -1 | 0): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(ascending[middle]!, x) <= upTo) low = middle + 1;
    else high = middle;
  }
  return low;
}
