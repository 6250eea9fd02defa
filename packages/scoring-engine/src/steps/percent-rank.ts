import { z } from 'zod';
import { clamp, divide, multiply, one, whole, zero } from '../rational.ts';
import { amongPeers, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('percent-rank'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum(ties).default('min').describe('Where several are the same: the lowest of their places, their average or the highest.'), scale: numberElse('100', 'The points of the best.'), peers: PeersField, ...common });
export type PercentRank = z.output<typeof schema>;

/**
 * Place among the peers, as a share of the others: of n peers with a figure n − 1 where the org unit is one of them, or counts as the worst of them, and all n
 * where they are the frozen ones of another period, among whom it is not, also if it has a figure there. So who stands above all others has the whole scale
 * and nobody else has, within one period as beside another; and with ties `average` it is scale × (1 + net flow) ÷ 2 in both.
 * @see COINr, n_prank, within one population
 * @see Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), percentile ranks in a norm group
 */
export const percentRank: Step<PercentRank> = {
  name: 'percent-rank',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'the share of the other peers that stand worse', ur: 'ہم سروں میں سے کتنے تناسب کی حالت اس سے خراب ہے' },
  symbols: 'scale × peers that stand worse ÷ others',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. The others are n − 1 of n peers with a figure where the org unit is one of them, so that it is (rank − 1) ÷ (n − 1), rank counted from the worst; beside the frozen peers of another period, among whom it is not, they are all n, and all that have the same figure count by the rule for ties.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr, n_prank; Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), for the rank in a group that one is no member of',
  example: 'peers 10, 30, 30 and 60, x = 30, ties min: 100 × 1 ÷ 3 = 33.333333…; beside the same four frozen: 100 × 1 ÷ 4 = 25',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, withItself }) => {
      const count = values.length - (withItself ? 1 : 0);
      if (count < 1) return undefined;
      const worse = worseThan(x, values, wantsLess(node, inputs), node.ties, withItself);
      const [scale, others] = [inputs.number(node.scale), whole(count)];
      const text = (first: string, second: string) => `${show(scale)} × ${first} ÷ ${second}`;
      return { value: multiply(scale, clamp(divide(worse, others), zero, one)), names: () => text('peers that stand worse', withItself ? '(peers − 1)' : 'peers'), numbers: () => text(show(worse), show(others)), statistics: { worse, ...(withItself ? {} : { others }) } };
    }, worstPlace(node, inputs)),
};
