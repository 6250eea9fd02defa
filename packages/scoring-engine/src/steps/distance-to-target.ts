import { z } from 'zod';
import { compare, divide, multiply, one, subtract } from '../rational.ts';
import { amongPeers, wantsLess } from './peer-values.ts';
import { common, Direction, numberElse, NumberOrParameter, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

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
  missing: 'A missing value stays missing. A target where the way begins makes it missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr, n_dist2targ',
  example: 'x = 40, from 20, target 100: (40 − 20) ÷ 80 = 0.25',
  of: ({ of }) => [of],
  compute(node, inputs) {
    const less = wantsLess(node, inputs);
    return amongPeers(node, inputs, (x, { values }) => {
      const from = node.from === undefined ? (less ? values.at(-1) : values[0]) : inputs.number(node.from);
      const [target, scale] = [inputs.number(node.target), inputs.number(node.scale)];
      if (!from || compare(from, target) === 0) return undefined;
      const way = divide(subtract(x, from), subtract(target, from));
      const text = (name: string, start: string) => `${show(scale)} × (${name} − ${start}) ÷ (${show(target)} − ${start})`;
      const capped = node.cap && compare(way, one) > 0;
      return { value: multiply(scale, capped ? one : way), names: text(node.of, 'from'), numbers: `${text(show(x), show(from))}${capped ? ', held at the target' : ''}`, statistics: node.from === undefined ? { worst: from } : {} };
    });
  },
};
