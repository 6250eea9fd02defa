import { z } from 'zod';
import { compare, divide, whole } from '../rational.ts';
import { quantileOf, quantileTypes } from '../statistics.ts';
import { amongPeers } from './peer-values.ts';
import { common, PeersField, Reference } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('peer-quantile'), of: Reference.describe('The indicator or node that is read.'), groups: z.number().int().min(2).describe('Into how many groups: 5 for fifths.'), type: z.union(quantileTypes.map((type) => z.literal(type))).default(7).describe('The quantile type by its Hyndman-Fan number.'), closed: z.enum(['upper', 'lower']).describe('Where a figure on a bound belongs: `upper` puts it into the group below it, `lower` into the one above; there is no default.'), peers: PeersField, ...common });
export type PeerQuantile = z.output<typeof schema>;

/** Groups of peers by quantiles of a context figure; other steps compare within them by `peers.group`. */
export const peerQuantile: Step<PeerQuantile> = {
  name: 'peer-quantile',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'the number of the group of peers that the figure falls into, from the lowest', ur: 'وہ گروہ جس میں قدر آتی ہے، سب سے نیچے سے گنا گیا' },
  symbols: '1 + number of bounds passed; bound k is the quantile k ÷ groups',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing.',
  source: 'Hyndman and Fan, Sample quantiles in statistical packages (1996); 42 CFR 412.152 for fifths of hospitals by share of dual stays',
  example: 'peers 1 to 10, fifths of type 7, x = 3: bounds 2.8, 4.6, 6.4 and 8.2, so group 2',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, once }) => {
      if (values.length === 0) return undefined;
      const bounds = once('bounds', (ascending) => Array.from({ length: node.groups - 1 }, (_, index) => quantileOf(ascending, divide(whole(index + 1), whole(node.groups)), node.type)));
      const passed = bounds.filter((bound) => compare(x, bound) > (node.closed === 'upper' ? 0 : -1)).length;
      return { value: whole(passed + 1), names: `1 + bounds that ${node.of} passes`, numbers: `1 + ${passed}`, statistics: Object.fromEntries(bounds.map((bound, index) => [`bound ${index + 1}`, bound])) };
    }),
};
