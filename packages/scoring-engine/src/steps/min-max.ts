import { z } from 'zod';
import { add, clamp, compare, divide, multiply, one, subtract, zero } from '../rational.ts';
import { amongPeers, wantsLess, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('min-max'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, low: numberElse('0', 'What the worst of the peers earns.'), high: numberElse('100', 'What the best of them earns.'), beyond: z.enum(['held', 'kept']).default('held').describe('What a figure beyond all peers earns: no more than the best, or what the line gives. It arises with peers of another period.'), peers: PeersField, ...common });
export type MinMax = z.output<typeof schema>;

/** Min-max on the peers: the worst of them earns least, the best most. */
export const minMax: Step<MinMax> = {
  name: 'min-max',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'how far the figure stands from the worst of the peers to the best of them', ur: 'ہم سروں میں بدترین سے بہترین تک قدر کا مقام' },
  symbols: 'low + (high − low) × (x − min) ÷ (max − min); less is better: (max − x) ÷ (max − min)',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. Peers that are all the same make it missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5',
  example: 'peers 10, 30 and 60, x = 30: 100 × (30 − 10) ÷ (60 − 10) = 40',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values }) => {
      const [minimum, maximum] = [values[0], values.at(-1)];
      if (!minimum || !maximum || compare(minimum, maximum) === 0) return undefined;
      const [from, to] = wantsLess(node, inputs) ? [maximum, minimum] : [minimum, maximum];
      const [low, high] = [inputs.number(node.low), inputs.number(node.high)];
      const way = divide(subtract(x, from), subtract(to, from));
      const value = add(low, multiply(subtract(high, low), node.beyond === 'held' ? clamp(way, zero, one) : way));
      const text = (name: string, [a, b]: readonly string[]) => `${show(low)} + ${show(subtract(high, low))} × (${name} − ${a}) ÷ (${b} − ${a})`;
      return { value, names: () => text(node.of, ['worst', 'best']), numbers: () => text(show(x), [show(from), show(to)]), statistics: { minimum, maximum } };
    }, worstPlace(node, inputs)),
};
