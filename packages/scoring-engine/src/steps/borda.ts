import { z } from 'zod';
import { add, one } from '../rational.ts';
import { amongPeers, othersThan, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('borda'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum(ties).default('min').describe('Where several are the same: the lowest of their places, their average or the highest.'), peers: PeersField, ...common });
export type Borda = z.output<typeof schema>;

/** Borda points: one for each peer that stands worse. */
export const borda: Step<Borda> = {
  name: 'borda',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'a point for each peer that stands worse', ur: 'ہر اس ہم سر پر ایک نمبر جس کی حالت خراب ہے' },
  symbols: 'rank − 1, rank counted from the worst',
  missing: 'A missing value stays missing and is not among those it is compared with; without any other it is missing, not 0. Where the indicator says `worst` it stands where the worst of the peers does.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr, n_borda',
  example: 'peers 10, 30, 30 and 60: 0, 1, 1 and 3 with ties min',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, peers) => {
      const { values } = peers;
      if (othersThan(node, inputs, peers) < 1) return undefined;
      const worse = worseThan(x, values, wantsLess(node, inputs), node.ties);
      return { value: worse, names: 'peers that stand worse', numbers: `rank ${show(add(worse, one))} from the worst − 1`, statistics: { worse } };
    }, worstPlace(node, inputs)),
};
