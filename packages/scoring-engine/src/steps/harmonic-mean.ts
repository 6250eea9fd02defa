import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { divide, type Rational, sum, zero } from '../rational.ts';
import { availableParts, belowZero, Ids, partsOf, Reweight, type Weighed, Weights } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('harmonic-mean'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type HarmonicMean = z.output<typeof schema>;

/** Harmonic mean: the lowest part counts most. */
export const harmonicMean: Step<HarmonicMean> = {
  name: 'harmonic-mean',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the sum of the weights divided by the sum of the weights over the parts', ur: 'اوزان کا مجموعہ، ہر وزن کو اس کے حصے پر تقسیم کر کے مجموعے پر تقسیم' },
  symbols: 'Σ wᵢ ÷ Σ (wᵢ ÷ xᵢ)',
  missing: 'As for weighted-mean. A part of 0 makes it 0; a part below 0 makes it missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; UNDP, Human Development Report 2023/24, technical note 4 (GII)',
  example: '90, 90 and 10: 3 ÷ (1 ÷ 90 + 1 ÷ 90 + 1 ÷ 10) = 24.545454…',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),
  compute(node, inputs) {
    const { parts, total, used, missing } = availableParts(partsOf(node, inputs), node.reweight, inputs);
    const text = (some: readonly Weighed[], divisor: Rational, name: (part: Weighed) => string) => `${show(divisor)} ÷ (${some.map((part) => `${show(part.weight)} ÷ ${name(part)}`).join(' + ')})`;
    const names = text(parts, total, ({ id }) => id);
    if (missing) return { column: { missing }, names, numbers: text(parts, total, ({ column }) => showColumn(column)) };
    const present = parts.flatMap((part) => (isPresent(part.column) ? [{ ...part, value: part.column.value }] : []));
    const numbers = text(present, used, ({ column }) => showColumn(column));
    if (present.some(({ value }) => value.n < 0n)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers };
    const value = present.some((part) => part.value.n === 0n) ? zero : divide(used, sum(present.map((part) => divide(part.weight, part.value))));
    return { column: { value }, names, numbers: `${numbers} = ${show(value)}` };
  },
};
