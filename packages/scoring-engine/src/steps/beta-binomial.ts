import { z } from 'zod';
import { causesOf, type Column, isPresent } from '../cell.ts';
import { add, divide, multiply, one, type Rational, subtract, whole } from '../rational.ts';
import { settled, totalOf } from '../statistics.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, NumberOrParameter, numberElse, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Inputs } from './step.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('beta-binomial'), of: Reference.describe('How many succeeded, such as `passed.numerator`.'), per: Reference.describe('Of how many, such as `passed.denominator`.'), prior: z.union([z.strictObject({ successes: NumberOrParameter, failures: NumberOrParameter }), z.literal('peers')]).describe('How much is known before: a and b, or estimated from the peers.'), scale: numberElse('1', '"100" gives percent.'), peers: PeersField, ...common });
export type BetaBinomial = z.output<typeof schema>;

interface Counts {
  readonly x: Rational;
  readonly n: Rational;
}
const countsOf = (x: Column, n: Column): Counts[] => (isPresent(x) && isPresent(n) && n.value.n > 0n ? [{ x: x.value, n: n.value }] : []);
const priorOf = (prior: BetaBinomial['prior'], { number }: Inputs): readonly [Rational, Rational] => (prior === 'peers' ? [one, one] : [number(prior.successes), number(prior.failures)]);

/** The prior by moments; without a strength where the peers differ no more than by chance. */
function fit(counts: readonly Counts[]): { mean: Rational; strength: Rational | undefined; count: number } | undefined {
  if (counts.length < 2) return undefined;
  const cases = totalOf(counts.map(({ n }) => n));
  const mean = settled(divide(totalOf(counts.map(({ x }) => x)), cases));
  const chance = multiply(mean, subtract(one, mean));
  const spread = divide(totalOf(counts.map(({ x, n }) => multiply(n, multiply(subtract(divide(x, n), mean), subtract(divide(x, n), mean))))), cases);
  const between = subtract(spread, divide(multiply(chance, whole(counts.length)), cases));
  const strength = between.n > 0n ? settled(subtract(divide(chance, between), one)) : undefined;
  return { mean, strength: strength && strength.n > 0n ? strength : undefined, count: counts.length };
}
/** Beta-binomial shrinkage of a share, with a prior that is given or taken from the peers. */
export const betaBinomial: Step<BetaBinomial> = {
  name: 'beta-binomial',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'a share with what is known before counted as so many cases', ur: 'ایسا تناسب جس میں پہلے سے معلوم بات کو بھی گنتی میں شامل کیا گیا' },
  symbols: 'scale × (x + a) ÷ (n + a + b); from peers: m = Σx ÷ Σn, A = Σn(x ÷ n − m)² ÷ Σn − m(1 − m) ÷ n̄, a + b = m(1 − m) ÷ A − 1',
  missing: 'Missing where either count is. Peers that differ no more than by chance give their mean.',
  source: 'Marshall, Mapping disease and mortality rates using empirical Bayes estimators (1991), for shares; Casella and Berger, Statistical Inference',
  example: '3 of 4, a = 2 and b = 2: 5 ÷ 8 = 0.625',
  of: ({ of, per }) => [of, per],
  keepsDirectionOf: ({ of }) => of,
  compute(node, inputs) {
    const [x, n, full] = [inputs.column(node.of), inputs.column(node.per), inputs.number(node.scale)];
    const text = (a: string, b: string, hits: string, cases: string) => `${show(full)} × (${hits} + ${a}) ÷ (${cases} + ${a} + ${b})`;
    const names = text('a', 'b', node.of, node.per);
    if (!isPresent(x) || !isPresent(n)) return { column: { missing: causesOf([x, n]) }, names, numbers: `${showColumn(x)} of ${showColumn(n)}` };
    const peers = node.prior === 'peers' ? inputs.peers(node.peers) : undefined;
    const fitted = peers?.once(`${inputs.id} prior`, (members) => fit(members.flatMap(({ column }) => countsOf(column(node.of), column(node.per)))));
    if (peers && !fitted) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${show(x.value)} of ${show(n.value)}` };
    const statistics = peers && fitted ? { statistics: { over: peers.over, count: fitted.count, values: { mean: fitted.mean, ...(fitted.strength ? { 'a + b': fitted.strength } : {}) } } } : {};
    if (fitted && !fitted.strength) return { column: { value: multiply(full, fitted.mean) }, names, numbers: `no difference beyond chance: the mean of the peers ${show(fitted.mean)}`, ...statistics };
    const [a, b]: readonly [Rational, Rational] = fitted ? [multiply(fitted.mean, fitted.strength!), multiply(subtract(one, fitted.mean), fitted.strength!)] : priorOf(node.prior, inputs);
    const total = add(n.value, add(a, b));
    if (total.n <= 0n) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: inputs.id, fails: true }] }, names, numbers: `${show(x.value)} of ${show(n.value)}`, ...statistics };
    const value = multiply(full, divide(add(x.value, a), total));
    return { column: { value }, names, numbers: `${text(show(a), show(b), show(x.value), show(n.value))} = ${show(value)}`, ...statistics };
  },
};
