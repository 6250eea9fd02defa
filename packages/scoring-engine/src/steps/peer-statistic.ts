import { z } from 'zod';
import { parse } from '../rational.ts';
import { quantileTypes } from '../statistics.ts';
import { leastFor, statistics, statisticOf } from './one-number.ts';
import { peerValues, tooFewPeers } from './peer-values.ts';
import { common, DecimalText, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('peer-statistic'), of: Reference.describe('The indicator or node that is read.'), statistic: z.enum(statistics), share: DecimalText.optional().describe('The quantile, or the share of the peers at the top or bottom, from 0 to 1.'), type: z.union(quantileTypes.map((type) => z.literal(type))).default(7).describe('The quantile type by its Hyndman-Fan number.'), minimum: z.number().int().min(1).default(1).describe('Least number of peers.'), peers: PeersField, ...common });
export type PeerStatistic = z.output<typeof schema>;

/** A number over the peers: a benchmark, a threshold, a bound, often of a frozen earlier period. */
export const peerStatistic: Step<PeerStatistic> = {
  name: 'peer-statistic',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'one number taken over the peers', ur: 'ہم سروں پر لیا گیا ایک عدد' },
  symbols: 'mean, median, quantile, … of x over the peers; gini: Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ), x in ascending order',
  missing: 'Peers without a figure are not counted, whatever their indicator says; fewer than `minimum` make it missing. The org unit itself may be without a figure. A figure below 0 makes `gini` and `geometric-mean` `not-applicable`, and so do peers that all have 0 `gini`.',
  source: 'Hyndman and Fan, Sample quantiles in statistical packages (1996); 42 CFR 412.160 for the mean of the top tenth; Sen, On Economic Inequality (1973) for `gini`',
  example: 'peers 10, 20, 40 and 50: median 30; quantile 0.75 of type 7: 42.5',
  of: ({ of }) => [of],
  readsPeersAlone: true,
  compute(node, inputs) {
    const { values, over, once } = peerValues(node.of, node.peers, inputs);
    const names = `${node.statistic}${node.share === undefined ? '' : ` ${node.share}`} of ${node.of} over ${over}`;
    const about = { over, count: values.length };
    const enough = values.length >= Math.max(node.minimum, leastFor(node.statistic));
    if (!enough && !['count', 'sum'].includes(node.statistic)) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${values.length} peers`, statistics: { ...about, values: {} } };
    const value = once('statistic', (ascending) => statisticOf(node.statistic, ascending, parse(node.share ?? '0.5'), node.type));
    return { column: { value }, names, numbers: `${node.statistic} of ${values.length} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value } } };
  },
};
