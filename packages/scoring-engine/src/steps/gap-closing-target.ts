import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { add, divide, multiply, subtract } from '../rational.ts';
import { common, numberElse, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('gap-closing-target'), of: Reference.describe('The figure from which the target grows, as a rule of an earlier period.'), full: numberElse('100', 'Where the gap ends; "0" sets a target of reduction.'), parts: numberElse('16', 'Into how many the gap is parted.'), taken: numberElse('1', 'How many of them are asked for; "2" is the double target.'), ...common });
export type GapClosingTarget = z.output<typeof schema>;

/** Gap-closing target: the weak must gain more points, not a larger share of their gap. */
export const gapClosingTarget: Step<GapClosingTarget> = {
  name: 'gap-closing-target',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'a target that closes a part of the gap to the end of the scale', ur: 'ایسا ہدف جو پیمانے کے آخر تک فرق کا ایک حصہ پورا کرے' },
  symbols: 'x + taken × (full − x) ÷ parts',
  missing: 'A missing value stays missing.',
  source: 'Tennessee Department of Education, annual measurable objectives: a sixteenth of the gap',
  example: '36 with full 100 and 16 parts: 36 + 64 ÷ 16 = 40',
  of: ({ of }) => [of],
  compute(node, { column, number }) {
    const [x, full, parts, taken] = [column(node.of), number(node.full), number(node.parts), number(node.taken)];
    const text = (name: string) => `${name} + ${show(taken)} × (${show(full)} − ${name}) ÷ ${show(parts)}`;
    if (!isPresent(x)) return { column: x, names: text(node.of), numbers: text(showColumn(x)) };
    const value = add(x.value, multiply(taken, divide(subtract(full, x.value), parts)));
    return { column: { value }, names: text(node.of), numbers: `${text(show(x.value))} = ${show(value)}` };
  },
};
