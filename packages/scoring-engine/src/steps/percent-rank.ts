import { z } from 'zod';
import { clamp, divide, multiply, one, whole, zero } from '../rational.ts';
import { amongPeers, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('percent-rank'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum(ties).default('min').describe('Where several are the same: the lowest of their places, their average or the highest.'), scale: numberElse('100', 'The points of the best.'), peers: PeersField, ...common });
export type PercentRank = z.output<typeof schema>;

/** Place among the peers, as a share of the others. */
export const percentRank: Step<PercentRank> = {
  name: 'percent-rank',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'the share of the other peers that stand worse', ur: 'ہم سروں میں سے کتنے تناسب کی حالت اس سے خراب ہے' },
  symbols: 'scale × (rank − 1) ÷ (n − 1), rank counted from the worst',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr, n_prank',
  example: 'peers 10, 30, 30 and 60, x = 30, ties min: 100 × 1 ÷ 3 = 33.333333…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values }) => {
      if (values.length < 2) return undefined;
      const worse = worseThan(x, values, wantsLess(node, inputs), node.ties);
      const [scale, others] = [inputs.number(node.scale), whole(values.length - 1)];
      const text = (first: string, second: string) => `${show(scale)} × ${first} ÷ ${second}`;
      return { value: multiply(scale, clamp(divide(worse, others), zero, one)), names: () => text('peers that stand worse', '(peers − 1)'), numbers: () => text(show(worse), show(others)), statistics: { worse } };
    }, worstPlace(node, inputs)),
};
