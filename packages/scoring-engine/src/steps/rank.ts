import { z } from 'zod';
import { add, compare, one, type Rational } from '../rational.ts';
import { amongPeers, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('rank'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum([...ties, 'dense']).default('min').describe('Where several are the same: the lowest of their ranks, their average or the highest; `dense` leaves no rank out after them.'), peers: PeersField, ...common });
export type Rank = z.output<typeof schema>;

const distinct = (ascending: readonly Rational[]) => ascending.filter((value, index) => index === 0 || compare(ascending[index - 1]!, value) !== 0);

/** Rank, 1 is the best; no rule for ties depends on the order of rows. */
export const rank: Step<Rank> = {
  name: 'rank',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'one more than the number of peers that stand better, on exact values', ur: 'ان ہم سروں کی تعداد سے ایک زیادہ جن کی حالت بہتر ہے' },
  symbols: '1 + number of peers that stand better',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. For views; a rank moves when a colleague does.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5',
  example: 'peers 10, 30, 30 and 60: 4, 2, 2 and 1 with ties min',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, once }) => {
      if (values.length === 0) return undefined;
      const ranked = node.ties === 'dense' ? once('distinct', distinct) : values;
      const better = worseThan(x, ranked, !wantsLess(node, inputs), node.ties === 'dense' ? 'min' : node.ties);
      return { value: add(better, one), names: `1 + peers whose ${node.of} is better`, numbers: () => `1 + ${show(better)}`, statistics: { better } };
    }, worstPlace(node, inputs)),
};
