import { z } from 'zod';
import { add, clamp, divide, multiply, one, subtract, whole, zero } from '../rational.ts';
import { meanOf, settled, squaresAround } from '../statistics.ts';
import { amongPeers } from './peer-values.ts';
import { common, NumberOrParameter, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('james-stein'), of: Reference.describe('The indicator or node that is read.'), variance: NumberOrParameter.optional().describe('The variance of each figure, the same for all.'), trials: NumberOrParameter.optional().describe('In place of `variance`, for shares: over how many each was measured; the variance is then m(1 − m) ÷ trials.'), peers: PeersField, ...common }).refine(({ variance, trials }) => (variance === undefined) !== (trials === undefined), 'either `variance` or `trials`');
export type JamesStein = z.output<typeof schema>;

/** James-Stein shrinkage for figures of equal variance, the positive part. */
export const jamesStein: Step<JamesStein> = {
  name: 'james-stein',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'the value, drawn towards the mean of the peers as far as chance explains their differences', ur: 'قدر، ہم سروں کی اوسط کی طرف کھینچی گئی' },
  symbols: 'm + c(x − m), c = max(0, 1 − (k − 3)σ² ÷ Σ(x − m)²)',
  missing: 'A missing value stays missing and is not among the peers; fewer than four make it missing. Shrink to the mean of the own peer group, and show the raw figure beside.',
  source: 'Efron and Morris, Data analysis using Stein\'s estimator and its generalizations (1975)',
  example: '18 batters over 45 trials, m = 0.265432, c = 0.211653: 0.4 becomes 0.293914',
  of: ({ of }) => [of],
  keepsDirectionOf: ({ of }) => of,
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, once }) => {
      if (values.length < 4) return undefined;
      const mean = once('mean', meanOf);
      const squares = once('squares', (ascending) => squaresAround(ascending, mean));
      const variance = node.variance === undefined ? divide(multiply(mean, subtract(one, mean)), inputs.number(node.trials!)) : inputs.number(node.variance);
      if (squares.n === 0n) return { value: mean, names: 'mean', numbers: 'all the same', statistics: { mean } };
      const factor = settled(clamp(subtract(one, divide(multiply(whole(values.length - 3), variance), squares)), zero, one));
      const text = (m: string, c: string, name: string) => `${m} + ${c} × (${name} − ${m})`;
      return { value: add(mean, multiply(factor, subtract(x, mean))), names: text('mean', 'c', node.of), numbers: text(show(mean), show(factor), show(x)), statistics: { mean, squares, variance: settled(variance), c: factor } };
    }),
};
