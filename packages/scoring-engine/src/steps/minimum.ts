import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, one } from '../rational.ts';
import { availableParts, Ids, LeaveOut } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('minimum'), of: Ids, leaveOut: LeaveOut.optional(), ...common });
export type Minimum = z.output<typeof schema>;

/** The lowest of the parts. */
export const minimum: Step<Minimum> = {
  name: 'minimum',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the lowest of the parts', ur: 'حصوں میں سب سے کم' },
  symbols: 'min(x₁, …, xₙ)',
  missing: 'Without `leaveOut` one missing part makes it missing; with it a part that may be left out is.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7',
  example: '72, 40 and 65: 40',
  of: ({ of }) => of,
  compute(node, inputs) {
    const { parts, missing } = availableParts(new Map(node.of.map((id) => [id, one])), node.leaveOut, inputs);
    const [names, shown] = [`minimum(${node.of.join(', ')})`, `minimum(${parts.map(({ column }) => showColumn(column)).join(', ')})`];
    if (missing) return { column: { missing }, names, numbers: shown };
    const present = parts.flatMap(({ id, column }) => (isPresent(column) ? [{ id, value: column.value }] : []));
    const found = present.reduce((a, b) => (compare(b.value, a.value) < 0 ? b : a));
    return { column: { value: found.value }, names, numbers: `${shown} = ${show(found.value)} (${found.id})` };
  },
};
