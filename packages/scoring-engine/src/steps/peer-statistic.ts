import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, parse, zero } from '../rational.ts';
import { quantileTypes, totalOf } from '../statistics.ts';
import { type Weighed, type WeightedStatistic, weightedStatisticOf } from '../weighted-statistics.ts';
import { leastFor, statistics, statisticOf } from './one-number.ts';
import { peerValues, tooFewPeers } from './peer-values.ts';
import { common, DecimalText, PeersField, Reference, show } from './shapes.ts';
import { type Computed, type Inputs, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('peer-statistic'), of: Reference.describe('The indicator or node that is read.'), statistic: z.enum(statistics), weight: Reference.optional().describe('What each counts for, such as its pupils, in `mean`, `population-variance`, `population-deviation` and `gini`; without it each counts as one.'), share: DecimalText.optional().describe('The quantile, or the share of the peers at the top or bottom, from 0 to 1.'), type: z.union(quantileTypes.map((type) => z.literal(type))).default(7).describe('The quantile type by its Hyndman-Fan number.'), minimum: z.number().int().min(1).default(1).describe('Least number of peers.'), peers: PeersField, ...common });
export type PeerStatistic = z.output<typeof schema>;

/** A number over the peers: a benchmark, a threshold, a bound, often of a frozen earlier period. */
export const peerStatistic: Step<PeerStatistic> = {
  name: 'peer-statistic',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'one number taken over the peers', ur: 'ہم سروں پر لیا گیا ایک عدد' },
  symbols: 'mean, median, quantile, … of x over the peers; gini: Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ), x in ascending order; with weights Σ wᵢxᵢ ÷ W, Σ wᵢ(xᵢ − mean)² ÷ W and its root, gini: Σ wᵢxᵢ (2Lᵢ + wᵢ − W) ÷ (W Σ wᵢxᵢ), Lᵢ the weight of those before, W of all',
  missing: 'Peers without a figure are not counted, whatever their indicator says; fewer than `minimum`, or none, make it missing, `sum` and `count` too. The org unit itself may be without a figure. A figure below 0 makes `gini` and `geometric-mean` `not-applicable`, and so do peers that all have 0 `gini`. With `weight` peers without a weight, or with one below 0, are not counted either, and weights that sum to 0 make it `not-applicable`.',
  source: 'Hyndman and Fan, Sample quantiles in statistical packages (1996); 42 CFR 412.160 for the mean of the top tenth; Sen, On Economic Inequality (1973) for `gini`; Lerman and Yitzhaki, Improving the accuracy of estimates of Gini coefficients (1989), for `gini` with weights',
  example: 'peers 10, 20, 40 and 50: median 30; quantile 0.75 of type 7: 42.5; peers 10 and 30 with 300 and 100 pupils: mean 15, gini 0.25',
  of: ({ of, weight }) => [of, ...(weight ? [weight] : [])],
  readsPeersAlone: true,
  compute(node, inputs) {
    if (node.weight !== undefined) return weighted(node, node.weight, inputs);
    const { values, over, once } = peerValues(node.of, node.peers, inputs);
    const names = `${node.statistic}${node.share === undefined ? '' : ` ${node.share}`} of ${node.of} over ${over}`;
    const about = { over, count: values.length };
    const enough = values.length >= Math.max(node.minimum, leastFor(node.statistic));
    if (!enough) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${values.length} peers`, statistics: { ...about, values: {} } };
    const value = once('statistic', (ascending) => statisticOf(node.statistic, ascending, parse(node.share ?? '0.5'), node.type));
    return { column: { value }, names, numbers: `${node.statistic} of ${values.length} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value } } };
  },
};

/** Of the statistics that weights are for, as the reading of the document sees to. */
function weighted(node: PeerStatistic, weight: string, inputs: Inputs): Computed {
  const peers = inputs.peers(node.peers);
  const values = peers.once(`${node.of} weighed by ${weight}`, (members) => members.flatMap(({ column }): Weighed[] => {
    const [x, w] = [column(node.of), column(weight)];
    return isPresent(x) && isPresent(w) && compare(w.value, zero) >= 0 ? [{ x: x.value, weight: w.value }] : [];
  }));
  const names = `${node.statistic} of ${node.of} weighted by ${weight} over ${peers.over}`;
  const about = { over: peers.over, count: values.length };
  if (values.length < node.minimum) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${values.length} peers`, statistics: { ...about, values: {} } };
  const { value, all } = peers.once(`${inputs.id} weighted`, () => ({ value: weightedStatisticOf(node.statistic as WeightedStatistic, values), all: totalOf(values.map((one) => one.weight)) }));
  return { column: { value }, names, numbers: `${node.statistic} of ${values.length} that weigh ${show(all)} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value, all } } };
}
