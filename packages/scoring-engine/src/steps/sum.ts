import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, divide, multiply, one, type Rational, sum as sumOf, zero } from '../rational.ts';
import { availableParts, Ids, LeaveOut, partsOf, Reweight, Weights } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('sum'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), leaveOut: LeaveOut.optional(), ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own')
  .refine(({ reweight, leaveOut }) => reweight === undefined || leaveOut === undefined, 'either `reweight` or `leaveOut`');
export type Sum = z.output<typeof schema>;

const term = (weight: Rational, text: string) => (compare(weight, one) === 0 ? text : `${show(weight)} × ${text}`);
/** Sum of points, with weights where they differ. */
export const sum: Step<Sum> = {
  name: 'sum',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the parts, each times its weight, added up', ur: 'حصے، ہر ایک اپنے وزن سے ضرب دے کر، جمع کیے گئے' },
  symbols: 'Σ wᵢxᵢ',
  missing: 'Without `reweight` and `leaveOut` one missing part makes the sum missing. With `leaveOut` a part that may be left out adds nothing; with `reweight` the rest is stretched to the full weight. `minimumWeight`, `minimumParts` and `required` as for weighted-mean.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: '10, 4 and 12: 26; with weights 1, 1 and 0.5: 20',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),

  compute(node, inputs) {
    const rule = node.reweight ?? node.leaveOut;
    const { parts, total, used, missing } = availableParts(partsOf(node, inputs), rule, inputs);
    const names = () => parts.map(({ id, weight }) => term(weight, id)).join(' + ');
    const shown = () => parts.map(({ weight, column }) => term(weight, showColumn(column))).join(' + ');
    if (missing) return { column: { missing }, parts: parts.map((part) => ({ ...part, contribution: undefined })), names, numbers: shown };
    const stretch = node.reweight ? divide(total, used) : one;
    const weighed = parts.map((part) => ({ ...part, effectiveWeight: isPresent(part.column) ? multiply(part.weight, stretch) : zero, contribution: isPresent(part.column) ? multiply(multiply(part.weight, stretch), part.column.value) : undefined }));
    const value = sumOf(weighed.flatMap(({ contribution }) => contribution ?? []));
    return { column: { value }, parts: weighed, names, numbers: () => `${compare(stretch, one) === 0 ? shown() : `(${shown()}) × ${show(stretch)}`} = ${show(value)}` };
  },
};
