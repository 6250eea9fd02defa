import { z } from 'zod';
import { divide, floor, multiply, parse, type Rational, subtract, whole } from '../rational.ts';
import { deviationOf, meanOf, quantileOf, type QuantileType, quantileTypes, totalOf } from '../statistics.ts';
import { peerValues, tooFewPeers } from './peer-values.ts';
import { common, DecimalText, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const statistics = ['mean', 'median', 'quantile', 'minimum', 'maximum', 'range', 'sum', 'count', 'sample-deviation', 'population-deviation', 'mean-of-top', 'mean-of-bottom'] as const;
type Work = (ascending: readonly Rational[], share: Rational, type: QuantileType) => Rational;
/** How many stand in a share of the peers: as many as fill it, at least one. */
const part = (count: number, share: Rational) => Math.max(Number(floor(multiply(share, whole(count)))), 1);
const work: Record<(typeof statistics)[number], Work> = {
  mean: meanOf,
  median: (values) => quantileOf(values, divide(whole(1), whole(2)), 7),
  quantile: quantileOf,
  minimum: (values) => values[0]!,
  maximum: (values) => values.at(-1)!,
  range: (values) => subtract(values.at(-1)!, values[0]!),
  sum: totalOf,
  count: (values) => whole(values.length),
  'sample-deviation': (values) => deviationOf(values, 'sample'),
  'population-deviation': (values) => deviationOf(values, 'population'),
  'mean-of-top': (values, share) => meanOf(values.slice(-part(values.length, share))),
  'mean-of-bottom': (values, share) => meanOf(values.slice(0, part(values.length, share))),
};

const schema = z.strictObject({ step: z.literal('peer-statistic'), of: Reference.describe('The indicator or node that is read.'), statistic: z.enum(statistics), share: DecimalText.optional().describe('The quantile, or the share of the peers at the top or bottom, from 0 to 1.'), type: z.union(quantileTypes.map((type) => z.literal(type))).default(7).describe('The quantile type by its Hyndman-Fan number.'), minimum: z.number().int().min(1).default(1).describe('Least number of peers.'), peers: PeersField, ...common });
export type PeerStatistic = z.output<typeof schema>;

/** A number over the peers: a benchmark, a threshold, a bound, often of a frozen earlier period. */
export const peerStatistic: Step<PeerStatistic> = {
  name: 'peer-statistic',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'one number taken over the peers', ur: 'ہم سروں پر لیا گیا ایک عدد' },
  symbols: 'mean, median, quantile, … of x over the peers',
  missing: 'Peers without a figure are not counted, whatever their indicator says; fewer than `minimum` make it missing. The org unit itself may be without a figure.',
  source: 'Hyndman and Fan, Sample quantiles in statistical packages (1996); 42 CFR 412.160 for the mean of the top tenth',
  example: 'peers 10, 20, 40 and 50: median 30; quantile 0.75 of type 7: 42.5',
  of: ({ of }) => [of],
  readsPeersAlone: true,
  compute(node, inputs) {
    const { values, over, once } = peerValues(node.of, node.peers, inputs);
    const names = `${node.statistic}${node.share === undefined ? '' : ` ${node.share}`} of ${node.of} over ${over}`;
    const about = { over, count: values.length };
    const enough = values.length >= Math.max(node.minimum, node.statistic === 'sample-deviation' ? 2 : 1);
    if (!enough && !['count', 'sum'].includes(node.statistic)) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${values.length} peers`, statistics: { ...about, values: {} } };
    const value = once('statistic', (ascending) => work[node.statistic](ascending, parse(node.share ?? '0.5'), node.type));
    return { column: { value }, names, numbers: `${node.statistic} of ${values.length} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value } } };
  },
};
