import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, divide, type Rational, subtract, zero } from '../rational.ts';
import { pointsBetween, pointsText } from './points-between.ts';
import { common, Direction, NumberOrParameter, numberElse, Reference, Round, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('improvement'), of: Reference.describe('The indicator or node that is read.'), baseline: Reference.describe('The own earlier figure, such as `reading@baseline`.'), benchmark: NumberOrParameter.describe('There all points that improvement may earn.'), direction: Direction, full: numberElse('9', 'Points at the benchmark or beyond.'), slope: numberElse('10', 'Points of the whole way.'), plus: numberElse('-0.5', 'Added before rounding.'), least: numberElse('0', 'No fewer between the ends.'), most: numberElse('9', 'No more between the ends.'), rounding: Round.describe('How the points between the ends are rounded; there is no default, and `{ "places": 0, "mode": "half-up" }` gives whole points.'), ...common });
export type Improvement = z.output<typeof schema>;

/** Improvement points, capped below full achievement so that nobody gains by a bad baseline. */
export const improvement: Step<Improvement> = {
  name: 'improvement',
  schema,
  peers: 'none',
  worst: 'earns-nothing',
  words: { en: 'points for how far the figure has come from its own baseline to the benchmark', ur: 'اپنی بنیادی قدر سے معیار تک پیش رفت کے نمبر' },
  symbols: '0 if x is no better than b; 9 if it reaches B; else round(10 (x − b) ÷ (B − b) − 0.5), 0 to 9',
  missing: 'Missing where the figure or its baseline is; a figure whose indicator says `worst` earns nothing.',
  source: '42 CFR 412.160 to 412.165; CMS, Hospital Value-Based Purchasing FY 2024',
  example: 'x = 0.880237, b = 0.856752, B = 0.887868: 10 × 0.754756… − 0.5 = 7.047563…, rounded 7',
  of: ({ of, baseline }) => [of, baseline],
  compute(node, inputs) {
    const [x, base, benchmark] = [inputs.column(node.of), inputs.column(node.baseline), inputs.number(node.benchmark)];
    const text = (name: string, from: string) => pointsText(node, inputs, name, from, show(benchmark));
    const [names, plain] = [text(node.of, node.baseline), text(showColumn(x), showColumn(base))];
    if (!isPresent(x) && x.missing.every((cause) => cause.worst)) return { column: { value: zero }, names, numbers: plain };
    if (!isPresent(x) || !isPresent(base)) return { column: { missing: causesOf([x, base]) }, names, numbers: plain };
    const less = node.direction ? node.direction === 'lower' : inputs.lessIsBetter(node.of);
    const order = (bound: Rational) => compare(x.value, bound) * (less ? -1 : 1);
    if (order(base.value) <= 0) return { column: { value: zero }, names, numbers: `${show(x.value)} is no better than the baseline ${show(base.value)} = 0` };
    if (order(benchmark) >= 0) return { column: { value: inputs.number(node.full) }, names, numbers: `${show(x.value)} reaches the benchmark ${show(benchmark)} = ${show(inputs.number(node.full))}` };
    const value = pointsBetween(node, inputs, divide(subtract(x.value, base.value), subtract(benchmark, base.value)));
    return { column: { value }, names, numbers: `${plain} = ${show(value)}` };
  },
};
