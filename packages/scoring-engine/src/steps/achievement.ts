import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, divide, type Rational, subtract, zero } from '../rational.ts';
import { pointsBetween, pointsText } from './points-between.ts';
import { common, NumberOrParameter, numberElse, Reference, Round, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('achievement'), of: Reference.describe('The indicator or node that is read.'), threshold: NumberOrParameter.describe('Below it nothing.'), benchmark: NumberOrParameter.describe('There all points; which side is better is told by threshold and benchmark.'), full: numberElse('10', 'Points at the benchmark or beyond.'), slope: numberElse('9', 'Points of the whole way.'), plus: numberElse('0.5', 'Added before rounding.'), least: numberElse('1', 'No fewer between the ends.'), most: numberElse('9', 'No more between the ends.'), rounding: Round.describe('How the points between the ends are rounded; there is no default, and `{ "places": 0, "mode": "half-up" }` gives whole points.'), ...common });
export type Achievement = z.output<typeof schema>;

/** Achievement points against a threshold and a benchmark that were fixed before. */
export const achievement: Step<Achievement> = {
  name: 'achievement',
  schema,
  peers: 'none',
  worst: 'earns-nothing',
  words: { en: 'points for how far the figure has come from the threshold to the benchmark', ur: 'حد سے معیار تک پیش رفت کے نمبر' },
  symbols: '10 if x reaches B; 0 if short of T; else round(9 (x − T) ÷ (B − T) + 0.5), 1 to 9',
  missing: 'A missing value stays missing; where the indicator says `worst` it earns nothing.',
  source: '42 CFR 412.160 to 412.165; CMS, Hospital Value-Based Purchasing FY 2024',
  example: 'x = 0.880237, T = 0.869247, B = 0.887868: 9 × 0.590194… + 0.5 = 5.811747…, rounded 6',
  of: ({ of }) => [of],
  compute(node, inputs) {
    const x = inputs.column(node.of);
    const [threshold, benchmark] = [inputs.number(node.threshold), inputs.number(node.benchmark)];
    const text = (name: string) => pointsText(node, inputs, name, show(threshold), show(benchmark));
    if (!isPresent(x)) return { column: x.missing.every((cause) => cause.worst) ? { value: zero } : x, names: text(node.of), numbers: text(showColumn(x)) };
    const up = compare(benchmark, threshold) >= 0;
    const reaches = (bound: Rational) => (up ? compare(x.value, bound) >= 0 : compare(x.value, bound) <= 0);
    if (reaches(benchmark)) return { column: { value: inputs.number(node.full) }, names: text(node.of), numbers: `${show(x.value)} reaches the benchmark ${show(benchmark)} = ${show(inputs.number(node.full))}` };
    if (!reaches(threshold)) return { column: { value: zero }, names: text(node.of), numbers: `${show(x.value)} falls short of the threshold ${show(threshold)} = 0` };
    const value = pointsBetween(node, inputs, divide(subtract(x.value, threshold), subtract(benchmark, threshold)));
    return { column: { value }, names: text(node.of), numbers: `${text(show(x.value))} = ${show(value)}` };
  },
};
