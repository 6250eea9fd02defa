import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { one, rational } from '../rational.ts';
import { quantileOf, sorted } from '../statistics.ts';
import { availableParts, Ids, LeaveOut } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('median'), of: Ids, leaveOut: LeaveOut.optional(), ...common });
const half = rational(1n, 2n);
export type Median = z.output<typeof schema>;

/** The middle of the parts; of an even number the mean of the two in the middle. */
export const median: Step<Median> = {
  name: 'median',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the part in the middle, or the mean of the two in the middle', ur: 'درمیان والا حصہ، یا درمیان کے دو حصوں کی اوسط' },
  symbols: 'median(x₁, …, xₙ)',
  missing: 'Without `leaveOut` one missing part makes it missing; with it a part that may be left out is.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  example: '72, 40 and 65: 65',
  of: ({ of }) => of,
  compute(node, inputs) {
    const { parts, missing } = availableParts(new Map(node.of.map((id) => [id, one])), node.leaveOut, inputs);
    const [names, shown] = [`median(${node.of.join(', ')})`, `median(${parts.map(({ column }) => showColumn(column)).join(', ')})`];
    if (missing) return { column: { missing }, names, numbers: shown };
    const value = quantileOf(sorted(parts.flatMap(({ column }) => (isPresent(column) ? [column.value] : []))), half, 7);
    return { column: { value }, names, numbers: `${shown} = ${show(value)}` };
  },
};
