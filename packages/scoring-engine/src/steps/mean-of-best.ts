import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, divide, one, sum, whole } from '../rational.ts';
import { availableParts, Ids, LeaveOut } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('mean-of-best'), of: Ids, take: z.number().int().min(1).describe('How many of the best are kept.'), skip: z.number().int().min(1).optional().describe('How many of the very best are passed over before, as where they count elsewhere.'), leaveOut: LeaveOut.optional(), ...common });
export type MeanOfBest = z.output<typeof schema>;

/** The best few of several, as two of three terms. */
export const meanOfBest: Step<MeanOfBest> = {
  name: 'mean-of-best',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the mean of the highest few of the parts', ur: 'سب سے اونچے چند حصوں کی اوسط' },
  symbols: 'Σ of the k highest ÷ k, after those passed over',
  missing: 'Without `leaveOut` one missing part makes it missing; with it the best of those present are kept, all of them where they are fewer; where all are passed over it is missing.',
  source: 'Mizan: best two of three terms; Department for Education (England), Attainment 8, for the slots that what is left fills',
  example: '72, 40 and 66, take 2: 69',
  of: ({ of }) => of,
  compute({ of, take, skip = 0, leaveOut }, inputs) {
    const { parts, missing } = availableParts(new Map(of.map((id) => [id, one])), leaveOut, inputs);
    const names = `mean of the best ${take}${skip ? ` after ${skip}` : ''} of ${of.join(', ')}`;
    if (missing) return { column: { missing }, names, numbers: parts.map(({ column }) => showColumn(column)).join(', ') };
    const best = parts.flatMap(({ column }) => (isPresent(column) ? [column.value] : [])).sort((a, b) => compare(b, a)).slice(skip, skip + take);
    if (best.length === 0) return { column: { missing: [...parts.flatMap(({ column }) => (isPresent(column) ? [] : column.missing)), { kind: 'not-submitted', why: 'too-little-present', at: inputs.id, fails: false }] }, names, numbers: parts.map(({ column }) => showColumn(column)).join(', ') };
    const value = divide(sum(best), whole(best.length));
    return { column: { value }, names, numbers: `(${best.map(show).join(' + ')}) ÷ ${best.length} = ${show(value)}` };
  },
};
