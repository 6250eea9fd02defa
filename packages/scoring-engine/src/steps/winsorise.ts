import { z } from 'zod';
import { clamp, compare, parse, type Rational, whole, abs } from '../rational.ts';
import { shapeOf } from '../statistics.ts';
import { amongPeers } from './peer-values.ts';
import { common, DecimalText, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('winsorise'), of: Reference.describe('The indicator or node that is read.'), skewness: DecimalText.default('2').describe('Least absolute skewness at which it begins.'), kurtosis: DecimalText.default('3.5').describe('Least excess kurtosis at which it begins; both must be reached.'), most: z.number().int().min(1).describe('No more points are drawn in than this, each counted once, those at the same figure all of them.'), peers: PeersField, ...common });
export type Winsorise = z.output<typeof schema>;

/** Draws in the outermost values, all that are the same together, until the shape is tame or the limit is reached. */
function drawIn(ascending: readonly Rational[], skewLimit: Rational, kurtosisLimit: Rational, most: number) {
  let values = ascending;
  let [drawnLow, drawnHigh] = [0, 0];
  const first = shapeOf(ascending);
  for (let shape = first; shape && compare(abs(shape.skewness), skewLimit) >= 0 && compare(shape.kurtosis, kurtosisLimit) >= 0 && drawnLow + drawnHigh < most; shape = shapeOf(values)) {
    const above = shape.skewness.n >= 0n;
    const edge = values[above ? values.length - 1 : 0]!;
    const inside = values.filter((value) => compare(value, edge) !== 0);
    const next = inside[above ? inside.length - 1 : 0]!;
    values = values.map((value) => (compare(value, edge) === 0 ? next : value));
    if (above) drawnHigh = values.length - inside.length;
    else drawnLow = values.length - inside.length;
  }
  return { low: values[0], high: values.at(-1), drawnLow, drawnHigh, skewness: first?.skewness, kurtosis: first?.kurtosis };
}
/** Winsorising by the rule of skewness and kurtosis. */
export const winsorise: Step<Winsorise> = {
  name: 'winsorise',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'the value, drawn in to the next peer as long as the peers are skewed and peaked', ur: 'قدر، جب تک تقسیم ٹیڑھی اور نوکیلی ہو، اگلے ہم سر تک کھینچی گئی' },
  symbols: 'while |skew| ≥ 2 and kurtosis ≥ 3.5 and fewer than `most` points are drawn in: the outermost on the skewed side become the next',
  missing: 'A missing value stays missing and is not among the peers. For pay use limits with frozen bounds.',
  source: 'OECD/JRC Handbook (2008), step 4; COINr, winsorise; skewness and kurtosis after Joanes and Gill (1998)',
  example: 'peers 1, 2, 3, 4, 5 and 60: 60 becomes 5',
  of: ({ of }) => [of],
  keepsDirectionOf: ({ of }) => of,
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { once }) => {
      const { low, high, drawnLow, drawnHigh, skewness, kurtosis } = once('bounds', (ascending) => drawIn(ascending, parse(node.skewness), parse(node.kurtosis), node.most));
      if (!low || !high) return undefined;
      const value = clamp(x, low, high);
      const statistics = { low, high, 'drawn in below': whole(drawnLow), 'drawn in above': whole(drawnHigh), ...(skewness ? { skewness } : {}), ...(kurtosis ? { kurtosis } : {}) };
      return { value, names: `${node.of} held between the bounds that tame skewness and kurtosis`, numbers: `${show(x)} held between ${show(low)} and ${show(high)}`, statistics };
    }),
};
