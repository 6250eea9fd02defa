import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { subtract } from '../rational.ts';
import { common, Direction, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('difference'), of: Reference.describe('The indicator or node that is read.'), from: Reference.describe('What it is compared with, such as `reading@baseline`.'), direction: Direction, ...common });
export type Difference = z.output<typeof schema>;

/** Delta beside a level, for example from a baseline. */
export const difference: Step<Difference> = {
  name: 'difference',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'how far the first has come from the second, better counted up', ur: 'پہلی قدر دوسری سے کتنی بہتر ہوئی' },
  symbols: 'x − y; less is better: y − x',
  missing: 'Missing where either is missing.',
  source: 'NITI Aayog, Aspirational Districts delta ranking; SEQI 2019',
  example: '54 now, 47 at the baseline: 7',
  of: ({ of, from }) => [of, from],
  compute(node, { column, lessIsBetter }) {
    const [x, y] = [column(node.of), column(node.from)];
    const less = node.direction ? node.direction === 'lower' : lessIsBetter(node.of);
    const text = (a: string, b: string) => (less ? `${b} − ${a}` : `${a} − ${b}`);
    const [names, numbers] = [text(node.of, node.from), () => text(showColumn(x), showColumn(y))];
    if (!isPresent(x) || !isPresent(y)) return { column: { missing: causesOf([x, y]) }, names, numbers };
    const value = less ? subtract(y.value, x.value) : subtract(x.value, y.value);
    return { column: { value }, names, numbers: () => `${numbers()} = ${show(value)}` };
  },
};
