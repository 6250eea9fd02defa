import { z } from 'zod';
import { normalQuantile } from '../functions.ts';
import { add, compare, divide, one, subtract, whole } from '../rational.ts';
import { amongPeers, ties, wantsLess, worseThan, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('normal-scores'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, ties: z.enum(ties).default('average').describe('Where several are the same: the lowest of their ranks, their average or the highest.'), offset: numberElse('0', '"0" is van der Waerden, "0.375" is Blom, "0.5" is Hazen.'), peers: PeersField, ...common });
export type NormalScores = z.output<typeof schema>;

/** Rank to normal scores. */
export const normalScores: Step<NormalScores> = {
  name: 'normal-scores',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'the number below which the rank as a share would lie in a normal distribution', ur: 'درجہ بندی کے تناسب کے مطابق نارمل تقسیم کی قدر' },
  symbols: 'Φ⁻¹((rank − a) ÷ (n + 1 − 2a)), rank counted from the worst',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does.',
  source: 'van der Waerden (1952); Blom (1958); Φ⁻¹ by Newton on the series of Marsaglia (2004), 34 significant digits',
  example: 'the best of 3 peers, offset 0: Φ⁻¹(3 ÷ 4) = 0.674489…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values }) => {
      const place = add(worseThan(x, values, wantsLess(node, inputs), node.ties), one);
      const offset = inputs.number(node.offset);
      const share = divide(subtract(place, offset), subtract(whole(values.length + 1), add(offset, offset)));
      if (share.n <= 0n || compare(share, one) >= 0) return undefined;
      const text = (rank: string, n: string) => `Φ⁻¹((${rank} − ${show(offset)}) ÷ (${n} + 1 − 2 × ${show(offset)}))`;
      return { value: normalQuantile(share), names: text('rank', 'n'), numbers: text(show(place), String(values.length)), statistics: { rank: place } };
    }, worstPlace(node, inputs)),
};
