import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { leastSquares, onLine } from '../least-squares.ts';
import { compare, one, type Rational, zero } from '../rational.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, PeersField, Reference, References, show, showColumn } from './shapes.ts';
import { type Computed, type Peer, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('expected-value'), of: Reference.describe('What is expected; the own figure is not read, only those of the peers.'), given: References.describe('The circumstances it is expected from, such as poverty: nothing that the org unit itself can move.'), weight: Reference.optional().describe('What each peer counts for, such as its pupils; without it each counts the same.'), minimum: z.number().int().min(1).optional().describe('Least number of peers; never fewer than two more than there are circumstances.'), peers: PeersField, ...common });
export type ExpectedValue = z.output<typeof schema>;

/** What the peers' figures let one expect in such circumstances; what is above it is value added. */
export const expectedValue: Step<ExpectedValue> = {
  name: 'expected-value',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'what the peers’ figures let one expect in such circumstances', ur: 'ہم سروں کے اعداد کی رو سے ایسے حالات میں کیا متوقع ہے' },
  symbols: 'b₀ + Σ bₖ × givenₖ, with Σ w (y − b₀ − Σ bₖ × givenₖ)² the least over the peers',
  missing: 'Missing where one of the own circumstances is. Peers without a figure, a circumstance or a weight above 0 are not counted; fewer than `minimum` make it missing, and it is `not-applicable` where the circumstances do not tell the peers apart.',
  source: 'OECD, Measuring Improvements in Learning Outcomes: best practices to assess the value-added of schools (2008); least squares by the normal equations, exact, coefficients to 34 significant digits',
  example: 'peers with poverty 0, 10, 20 and 30 and reading 80, 70, 62 and 48: 80.6 − 1.04 × poverty; at poverty 20: 59.8',
  of: ({ of, given, weight }) => [of, ...given, ...(weight ? [weight] : [])],
  readsPeersAlone: true,
  compute(node, inputs) {
    const own = node.given.map(inputs.column);
    const names = `b0 + ${node.given.map((id, index) => `b${index + 1} × ${id}`).join(' + ')}, least squares of ${node.of}${node.weight ? ` weighted by ${node.weight}` : ''}`;
    const missing = (column: Column & { missing: unknown }, more: Pick<Computed, 'statistics'> = {}): Computed => ({ column, names, numbers: own.map(showColumn).join(', '), ...more });
    const peers = inputs.peers(node.peers);
    const { line, count } = peers.once(`${inputs.id} line`, (members) => lineOver(members, node));
    const about = { over: peers.over, count };
    if (!own.every(isPresent)) return missing({ missing: own.flatMap((column) => (isPresent(column) ? [] : column.missing)) }, { statistics: { ...about, values: {} } });
    if (line === undefined) return missing({ missing: [count < leastPeers(node) ? tooFewPeers(inputs.id) : { kind: 'not-applicable', why: 'outside-domain', at: inputs.id, fails: true }] }, { statistics: { ...about, values: {} } });
    const at = own.map(({ value }) => value);
    const value = onLine(line, at);
    const [constant, ...slopes] = line as [Rational, ...Rational[]];
    return { column: { value }, names, numbers: `${show(constant)} + ${slopes.map((slope, index) => `${inBrackets(slope)} × ${inBrackets(at[index]!)}`).join(' + ')} = ${show(value)}`, statistics: { ...about, values: { constant, ...Object.fromEntries(slopes.map((slope, index) => [`slope of ${node.given[index]}`, slope])) } } };
  },
};

const inBrackets = (value: Rational) => (compare(value, zero) < 0 ? `(${show(value)})` : show(value));
const leastPeers = ({ given, minimum = 1 }: ExpectedValue) => Math.max(minimum, given.length + 2);

function lineOver(members: readonly Peer[], node: ExpectedValue) {
  const observed = members.flatMap(({ column }) => {
    const [y, weight, ...given] = [column(node.of), node.weight === undefined ? { value: one } : column(node.weight), ...node.given.map(column)] as const;
    return isPresent(y) && isPresent(weight) && compare(weight.value, zero) > 0 && given.every(isPresent) ? [{ y: y.value, weight: weight.value, given: given.map(({ value }) => value) }] : [];
  });
  return { line: observed.length < leastPeers(node) ? undefined : leastSquares(observed), count: observed.length };
}
