import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, multiply, parse, whole } from '../rational.ts';
import { quantileTypes, sorted } from '../statistics.ts';
import { leastFor, statistics, statisticOf } from './one-number.ts';
import { common, DecimalText, Reference, Share, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('below-statistic'), of: Reference.describe('What each org unit below has: an indicator or a node.'), from: z.string().describe('The level of the org units that are looked at, such as `school`.'), statistic: z.enum(statistics), share: DecimalText.optional().describe('The quantile, or the share of the org units below at the top or bottom, from 0 to 1.'), type: z.union(quantileTypes.map((type) => z.literal(type))).default(7).describe('The quantile type by its Hyndman-Fan number.'), minimumShare: Share.default('0').describe('Least share of the org units below that must have a figure, from 0 to 1.'), ...common });
export type BelowStatistic = z.output<typeof schema>;

/** One number over the org units of a level below: the median school, the worst one, how far they lie apart. */
export const belowStatistic: Step<BelowStatistic> = {
  name: 'below-statistic',
  schema,
  peers: 'units-below',
  worst: 'refused',
  words: { en: 'one number taken over the org units below, each counted once', ur: 'نیچے کی اکائیوں پر لیا گیا ایک عدد، ہر اکائی ایک بار' },
  symbols: 'mean, median, quantile, minimum, … of x over the org units of a level below',
  missing: 'An org unit below whose figure may be left out (`drop`) is left out; any other missing one makes it missing, and so do fewer than `minimumShare`, or none. A figure below 0 makes `gini` and `geometric-mean` `not-applicable`.',
  source: 'Hyndman and Fan, Sample quantiles in statistical packages (1996); OECD, Education at a Glance, differences between schools',
  example: 'schools 20, 50, 60 and 90: median 55, minimum 20, mean 55',
  of: ({ of }) => [of],
  keepsDirectionOf: ({ of }) => of,
  compute(node, inputs) {
    const columns = inputs.below(node.from).map(({ column }) => column(node.of));
    const values = sorted(columns.flatMap((column) => (isPresent(column) ? [column.value] : [])));
    const names = `${node.statistic}${node.share === undefined ? '' : ` ${node.share}`} of ${node.of} over each ${node.from}`;
    const about = { over: `each ${node.from} below with a figure`, count: values.length };
    const taken = { below: String(columns.length) };
    const held = causesOf(columns).filter(({ fails, worst }) => fails || worst);
    const enough = values.length >= leastFor(node.statistic) && compare(whole(values.length), multiply(parse(node.minimumShare), whole(columns.length))) >= 0;
    if (held.length > 0 || !enough) return { column: { missing: [...held, ...(enough ? [] : [{ kind: 'not-submitted' as const, why: 'too-little-present' as const, at: inputs.id, fails: true }])] }, names, numbers: `${values.length} of ${columns.length} have a figure`, statistics: { ...about, values: {} }, taken };
    const value = statisticOf(node.statistic, values, parse(node.share ?? '0.5'), node.type);
    return { column: { value }, names, numbers: `${node.statistic} of ${values.length} of ${columns.length} = ${show(value)}`, statistics: { ...about, values: { [node.statistic]: value } }, taken };
  },
};
