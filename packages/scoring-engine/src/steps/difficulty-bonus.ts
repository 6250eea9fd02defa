import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, multiply } from '../rational.ts';
import { common, NumberOrParameter, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('difficulty-bonus'), of: Reference.describe('The points of performance that are scaled.'), multiplier: NumberOrParameter.describe('How hard the place is: `{ "node": ID }` as a rule.'), most: NumberOrParameter.describe('No larger bonus than this.'), ...common });
export type DifficultyBonus = z.output<typeof schema>;

/** Difficulty bonus: visible, additive and capped. */
export const difficultyBonus: Step<DifficultyBonus> = {
  name: 'difficulty-bonus',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'points of performance times the difficulty of the place, up to a cap; added, never lowering the standard', ur: 'کارکردگی کے نمبر، مشکل کے ضارب سے ضرب، ایک حد تک' },
  symbols: 'min(points × multiplier, most)',
  missing: 'A missing value stays missing.',
  source: '42 CFR 412.165(b)(5), health equity adjustment of the Hospital Value-Based Purchasing Program',
  example: '12 points, multiplier 0.7, most 10: 8.4',
  of: ({ of }) => [of],
  compute({ of, multiplier, most }, { column, number }) {
    const [x, times, cap] = [column(of), number(multiplier), number(most)];
    const text = (name: string) => `min(${name} × ${show(times)}, ${show(cap)})`;
    if (!isPresent(x)) return { column: x, names: text(of), numbers: text(showColumn(x)) };
    const product = multiply(x.value, times);
    const value = compare(product, cap) > 0 ? cap : product;
    return { column: { value }, names: text(of), numbers: `${text(show(x.value))} = ${show(value)}` };
  },
};
