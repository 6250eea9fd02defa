import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { add, divide, multiply, subtract, sum, zero } from '../rational.ts';
import { availableParts, belowZero, Ids, partsOf, Reweight, Weights } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('mazziotta-pareto'), of: Ids.optional(), parts: Weights.optional(), reweight: Reweight.optional(), penalty: z.enum(['subtracted', 'added']).default('subtracted').describe('Added where the index measures something bad.'), ...common }).refine(({ of, parts }) => (of === undefined) !== (parts === undefined), 'either `of`, for equal weights, or `parts`, each with its own');
export type MazziottaPareto = z.output<typeof schema>;

/** Mazziotta-Pareto index: a mild penalty for imbalance that does not break at 0. */
export const mazziottaPareto: Step<MazziottaPareto> = {
  name: 'mazziotta-pareto',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the mean less a penalty for imbalance: the variance of the parts over their mean', ur: 'اوسط، جس میں سے حصوں کے عدم توازن کا جرمانہ منہا کیا گیا' },
  symbols: 'M − S × (S ÷ M), S over n',
  missing: 'As for weighted-mean. A mean of 0 or below makes it missing, but all parts at 0 give 0.',
  source: 'Mazziotta and Pareto, On a generalized non-compensatory composite index (2016); Istat',
  example: '90, 90 and 10: M = 63.333333…, S² = 1422.222222…: 40.877192…',
  of: ({ of, parts }) => of ?? Object.keys(parts ?? {}),
  compute(node, inputs) {
    const { parts, missing } = availableParts(partsOf(node, inputs), node.reweight, inputs);
    const names = `M ${node.penalty === 'subtracted' ? '−' : '+'} S × (S ÷ M) of ${parts.map(({ id }) => id).join(', ')}`;
    if (missing) return { column: { missing }, names, numbers: parts.map(({ column }) => showColumn(column)).join(', ') };
    const present = parts.flatMap(({ column, effectiveWeight }) => (isPresent(column) ? [{ value: column.value, share: effectiveWeight }] : []));
    const mean = sum(present.map(({ value, share }) => multiply(share, value)));
    const variance = sum(present.map(({ value, share }) => multiply(share, multiply(subtract(value, mean), subtract(value, mean)))));
    const shown = `M = ${show(mean)}, S² = ${show(variance)}`;
    if (mean.n < 0n || (mean.n === 0n && variance.n !== 0n)) return { column: { missing: [belowZero(inputs.id)] }, names, numbers: shown };
    const penalty = mean.n === 0n ? zero : divide(variance, mean);
    const value = node.penalty === 'subtracted' ? subtract(mean, penalty) : add(mean, penalty);
    return { column: { value }, names, numbers: `${shown}: ${show(mean)} ${node.penalty === 'subtracted' ? '−' : '+'} ${show(variance)} ÷ ${show(mean)} = ${show(value)}` };
  },
};
