import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { logTo } from '../functions.ts';
import { add, ln } from '../rational.ts';
import { common, numberElse, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('log'), of: Reference.describe('The indicator or node that is read.'), plus: numberElse('0', 'Added before, where figures of 0 occur.'), base: z.enum(['e', '2', '10']).default('e'), ...common });
export type Log = z.output<typeof schema>;

/** Logarithm of a skewed figure. */
export const log: Step<Log> = {
  name: 'log',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the logarithm of the value', ur: 'قدر کا لوگارتھم' },
  symbols: 'ln(x + plus), or to base 2 or 10',
  missing: 'A missing value stays missing; one without a logarithm is `not-applicable`.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  example: 'x = 99, plus 1, base 10: 2',
  of: ({ of }) => [of],
  keepsDirectionOf: ({ of }) => of,
  compute({ of, plus, base }, { id, column, number }) {
    const [x, shift] = [column(of), number(plus)];
    const text = (name: string) => `${base === 'e' ? 'ln' : `log${base}`}(${name}${shift.n === 0n ? '' : ` + ${show(shift)}`})`;
    if (!isPresent(x)) return { column: x, names: text(of), numbers: text(showColumn(x)) };
    const inside = add(x.value, shift);
    if (inside.n <= 0n) return { column: { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] }, names: text(of), numbers: text(show(x.value)) };
    const value = base === 'e' ? ln(inside) : logTo(inside, base === '2' ? 2 : 10);
    return { column: { value }, names: text(of), numbers: `${text(show(x.value))} = ${show(value)}` };
  },
};
