import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, divide, multiply, one, type Rational, subtract } from '../rational.ts';
import { amongPeers, wantsLess } from './peer-values.ts';
import { common, Direction, numberElse, NumberOrParameter, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Inputs, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('distance-to-target'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, target: NumberOrParameter.describe('Earns all of `scale`.'), from: NumberOrParameter.optional().describe('Earns nothing; without it the worst of the peers.'), cap: z.boolean().default(true).describe('Whether a figure past the target earns no more than it.'), scale: numberElse('1', 'The points of the target.'), peers: PeersField, ...common });
export type DistanceToTarget = z.output<typeof schema>;

/** Share of the way to a target. */
export const distanceToTarget: Step<DistanceToTarget> = {
  name: 'distance-to-target',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'how much of the way to the target is covered', ur: 'ہدف تک کتنا فاصلہ طے ہوا' },
  symbols: 'scale × (x − from) ÷ (target − from)',
  missing: 'A missing value stays missing. A target where the way begins makes it missing. With `from` nobody else is looked at.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr, n_dist2targ',
  example: 'x = 40, from 20, target 100: (40 − 20) ÷ 80 = 0.25',
  of: ({ of }) => [of],
  looksAtPeers: ({ from }) => from === undefined,
  compute(node, inputs) {
    if (node.from === undefined) {
      const less = wantsLess(node, inputs);
      return amongPeers(node, inputs, (x, { values }) => {
        const worst = less ? values.at(-1) : values[0];
        const placed = worst && way(node, inputs, x, worst);
        return placed && { ...placed, statistics: { worst } };
      });
    }
    const column = inputs.column(node.of);
    if (!isPresent(column)) return { column, names: node.of, numbers: showColumn(column) };
    const placed = way(node, inputs, column.value, inputs.number(node.from));
    if (!placed) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: inputs.id, fails: true }] }, names: node.of, numbers: show(column.value) };
    return { column: { value: placed.value }, names: placed.names, numbers: `${placed.numbers} = ${show(placed.value)}` };
  },
};

/** The share of the way in points; nothing where the target is where the way begins. */
function way({ of, cap, ...node }: DistanceToTarget, { number }: Inputs, x: Rational, from: Rational) {
  const [target, scale] = [number(node.target), number(node.scale)];
  if (compare(from, target) === 0) return undefined;
  const covered = divide(subtract(x, from), subtract(target, from));
  const text = (name: string, start: string) => `${show(scale)} × (${name} − ${start}) ÷ (${show(target)} − ${start})`;
  const capped = cap && compare(covered, one) > 0;
  return { value: multiply(scale, capped ? one : covered), names: text(of, 'from'), numbers: `${text(show(x), show(from))}${capped ? ', held at the target' : ''}` };
}
