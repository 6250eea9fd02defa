import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, divide, multiply, parse, type Rational, sum } from '../rational.ts';
import { common, DecimalText, PositiveDecimal, show, showColumn } from './shapes.ts';
import { type Computed, type Inputs, type Step } from './step.ts';

const Reweight = z.strictObject({
  minimumWeight: DecimalText.optional().describe('Least share of the weight that must be present, 0 to 1.'),
  minimumParts: z.number().int().min(1).optional(),
});
const schema = z.strictObject({
  step: z.literal('weighted-mean'),
  parts: z.record(z.string(), PositiveDecimal).describe('Node or indicator to weight; weights need not sum to anything.'),
  reweight: Reweight.optional().describe('Parts that may be left out are left out and the rest weighs more. Without it every part is required.'),
  ...common,
});
export type WeightedMean = z.output<typeof schema>;

/** Weighted arithmetic mean; nested weights are nested nodes. */
export const weightedMean: Step<WeightedMean> = {
  name: 'weighted-mean',
  schema,
  peers: 'none',
  words: { en: 'each part times its weight, divided by the sum of the weights', ur: 'ہر حصہ اپنے وزن سے ضرب دے کر، اوزان کے مجموعے پر تقسیم' },
  symbols: 'Σ wᵢxᵢ ÷ Σ wᵢ',
  missing: 'Without `reweight` one missing part makes the mean missing. With it a part whose indicator says `drop` is left out, down to the least weight or number of parts.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: 'x = 80 with weight 40, y = 50 with weight 60: (40 × 80 + 60 × 50) ÷ 100 = 62',
  of: ({ parts }) => Object.keys(parts),
  compute: ({ parts, reweight }, inputs) => mean(new Map(Object.entries(parts).map(([id, weight]) => [id, parse(weight)])), reweight, inputs),
};

/** The mean of what is present, and each part's contribution; contributions sum to it exactly. */
export function mean(weights: ReadonlyMap<string, Rational>, reweight: z.output<typeof Reweight> | undefined, inputs: Inputs): Computed {
  const all = [...weights].map(([id, weight]) => ({ id, weight, column: inputs.column(id) }));
  const present = all.flatMap((part) => (isPresent(part.column) ? [{ ...part, value: part.column.value }] : []));
  const total = sum(all.map(({ weight }) => weight));
  const used = sum(present.map(({ weight }) => weight));
  const causes = causesOf(all.map(({ column }) => column));
  const enough =
    present.length > 0 &&
    compare(divide(used, total), parse(reweight?.minimumWeight ?? '0')) >= 0 &&
    present.length >= (reweight?.minimumParts ?? 1);
  const possible = causes.length === 0 || (reweight !== undefined && enough && !causes.some(({ fails }) => fails));
  const parts = all.map(({ id, weight, column }) => {
    const effectiveWeight = possible && isPresent(column) ? divide(weight, used) : parse('0');
    const contribution = possible && isPresent(column) ? multiply(effectiveWeight, column.value) : undefined;
    return { id, weight, effectiveWeight, column, contribution };
  });
  const names = `(${all.map(({ id, weight }) => `${show(weight)} × ${id}`).join(' + ')}) ÷ ${show(total)}`;
  if (!possible) return { column: { missing: causes }, parts, names, numbers: `(${all.map(({ weight, column }) => `${show(weight)} × ${showColumn(column)}`).join(' + ')}) ÷ ${show(total)}` };
  const value = sum(parts.flatMap(({ contribution }) => contribution ?? []));
  return { column: { value }, parts, names, numbers: `(${present.map(({ weight, value: x }) => `${show(weight)} × ${show(x)}`).join(' + ')}) ÷ ${show(used)} = ${show(value)}` };
}
export { Reweight };
