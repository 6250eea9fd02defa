import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { divide, multiply, zero } from '../rational.ts';
import { common, numberElse, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('ratio'), of: Reference.describe('What is divided.'), per: Reference.describe('By what: a node or an indicator; by a number divides a formula, `x / 2`.'), scale: numberElse('1', '"100" gives percent.'), ...common });
export type Ratio = z.output<typeof schema>;

/** One number per another: a share from numerator and denominator, or a parity of two nodes. */
export const ratio: Step<Ratio> = {
  name: 'ratio',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the first divided by the second', ur: 'پہلا عدد دوسرے پر تقسیم' },
  symbols: 'scale × x ÷ y',
  missing: 'Missing where either is missing, and `not-applicable` where the second is 0; never 0 instead.',
  source: 'UNDP, Human Development Report 2023/24, technical note 3 (GDI)',
  example: 'x = 1764, y = 2000, scale = 100: 88.2',
  of: ({ of, per }) => [of, per],
  keepsDirectionOf: ({ of }) => of,
  compute({ of, per, scale }, { id, column, number }) {
    const [x, y, full] = [column(of), column(per), number(scale)];
    const names = () => `${show(full)} × ${of} ÷ ${per}`;
    const numbers = () => `${show(full)} × ${showColumn(x)} ÷ ${showColumn(y)}`;
    if (!isPresent(x) || !isPresent(y)) return { column: { missing: causesOf([x, y]) }, names, numbers };
    if (y.value.n === zero.n) return { column: { missing: [{ kind: 'not-applicable', why: 'divided-by-zero', at: id, fails: true }] }, names, numbers };
    const value = multiply(full, divide(x.value, y.value));
    return { column: { value }, names, numbers: () => `${numbers()} = ${show(value)}` };
  },
};
