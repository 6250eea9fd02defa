import { z } from 'zod';
import { exp } from '../functions.ts';
import { compare, divide, multiply, negate, one, parse, type Rational, subtract, sum, whole, zero } from '../rational.ts';
import { NoSuchNumber } from '../no-such-number.ts';
import { settled } from '../statistics.ts';
import { amongPeers, othersThan, wantsLess, worstPlace } from './peer-values.ts';
import { common, Direction, NumberOrParameter, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Inputs, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('net-flow'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, form: z.enum(['linear', 'level', 'gaussian']).optional().describe('How a lead counts between nothing and in full: `linear` as far as it has come, `level` one half, `gaussian` along the normal curve, with `spread` in place of the two thresholds. Default "linear".'), indifference: numberElse('0', 'A lead that is no greater counts nothing.'), preference: numberElse('0', 'A greater lead counts in full, with `linear` also one that is as great. The same as `indifference`: all or nothing.'), spread: NumberOrParameter.optional().describe('Of `gaussian` alone, more than 0: a lead of as much counts 1 − e^(−1/2), 0.393469….'), scale: numberElse('1', 'The points of who leads all others in full.'), peers: PeersField, ...common });
export type NetFlow = z.output<typeof schema>;

/** By how much it is preferred to the others, less by how much they are to it. */
export const netFlow: Step<NetFlow> = {
  name: 'net-flow',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'how far it leads the other peers on average, less how far they lead it', ur: 'یہ اوسطاً دوسرے ہم سروں سے کتنا آگے ہے، منفی یہ کہ وہ اس سے کتنے آگے ہیں' },
  symbols: 'scale × Σⱼ (P(x − yⱼ) − P(yⱼ − x)) ÷ others, P(d) = clamp((d − indifference) ÷ (preference − indifference), 0, 1); level: 0 up to the indifference, ½ up to the preference, then 1; gaussian: 1 − e^(−d² ÷ 2 spread²) for d > 0',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. A preference below the indifference, an indifference below 0, or a spread that is not above 0 makes it `not-applicable`.',
  source: 'Brans and Vincke, A preference ranking organisation method (1985): the net flow of one criterion, preference functions I, II, III and V by `linear`, IV by `level`, VI by `gaussian`; PROMETHEE II is the weighted-mean of them',
  example: 'peers 10, 30, 30 and 60, x = 30, indifference 10, preference 30: (0.5 + 0 − 1) ÷ 3 = −0.166666…; by level (0.5 + 0 − 0.5) ÷ 3 = 0; gaussian with spread 20: (0.393469… − 0.675347…) ÷ 3 = −0.093959…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, peers) => {
      const { values } = peers;
      const others = othersThan(node, inputs, peers);
      if (others < 1) return undefined;
      const [preferred, scale] = [preferenceOf(node, inputs), inputs.number(node.scale)];
      const lead = (from: Rational, to: Rational) => (compare(from, to) > 0 ? preferred(subtract(from, to)) : zero);
      const [higher, lower] = [settled(sum(values.map((other) => lead(x, other)))), settled(sum(values.map((other) => lead(other, x))))];
      const [leads, trails] = wantsLess(node, inputs) ? [lower, higher] : [higher, lower];
      const text = (a: string, b: string, n: string) => `${node.scale === '1' ? '' : `${show(scale)} × `}(${a} − ${b}) ÷ ${n}`;
      return { value: divide(multiply(scale, subtract(leads, trails)), whole(others)), names: () => text('leads', 'trails', 'others'), numbers: () => text(show(leads), show(trails), String(others)), statistics: { leads, trails, others: whole(others) } };
    }, worstPlace(node, inputs)),
};

/** How much a lead counts, from 0 to 1. */
function preferenceOf({ form = 'linear', indifference: begins, preference: full, spread: given }: NetFlow, { number }: Inputs): (lead: Rational) => Rational {
  const [indifference, preference] = [number(begins), number(full)];
  if (indifference.n < 0n || compare(preference, indifference) < 0) throw new NoSuchNumber('a lead begins to count at 0 or above, and counts in full no earlier');
  if (form === 'gaussian') return gaussian(number(given!));
  return (lead) => {
    if (compare(lead, indifference) <= 0) return zero;
    if (form === 'level') return compare(lead, preference) > 0 ? one : half;
    return compare(lead, preference) >= 0 ? one : divide(subtract(lead, indifference), subtract(preference, indifference));
  };
}
const half = parse('0.5');

/** From an exponent of 100 on it is 1 to 34 digits. */
function gaussian(spread: Rational): (lead: Rational) => Rational {
  if (spread.n <= 0n) throw new NoSuchNumber('a spread is more than 0');
  return (lead) => {
    const [share, most] = [divide(lead, spread), whole(100)];
    const exponent = divide(multiply(share, share), whole(2));
    return compare(exponent, most) >= 0 ? one : subtract(one, exp(negate(exponent)));
  };
}
