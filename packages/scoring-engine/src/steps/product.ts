import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { multiply, one } from '../rational.ts';
import { availableParts, Ids, LeaveOut } from './available-parts.ts';
import { common, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('product'), of: Ids, leaveOut: LeaveOut.optional(), ...common });
export type Product = z.output<typeof schema>;

/** The parts multiplied with each other, exactly. */
export const product: Step<Product> = {
  name: 'product',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the parts multiplied with each other', ur: 'حصے آپس میں ضرب دیے گئے' },
  symbols: 'x₁ × … × xₙ',
  missing: 'Without `leaveOut` one missing part makes it missing; with it a part that may be left out is.',
  source: 'World Bank, The Human Capital Index 2020 Update: survival × school × health',
  example: '0.93, 0.5 and 0.8: 0.372',
  of: ({ of }) => of,
  compute(node, inputs) {
    const { parts, missing } = availableParts(new Map(node.of.map((id) => [id, one])), node.leaveOut, inputs);
    const [names, shown] = [node.of.join(' × '), parts.map(({ column }) => showColumn(column)).join(' × ')];
    if (missing) return { column: { missing }, names, numbers: shown };
    const value = parts.flatMap(({ column }) => (isPresent(column) ? [column.value] : [])).reduce(multiply, one);
    return { column: { value }, names, numbers: `${shown} = ${show(value)}` };
  },
};
