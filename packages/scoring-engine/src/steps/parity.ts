import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { compare, divide, multiply } from '../rational.ts';
import { common, numberElse, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('parity'), of: Reference.describe('The one group, such as `reading[subgroup=girls]`.'), with: Reference.describe('The other.'), scale: numberElse('1', '"100" gives percent.'), ...common });
export type Parity = z.output<typeof schema>;

/** Parity ratio, 1 where both groups are alike, whichever leads. */
export const parity: Step<Parity> = {
  name: 'parity',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the lower of two groups over the higher', ur: 'دو گروہوں میں کم قدر زیادہ قدر پر تقسیم' },
  symbols: 'scale × min(x ÷ y, y ÷ x)',
  missing: 'Missing where either is missing, `not-applicable` where both are 0.',
  source: 'UNESCO Institute for Statistics, adjusted parity index',
  example: 'girls 45, boys 60: 0.75',
  of: ({ of, with: other }) => [of, other],
  compute({ of, with: other, scale }, { id, column, number }) {
    const [x, y, full] = [column(of), column(other), number(scale)];
    const names = `${show(full)} × min(${of} ÷ ${other}, ${other} ÷ ${of})`;
    const plain = `${show(full)} × min(${showColumn(x)} ÷ ${showColumn(y)}, ${showColumn(y)} ÷ ${showColumn(x)})`;
    if (!isPresent(x) || !isPresent(y)) return { column: { missing: causesOf([x, y]) }, names, numbers: plain };
    const [low, high] = compare(x.value, y.value) < 0 ? [x.value, y.value] : [y.value, x.value];
    if (high.n <= 0n || low.n < 0n) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: id, fails: true }] }, names, numbers: plain };
    const value = multiply(full, divide(low, high));
    return { column: { value }, names, numbers: `${plain} = ${show(value)}` };
  },
};
