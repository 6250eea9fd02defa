import { z } from 'zod';
import { add, divide, multiply, subtract } from '../rational.ts';
import { deviationOf, meanOf } from '../statistics.ts';
import { amongPeers, wantsLess, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('z-score'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, deviation: z.enum(['sample', 'population']).describe('Standard deviation over n − 1 or over n; there is no default.'), centre: numberElse('0', 'What the mean earns.'), spread: numberElse('1', 'What one standard deviation earns.'), peers: PeersField, ...common });
export type ZScore = z.output<typeof schema>;

/** Distance from the mean of the peers in standard deviations. */
export const zScore: Step<ZScore> = {
  name: 'z-score',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'how many standard deviations the figure stands above the mean of the peers', ur: 'قدر ہم سروں کی اوسط سے کتنے معیاری انحراف اوپر ہے' },
  symbols: 'centre + spread × (x − mean) ÷ sd',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. Peers that are all the same make it missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5',
  example: 'peers 10, 20 and 60, sample: mean 30, sd 26.457513…; x = 60: 1.133893…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, once }) => {
      if (values.length < 2) return undefined;
      const { mean, deviation } = once(node.deviation, (ascending) => ({ mean: meanOf(ascending), deviation: deviationOf(ascending, node.deviation) }));
      if (deviation.n === 0n) return undefined;
      const less = wantsLess(node, inputs);
      const distance = less ? subtract(mean, x) : subtract(x, mean);
      const [centre, spread] = [inputs.number(node.centre), inputs.number(node.spread)];
      const text = (x: string, middle: string, sd: string) => `${show(centre)} + ${show(spread)} × (${less ? `${middle} − ${x}` : `${x} − ${middle}`}) ÷ ${sd}`;
      return { value: add(centre, multiply(spread, divide(distance, deviation))), names: () => text(node.of, 'mean', 'deviation'), numbers: () => text(show(x), show(mean), show(deviation)), statistics: { mean, deviation } };
    }, worstPlace(node, inputs)),
};
