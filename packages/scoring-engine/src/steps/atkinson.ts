import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { power } from '../functions.ts';
import { compare, divide, multiply, one, powerProduct, type Rational, subtract, sum, zero } from '../rational.ts';
import { availableParts, belowZero, Ids, partsOf, Weights } from './available-parts.ts';
import { common, NumberOrParameter, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('atkinson'), of: Ids.optional(), parts: Weights.optional().describe('Each group with its share of the population.'), aversion: NumberOrParameter.describe('How much inequality is minded: 1 compares the geometric mean with the mean.'), ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type Atkinson = z.output<typeof schema>;

/** What each would have if all had the same and all were as well off. */
function equallyDistributed(groups: readonly { value: Rational; share: Rational }[], aversion: Rational): Rational {
  if (compare(aversion, one) === 0) return powerProduct(groups);
  const exponent = subtract(one, aversion);
  if (exponent.n < 0n && groups.some(({ value }) => value.n === 0n)) return zero;
  return power(sum(groups.map(({ value, share }) => multiply(share, power(value, exponent)))), divide(one, exponent));
}
/** Atkinson measure of inequality between groups. */
export const atkinson: Step<Atkinson> = {
  name: 'atkinson',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'how much of the mean is lost because groups differ', ur: 'گروہوں کے فرق سے اوسط کا کتنا حصہ ضائع ہوتا ہے' },
  symbols: '1 − (Σ wᵢxᵢ^(1−ε))^(1 ÷ (1−ε)) ÷ x̄; ε = 1: 1 − Π xᵢ^wᵢ ÷ x̄',
  missing: 'One missing group makes it missing, and so does a mean of 0 or a group below 0.',
  source: 'Atkinson (1970); UNDP, Human Development Report 2023/24, technical note 2',
  example: 'groups 40 and 90, ε = 1: 1 − 60 ÷ 65 = 0.076923…',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),

  compute(node, inputs) {
    const aversion = inputs.number(node.aversion);
    const { parts, missing } = availableParts(partsOf(node, inputs), undefined, inputs);
    const names = `1 − equally distributed equivalent ÷ mean of ${parts.map(({ id }) => id).join(', ')}, aversion ${show(aversion)}`;
    const plain = parts.map(({ column }) => showColumn(column)).join(', ');
    if (missing) return { column: { missing }, names, numbers: plain };
    const groups = parts.flatMap(({ column, effectiveWeight }) => (isPresent(column) ? [{ value: column.value, share: effectiveWeight }] : []));
    const mean = sum(groups.map(({ value, share }) => multiply(share, value)));
    if (mean.n <= 0n || groups.some(({ value }) => value.n < 0n)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers: plain };
    const equivalent = equallyDistributed(groups, aversion);
    const value = subtract(one, divide(equivalent, mean));
    return { column: { value }, names, numbers: `${plain}: 1 − ${show(equivalent)} ÷ ${show(mean)} = ${show(value)}` };
  },
};
