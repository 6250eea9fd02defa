import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { add, compare, divide, multiply, parse, subtract } from '../rational.ts';
import { common, DecimalText, NumberOrParameter, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('interpolate'), of: Reference.describe('The indicator or node that is read.'), knots: z.array(z.strictObject({ at: NumberOrParameter, points: DecimalText })).min(2).describe('In ascending order of `at`; between two the points follow the line, outside they stay those of the end.'), ...common });
export type Interpolate = z.output<typeof schema>;

/** Piecewise linear points: steep where progress matters most, without a cliff. */
export const interpolate: Step<Interpolate> = {
  name: 'interpolate',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the points on straight lines between given ones', ur: 'دیے گئے نقطوں کے درمیان سیدھی لکیر پر نمبر' },
  symbols: 'p₁ + (p₂ − p₁) × (x − a₁) ÷ (a₂ − a₁) for a₁ ≤ x ≤ a₂',
  missing: 'A missing value stays missing.',
  source: 'CMS Quality Payment Program, benchmarks by decile with partial points',
  example: 'knots (0, 0), (50, 80) and (100, 100), x = 75: 80 + 20 × 25 ÷ 50 = 90',
  of: ({ of }) => [of],
  compute(node, { id, column, number }) {
    const x = column(node.of);
    const knots = node.knots.map(({ at, points }) => ({ at: number(at), points: parse(points) }));
    const names = `${node.of} on the line through ${knots.map(({ at, points }) => `(${show(at)}, ${show(points)})`).join(' ')}`;
    if (!isPresent(x)) return { column: x, names, numbers: showColumn(x) };
    if (knots.some(({ at }, index) => index > 0 && compare(knots[index - 1]!.at, at) >= 0)) return { column: { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] }, names, numbers: 'the knots do not ascend' };
    const next = knots.findIndex(({ at }) => compare(x.value, at) <= 0);
    const [from, to] = next === 0 ? [knots[0]!, knots[0]!] : next < 0 ? [knots.at(-1)!, knots.at(-1)!] : [knots[next - 1]!, knots[next]!];
    if (from === to) return { column: { value: from.points }, names, numbers: `${show(x.value)} held at ${show(from.at)} = ${show(from.points)}` };
    const value = add(from.points, multiply(subtract(to.points, from.points), divide(subtract(x.value, from.at), subtract(to.at, from.at))));
    return { column: { value }, names, numbers: `${show(from.points)} + (${show(to.points)} − ${show(from.points)}) × (${show(x.value)} − ${show(from.at)}) ÷ (${show(to.at)} − ${show(from.at)}) = ${show(value)}` };
  },
};
