import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { abs, add, compare, type Rational, subtract, sum } from '../rational.ts';
import { NoSuchNumber } from '../no-such-number.ts';
import { settled } from '../statistics.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, numberElse, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Peer, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('distance-lead'), of: Reference.describe('The distance by which two are told apart first.'), beside: Reference.describe('The distance that counts too where the first is far enough apart.'), threshold: numberElse('0.02', 'From this difference of the first distance on the other one counts.'), peers: PeersField, ...common });
export type DistanceLead = z.output<typeof schema>;
interface Distances {
  readonly first: Rational;
  readonly second: Rational;
}

/** By how much it lies further from the worst than each of the others, by two distances of which the second counts where the first is not a near tie. */
export const distanceLead: Step<DistanceLead> = {
  name: 'distance-lead',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'how much further from the worst it lies than the peers do, by two distances', ur: 'یہ دو فاصلوں کے لحاظ سے بدترین سے ہم سروں کی نسبت کتنا دور ہے' },
  symbols: 'Σⱼ ((E − Eⱼ) + ψ (T − Tⱼ)), ψ = 1 where |E − Eⱼ| ≥ threshold, else 0',
  missing: 'Missing where either distance is. Peers without one of them are not counted; without any other it is missing, not 0. A threshold below 0 makes it `not-applicable`.',
  source: 'Keshavarz Ghorabaee, Zavadskas, Turskis and Antucheviciene, A new combinative distance-based assessment (CODAS) method (2016), step 7',
  example: 'E and T of three: 0.30 and 0.40, 0.29 and 0.60, 0.20 and 0.25; of the first: 0.01 + 0.1 + (0.40 − 0.25) = 0.26',
  of: ({ of, beside }) => [of, beside],
  compute(node, inputs) {
    const [first, second] = [inputs.column(node.of), inputs.column(node.beside)];
    const names = `Σ leads by ${node.of} + Σ leads by ${node.beside} that count`;
    if (!isPresent(first) || !isPresent(second)) return { column: { missing: [first, second].flatMap((column) => (isPresent(column) ? [] : column.missing)) }, names, numbers: `${showColumn(first)}, ${showColumn(second)}` };
    const threshold = inputs.number(node.threshold);
    if (threshold.n < 0n) throw new NoSuchNumber('a difference is no less than 0');
    const peers = inputs.peers(node.peers);
    const distances = peers.once(`${inputs.id} distances`, (members) => members.flatMap((peer) => distancesOf(peer, node)));
    const about = { over: peers.over, count: distances.length };
    if (distances.length <= (peers.withItself ? 1 : 0)) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: 'nobody to be compared with', statistics: { ...about, values: {} } };
    const leads = settled(sum(distances.map((other) => subtract(first.value, other.first))));
    const beside = settled(sum(distances.filter((other) => compare(abs(subtract(first.value, other.first)), threshold) >= 0).map((other) => subtract(second.value, other.second))));
    const value = add(leads, beside);
    return { column: { value }, names, numbers: `${show(leads)} + ${show(beside)} = ${show(value)}`, statistics: { ...about, values: { leads, beside } } };
  },
};

function distancesOf({ column }: Peer, { of, beside }: DistanceLead): Distances[] {
  const [first, second] = [column(of), column(beside)];
  return isPresent(first) && isPresent(second) ? [{ first: first.value, second: second.value }] : [];
}
