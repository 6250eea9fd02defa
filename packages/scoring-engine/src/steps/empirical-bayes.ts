import { z } from 'zod';
import { causesOf, type Column, isPresent } from '../cell.ts';
import { add, divide, multiply, one, type Rational, subtract, whole, zero } from '../rational.ts';
import { settled, totalOf } from '../statistics.ts';
import { tooFewPeers } from './peer-values.ts';
import { common, PeersField, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('empirical-bayes'), of: Reference.describe('The indicator or node that is read.'), standardError: Reference.describe('Its standard error; `indicator.standardError` as a rule.'), peers: PeersField, ...common });
export type EmpiricalBayes = z.output<typeof schema>;

interface Pair {
  readonly x: Rational;
  readonly weight: Rational;
}
const pairOf = (x: Column, error: Column): Pair[] => (isPresent(x) && isPresent(error) && error.value.n > 0n ? [{ x: x.value, weight: divide(one, multiply(error.value, error.value)) }] : []);
const weighted = (pairs: readonly Pair[]) => settled(divide(totalOf(pairs.map(({ x, weight }) => multiply(x, weight))), totalOf(pairs.map(({ weight }) => weight))));

/** The variance between the peers beyond chance, and their mean when it is allowed for. */
function betweenVariance(pairs: readonly Pair[]): { mean: Rational; between: Rational; count: number } | undefined {
  if (pairs.length < 2) return undefined;
  const fixed = weighted(pairs);
  const weights = totalOf(pairs.map(({ weight }) => weight));
  const spread = totalOf(pairs.map(({ x, weight }) => multiply(weight, multiply(subtract(x, fixed), subtract(x, fixed)))));
  const scale = subtract(weights, divide(totalOf(pairs.map(({ weight }) => multiply(weight, weight))), weights));
  const estimate = divide(subtract(spread, whole(pairs.length - 1)), scale);
  const between = settled(estimate.n < 0n ? zero : estimate);
  const mean = weighted(pairs.map(({ x, weight }) => ({ x, weight: divide(one, add(between, divide(one, weight))) })));
  return { mean, between, count: pairs.length };
}
/** Empirical Bayes shrinkage by each figure's own standard error. */
export const empiricalBayes: Step<EmpiricalBayes> = {
  name: 'empirical-bayes',
  schema,
  peers: 'population',
  worst: 'refused',
  words: { en: 'the value, drawn towards the mean of the peers the more, the less sure it is', ur: 'قدر، جتنی کم یقینی اتنی زیادہ ہم سروں کی اوسط کی طرف کھینچی گئی' },
  symbols: 'm + R(x − m), R = τ² ÷ (τ² + SE²), τ² by DerSimonian and Laird, not below 0, m = Σ xᵢ ÷ (τ² + SEᵢ²) ÷ Σ 1 ÷ (τ² + SEᵢ²)',
  missing: 'Missing where the value or its standard error is; fewer than two peers make it missing.',
  source: 'DerSimonian and Laird (1986); Morris, Parametric empirical Bayes inference (1983)',
  example: 'm = 50, τ² = 16, x = 70, SE = 4: R = 0.5, so 60',
  of: ({ of, standardError }) => [of, standardError],
  keepsDirectionOf: ({ of }) => of,
  compute(node, inputs) {
    const [x, error] = [inputs.column(node.of), inputs.column(node.standardError)];
    const names = `mean + R × (${node.of} − mean), R = τ² ÷ (τ² + SE²)`;
    if (!isPresent(x) || !isPresent(error)) return { column: { missing: causesOf([x, error]) }, names, numbers: `${showColumn(x)}, ${showColumn(error)}` };
    const peers = inputs.peers(node.peers);
    const found = peers.once(`${inputs.id} between`, (members) => betweenVariance(members.flatMap(({ column }) => pairOf(column(node.of), column(node.standardError)))));
    if (!found || error.value.n <= 0n) return { column: { missing: [tooFewPeers(inputs.id)] }, names, numbers: `${show(x.value)}, SE ${show(error.value)}` };
    const { mean, between, count } = found;
    const reliability = divide(between, add(between, multiply(error.value, error.value)));
    const value = add(mean, multiply(reliability, subtract(x.value, mean)));
    return { column: { value }, names, numbers: `${show(mean)} + ${show(reliability)} × (${show(x.value)} − ${show(mean)}) = ${show(value)}`, statistics: { over: peers.over, count, values: { mean, 'between variance': between, reliability } } };
  },
};
