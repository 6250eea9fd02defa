import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, one } from '../rational.ts';
import { availableParts, Ids, LeaveOut } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('maximum'), of: Ids, leaveOut: LeaveOut.optional(), ...common });
export type Maximum = z.output<typeof schema>;

/** The best of the parts. */
export const maximum: Step<Maximum> = {
  name: 'maximum',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the highest of the parts', ur: 'حصوں میں سب سے زیادہ' },
  symbols: 'max(x₁, …, xₙ)',
  missing: 'Without `leaveOut` one missing part makes it missing; with it a part that may be left out is.',
  source: '42 CFR 412.165: the greater of achievement and improvement points',
  example: 'achievement 6, improvement 7: 7',
  of: ({ of }) => of,
  compute(node, inputs) {
    const { parts, missing } = availableParts(new Map(node.of.map((id) => [id, one])), node.leaveOut, inputs);
    const [names, shown] = [`maximum(${node.of.join(', ')})`, `maximum(${parts.map(({ column }) => showColumn(column)).join(', ')})`];
    if (missing) return { column: { missing }, names, numbers: shown };
    const present = parts.flatMap(({ id, column }) => (isPresent(column) ? [{ id, value: column.value }] : []));
    const found = present.reduce((a, b) => (compare(b.value, a.value) > 0 ? b : a));
    return { column: { value: found.value }, names, numbers: `${shown} = ${show(found.value)} (${found.id})` };
  },
};
