import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, divide, multiply, one, type Rational, subtract, sum, whole, zero } from '../rational.ts';
import { NoSuchNumber } from '../no-such-number.ts';
import { settled } from '../statistics.ts';
import { amongPeers, wantsLess, worstPlace } from './peer-values.ts';
import { common, Direction, numberElse, PeersField, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('net-flow'), of: Reference.describe('The indicator or node that is read.'), direction: Direction, indifference: numberElse('0', 'A lead that is no greater counts nothing.'), preference: numberElse('0', 'A greater lead counts in full; between the two it counts as far as it has come. The same as `indifference`: all or nothing.'), scale: numberElse('1', 'The points of who leads all others in full.'), peers: PeersField, ...common });
export type NetFlow = z.output<typeof schema>;

/** By how much it is preferred to the others, less by how much they are to it. */
export const netFlow: Step<NetFlow> = {
  name: 'net-flow',
  schema,
  peers: 'population',
  worst: 'earns-nothing',
  words: { en: 'how far it leads the other peers on average, less how far they lead it', ur: 'یہ اوسطاً دوسرے ہم سروں سے کتنا آگے ہے، منفی یہ کہ وہ اس سے کتنے آگے ہیں' },
  symbols: 'scale × Σⱼ (P(x − yⱼ) − P(yⱼ − x)) ÷ others, P(d) = clamp((d − indifference) ÷ (preference − indifference), 0, 1)',
  missing: 'A missing value stays missing and is not among those it is compared with; too few peers make it missing. Where the indicator says `worst` it stands where the worst of the peers does. A preference below the indifference, or an indifference below 0, makes it `not-applicable`.',
  source: 'Brans and Vincke, A preference ranking organisation method (1985): the net flow of one criterion, preference functions I, II, III and V; PROMETHEE II is the weighted-mean of them',
  example: 'peers 10, 30, 30 and 60, x = 30, indifference 10, preference 30: (0.5 + 0 − 1) ÷ 3 = −0.166666…',
  of: ({ of }) => [of],
  compute: (node, inputs) =>
    amongPeers(node, inputs, (x, { values, withItself }) => {
      // Counted as the worst of them it is not among them.
      const others = values.length - (withItself && isPresent(inputs.column(node.of)) ? 1 : 0);
      if (others < 1) return undefined;
      const [indifference, preference, scale] = [inputs.number(node.indifference), inputs.number(node.preference), inputs.number(node.scale)];
      if (indifference.n < 0n || compare(preference, indifference) < 0) throw new NoSuchNumber('a lead begins to count at 0 or above, and counts in full no earlier');
      const lead = (from: Rational, to: Rational) => preferred(subtract(from, to), indifference, preference);
      const [higher, lower] = [settled(sum(values.map((other) => lead(x, other)))), settled(sum(values.map((other) => lead(other, x))))];
      const [leads, trails] = wantsLess(node, inputs) ? [lower, higher] : [higher, lower];
      const text = (a: string, b: string, n: string) => `${node.scale === '1' ? '' : `${show(scale)} × `}(${a} − ${b}) ÷ ${n}`;
      return { value: divide(multiply(scale, subtract(leads, trails)), whole(others)), names: () => text('leads', 'trails', 'others'), numbers: () => text(show(leads), show(trails), String(others)), statistics: { leads, trails, others: whole(others) } };
    }, worstPlace(node, inputs)),
};

/** How much a lead counts, from 0 to 1. */
function preferred(lead: Rational, indifference: Rational, preference: Rational): Rational {
  if (compare(lead, indifference) <= 0) return zero;
  return compare(lead, preference) >= 0 ? one : divide(subtract(lead, indifference), subtract(preference, indifference));
}
