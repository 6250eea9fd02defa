import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { add, compare, divide, multiply, one, parse, type Rational, subtract, zero } from '../rational.ts';
import { settled } from '../statistics.ts';
import { wantsLess } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Inputs, type Peer, type Step } from './step.ts';

const own = { none: '0', half: '0.5', all: '1' } as const;
const schema = z.strictObject({ step: z.literal('cumulative-share'), of: Reference.describe('The indicator or node by which they stand in order.'), weight: Reference.optional().describe('What each counts for, such as its pupils; without it each counts as one.'), from: z.enum(['best', 'worst']).describe('From which end it is counted; there is no default.'), own: z.enum(['none', 'half', 'all']).describe('How much of its own weight, and of those with the same figure, is counted: `all` for who is reached by a quota, `half` for the middle of its place, `none` for those before it; there is no default.'), direction: Direction, scale: numberElse('1', '"100" gives percent.'), peers: PeersField, ...common });
export type CumulativeShare = z.output<typeof schema>;

/** Peers with the same figure, and the weight of all that stand lower. */
interface Stand {
  readonly at: Rational;
  readonly weight: Rational;
  readonly lower: Rational;
}

/** The peers' weight in order of their figures: quotas by pupils, fifths of a population, ridits. */
export const cumulativeShare: Step<CumulativeShare> = {
  name: 'cumulative-share',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'the share of the peers’ weight that is reached when they are gone through in order', ur: 'ہم سروں کے وزن کا وہ تناسب جو ترتیب وار جانے پر یہاں تک پورا ہو' },
  symbols: 'scale × (Σ w of those before + own × Σ w of those with the same figure) ÷ Σ w',
  missing: 'Missing where the figure or the weight is. Peers without one of them, or with a weight below 0, are not counted; weights that sum to 0 make it `not-applicable`.',
  source: 'Ministry of Education of Chile, SNED: the best schools of a group until a quarter of its enrolment is reached; Rutstein and Johnson, The DHS Wealth Index (2004): fifths of the population; Bross, How to use ridit analysis (1958)',
  example: 'A 90 with 100 pupils, B 80 with 300, C 70 with 600, from the best, own all: A 0.1, B 0.4, C 1',
  of: ({ of, weight }) => [of, ...(weight ? [weight] : [])],
  compute(node, inputs) {
    const [x, w] = [inputs.column(node.of), weightOf(node, inputs)];
    const names = `${node.scale === '1' ? '' : 'scale × '}Σ ${node.weight ?? 'org units'} from the ${node.from}, own ${node.own}, ÷ Σ ${node.weight ?? 'org units'}`;
    if (!isPresent(x) || !isPresent(w)) return { column: { missing: [x, w].flatMap((column) => (isPresent(column) ? [] : column.missing)) }, names, numbers: `${showColumn(x)}, ${showColumn(w)}` };
    const peers = inputs.peers(node.peers);
    const { stands, all, count } = peers.once(`${inputs.id} stands`, (members) => inOrder(members, node));
    const about = { over: peers.over, count };
    if (all.n === 0n || w.value.n < 0n) return { column: { missing: [{ kind: 'not-applicable', why: all.n === 0n ? 'divided-by-zero' : 'below-zero', at: inputs.id, fails: true }] }, names, numbers: `${show(x.value)}, ${show(w.value)}`, statistics: { ...about, values: {} } };
    const { lower, same } = around(stands, x.value, all);
    const lowerFirst = (node.from === 'worst') !== wantsLess(node, inputs);
    const before = lowerFirst ? lower : settled(subtract(all, add(lower, same)));
    const [scale, share] = [inputs.number(node.scale), parse(own[node.own])];
    const value = divide(multiply(scale, add(before, multiply(share, same))), all);
    return { column: { value }, names, numbers: `${node.scale === '1' ? '' : `${show(scale)} × `}(${show(before)} + ${show(share)} × ${show(same)}) ÷ ${show(all)} = ${show(value)}`, statistics: { ...about, values: { before, 'the same': same, all } } };
  },
};

const weightOf = ({ weight }: CumulativeShare, { column }: Pick<Inputs, 'column'>) => (weight === undefined ? { value: one } : column(weight));

/** The weight of those who stand lower than a figure, and of those who stand there. */
function around(stands: readonly Stand[], x: Rational, all: Rational) {
  let [low, high] = [0, stands.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(stands[middle]!.at, x) < 0) low = middle + 1;
    else high = middle;
  }
  const next = stands[low];
  return { lower: next ? next.lower : all, same: next && compare(next.at, x) === 0 ? next.weight : zero };
}

function inOrder(members: readonly Peer[], node: CumulativeShare): { stands: readonly Stand[]; all: Rational; count: number } {
  const counted = members.flatMap((peer) => {
    const [x, w] = [peer.column(node.of), weightOf(node, peer)];
    return isPresent(x) && isPresent(w) && compare(w.value, zero) >= 0 ? [{ at: x.value, weight: settled(w.value) }] : [];
  });
  const stands: Stand[] = [];
  let all = zero;
  for (const { at, weight } of counted.sort((a, b) => compare(a.at, b.at))) {
    const last = stands.at(-1);
    if (last && compare(last.at, at) === 0) stands[stands.length - 1] = { ...last, weight: add(last.weight, weight) };
    else stands.push({ at, weight, lower: all });
    all = add(all, weight);
  }
  return { stands, all, count: counted.length };
}
