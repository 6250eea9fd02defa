import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { Ids } from './available-parts.ts';
import { common, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('first-present'), of: Ids.describe('In the order in which they are tried, such as a handover baseline and then the period\'s.'), ...common });
export type FirstPresent = z.output<typeof schema>;

/** Takes the first figure there is, for example a handover baseline before the one of the period. */
export const firstPresent: Step<FirstPresent> = {
  name: 'first-present',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the first of the inputs that is not missing, and which it was', ur: 'پہلی دستیاب قدر، اور یہ کہ وہ کون سی تھی' },
  symbols: 'x₁, else x₂, else …',
  missing: 'Missing where all of them are.',
  source: 'Mizan: a newcomer is measured from the value at take-over, else from the baseline of the period',
  example: 'no value at handover, baseline 47: 47 (baseline)',
  of: ({ of }) => of,
  compute({ of }, { column }) {
    const columns = of.map((id) => ({ id, column: column(id) }));
    const found = columns.find((one) => isPresent(one.column));
    const names = `the first present of ${of.join(', ')}`;
    if (!found) return { column: { missing: causesOf(columns.map((one) => one.column)) }, names, numbers: 'none' };
    return { column: found.column, names, numbers: `${showColumn(found.column)} (${found.id})` };
  },
};
