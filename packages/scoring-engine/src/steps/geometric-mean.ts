import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, one, powerProduct, type Rational, zero } from '../rational.ts';
import { availableParts, belowZero, Ids, partsOf, Reweight, type Weighed, Weights } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z
  .strictObject({ step: z.literal('geometric-mean'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), ...common })
  .refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type GeometricMean = z.output<typeof schema>;

const formula = (parts: readonly Weighed[], divisor: Rational, name: (part: Weighed) => string) =>
  parts.every(({ weight }) => compare(weight, one) === 0) ? `(${parts.map(name).join(' × ')})^(1/${show(divisor)})` : `(${parts.map((part) => `${name(part)}^${show(part.weight)}`).join(' × ')})^(1/${show(divisor)})`;

/** Geometric mean: a low part is not made up for by a high one. */
export const geometricMean: Step<GeometricMean> = {
  name: 'geometric-mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the parts multiplied with each other, each to the power of its share of the weight', ur: 'حصوں کا حاصل ضرب، ہر حصے کی قوت اس کے وزن کا تناسب ہے' },
  symbols: '(x₁^w₁ × … × xₙ^wₙ)^(1 ÷ Σ wᵢ)',
  missing: 'As for weighted-mean. A part of 0 makes it 0; a part below 0 makes it missing.',
  source: 'UNDP, Human Development Report 2023/24, technical note 1',
  example: '0.714323, 0.366719 and 0.601837: the cube root of their product = 0.540218…',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),
  compute(node, inputs) {
    const { parts, total, used, missing } = availableParts(partsOf(node, inputs), node.reweight, inputs);
    const names = formula(parts, total, ({ id }) => id);
    const text = (some: readonly Weighed[], divisor: Rational) => formula(some, divisor, ({ column }) => showColumn(column));
    if (missing) return { column: { missing }, names, numbers: text(parts, total) };
    const factors = parts.flatMap(({ column, effectiveWeight }) => (isPresent(column) ? [{ value: column.value, share: effectiveWeight }] : []));
    const numbers = text(parts.filter(({ column }) => isPresent(column)), used);
    if (factors.some(({ value }) => compare(value, zero) < 0)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers };
    const value = powerProduct(factors);
    return { column: { value }, names, numbers: `${numbers} = ${show(value)}` };
  },
};
