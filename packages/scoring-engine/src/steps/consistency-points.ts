import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, one, zero } from '../rational.ts';
import { availableParts, Ids } from './available-parts.ts';
import { pointsBetween, pointsText } from './points-between.ts';
import { common, numberElse, Round, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('consistency-points'), of: Ids.describe('For each area the share of the way from its floor to its threshold: goalposts with scale 1.'), full: numberElse('20', 'Points at the benchmark or beyond.'), slope: numberElse('20', 'Points of the whole way.'), plus: numberElse('-0.5', 'Added before rounding.'), least: numberElse('0', 'No fewer between the ends.'), most: numberElse('20', 'No more between the ends.'), rounding: Round.describe('How the points between the ends are rounded; there is no default, and `{ "places": 0, "mode": "half-up" }` gives whole points.'), ...common });
export type ConsistencyPoints = z.output<typeof schema>;

/** Consistency points: reward for having no neglected area. */
export const consistencyPoints: Step<ConsistencyPoints> = {
  name: 'consistency-points',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'points for having no neglected area: the worst of them decides', ur: 'کسی شعبے کو نظر انداز نہ کرنے کے نمبر: بدترین شعبہ فیصلہ کرتا ہے' },
  symbols: '20 if the worst share is 1 or more; 0 if 0 or less; else round(20 × worst − 0.5), 0 to 20',
  missing: 'One missing area makes it missing.',
  source: '42 CFR 412.160 to 412.165; CMS, Hospital Value-Based Purchasing FY 2024',
  example: 'shares 1, 0.622… and 0.9: 20 × 0.622… − 0.5 = 11.94…, rounded 12',
  of: ({ of }) => of,
  compute(node, inputs) {
    const { parts, missing } = availableParts(new Map(node.of.map((id) => [id, one])), undefined, inputs);
    const names = pointsText(node, inputs, `min(${node.of.join(', ')})`, '0', '1');
    if (missing) return { column: { missing }, names, numbers: parts.map(({ column }) => showColumn(column)).join(', ') };
    const worst = parts.flatMap(({ id, column }) => (isPresent(column) ? [{ id, value: column.value }] : [])).reduce((a, b) => (compare(b.value, a.value) < 0 ? b : a));
    const value = compare(worst.value, one) >= 0 ? inputs.number(node.full) : worst.value.n <= 0n ? zero : pointsBetween(node, inputs, worst.value);
    return { column: { value }, names, numbers: `worst ${worst.id} ${show(worst.value)}: ${pointsText(node, inputs, show(worst.value), '0', '1')} = ${show(value)}` };
  },
};
