import { z } from 'zod';
import { exp } from '../functions.ts';
import { add, clamp, divide, exactText, ln, multiply, negate, one, parse, type Rational, subtract, whole, zero } from '../rational.ts';
import { amongPeers, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, PeersField, PositiveDecimal, Reference, show } from './shapes.ts';
import { type Inputs, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('exponential-ranks'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum(ties).default('average').describe('Where several are the same: the lowest of their ranks, their average or the highest.'), constant: PositiveDecimal.default('23').describe('How fast high ranks pull away; 23 lets the highest tenth have half the scale.'), scale: PositiveDecimal.default('100').describe('The score of rank n of n.'), peers: PeersField, ...common });
export type ExponentialRanks = z.output<typeof schema>;

/** Exponential of ranks. */
export const exponentialRanks: Step<ExponentialRanks> = {
  name: 'exponential-ranks',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'the rank as a share, stretched so that a high rank on one figure is not cancelled by a low one on another', ur: 'درجہ بندی کا تناسب، اس طرح پھیلایا گیا کہ اونچا درجہ دوسرے اشاریے کے کم درجے سے منسوخ نہ ہو' },
  symbols: '−c ln(1 − R(1 − e^(−scale ÷ c))), R = rank ÷ n, rank counted from the worst',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. In an index of deprivation the most deprived shall rank highest: say so with `direction`.',
  source: 'Scottish Index of Multiple Deprivation 2016, technical notes; English Indices of Deprivation 2019, technical report',
  example: 'rank 50 of 100: −23 ln(1 − 0.5 × (1 − e^(−100 ÷ 23))) = 15.641948…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values }) => {
      if (values.length === 0) return undefined;
      const place = add(worseThan(x, values, wantsLess(node, inputs), node.ties), one);
      const [constant, scale] = [parse(node.constant), parse(node.scale)];
      const text = (rank: string, n: string) => `−${show(constant)} × ln(1 − ${rank} ÷ ${n} × (1 − e^(−${show(scale)} ÷ ${show(constant)})))`;
      return { value: stretched(node, place, values.length, inputs), names: text('rank', 'n'), numbers: text(show(place), String(values.length)), statistics: { rank: place } };
    }, worstPlace(node, inputs)),
};

/** Kept by rank for all nodes with the same peers: the domains of an index share their ranks, and logarithms to 34 digits are dear. */
function stretched({ constant: c, scale: top, peers }: ExponentialRanks, place: Rational, n: number, inputs: Inputs): Rational {
  const found = inputs.peers(peers);
  return found.once(`exponential ${c} ${top} ${exactText(place)} of ${n}`, () => {
    const constant = parse(c);
    const end = found.once(`exponential ${c} ${top}`, () => subtract(one, exp(divide(parse(top), negate(constant)))));
    return negate(multiply(constant, ln(subtract(one, multiply(clamp(divide(place, whole(n)), zero, one), end)))));
  });
}
