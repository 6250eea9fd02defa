import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { multiply, type Rational, sum } from '../rational.ts';
import { availableParts, Reweight, Weights, weightsOf } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Computed, type Inputs, type Part, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('weighted-mean'), parts: Weights, reweight: Reweight.optional(), ...common });
export type WeightedMean = z.output<typeof schema>;

/** Weighted arithmetic mean; nested weights are nested nodes. */
export const weightedMean: Step<WeightedMean> = {
  name: 'weighted-mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'each part times its weight, divided by the sum of the weights', ur: 'ہر حصہ اپنے وزن سے ضرب دے کر، اوزان کے مجموعے پر تقسیم' },
  symbols: 'Σ wᵢxᵢ ÷ Σ wᵢ',
  missing:
    'Without `reweight` one missing part makes the mean missing. With it a part whose indicators say `drop` is left out and the sum of the weights is that of the parts present, unless the part is `required`, or less than `minimumWeight` or `minimumParts` would be left: then the mean is missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: 'x = 80 with weight 40, y = 50 with weight 60: (40 × 80 + 60 × 50) ÷ 100 = 62',
  of: ({ parts }) => Object.keys(parts),
  compute: ({ parts, reweight }, inputs) => mean(weightsOf(parts, inputs), reweight, inputs),
};

/** The mean of what is present, and each part's contribution; contributions sum to it exactly. */
export function mean(weights: ReadonlyMap<string, Rational>, reweight: Reweight | undefined, inputs: Inputs): Computed {
  const { parts: weighed, total, used, missing } = availableParts(weights, reweight, inputs);
  const parts = weighed.map((part): Part => ({ ...part, contribution: missing || !isPresent(part.column) ? undefined : multiply(part.effectiveWeight, part.column.value) }));
  const names = () => `(${parts.map(({ id, weight }) => `${show(weight)} × ${id}`).join(' + ')}) ÷ ${show(total)}`;
  const shown = (some: readonly Part[], divisor: Rational) => `(${some.map(({ weight, column }) => `${show(weight)} × ${showColumn(column)}`).join(' + ')}) ÷ ${show(divisor)}`;
  if (missing) return { column: { missing }, parts, names, numbers: () => shown(parts, total) };
  const value = sum(parts.flatMap(({ contribution }) => contribution ?? []));
  return { column: { value }, parts, names, numbers: () => `${shown(parts.filter(({ column }) => isPresent(column)), used)} = ${show(value)}` };
}
