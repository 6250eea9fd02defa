import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { clamp, compare, divide, ln, multiply, one, subtract, zero } from '../rational.ts';
import { common, NumberOrParameter, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('log-goalposts'), of: z.string(), low: NumberOrParameter, high: NumberOrParameter, scale: NumberOrParameter.default('100'), ...common });
export type LogGoalposts = z.output<typeof schema>;

/** Goalposts on the logarithm: each further unit of money or size earns less than the one before. */
export const logGoalposts: Step<LogGoalposts> = {
  name: 'log-goalposts',
  schema,
  peers: 'none',
  words: {
    en: 'how far the logarithm of the value has come from that of the low goalpost to that of the high one',
    ur: 'قدر کا لوگارتھم نچلی حد کے لوگارتھم سے اوپری حد کے لوگارتھم تک کتنا فاصلہ طے کر چکا ہے',
  },
  symbols: 'scale × clamp((ln x − ln low) ÷ (ln high − ln low), 0, 1)',
  missing: 'As for goalposts. A value that is not above zero has no logarithm and earns 0.',
  source: 'UNDP, Human Development Report 2023/24, technical note 1 (income)',
  example: 'x = 5374.272, low = 100, high = 75000, scale = 1: (ln 5374.272 − ln 100) ÷ (ln 75000 − ln 100) = 0.601837…',
  of: ({ of }) => [of],
  compute({ of, low, high, scale }, { column, number }) {
    const [x, from, to, full] = [column(of), number(low), number(high), number(scale)];
    const text = (name: string) => `${show(full)} × (ln ${name} − ln ${show(from)}) ÷ (ln ${show(to)} − ln ${show(from)})`;
    if (!isPresent(x)) {
      const worst = x.missing.length > 0 && x.missing.every((cause) => cause.worst);
      return { column: worst ? { value: zero } : x, names: text(of), numbers: text(showColumn(x)) };
    }
    const share = compare(x.value, zero) <= 0 ? zero : clamp(divide(subtract(ln(x.value), ln(from)), subtract(ln(to), ln(from))), zero, one);
    const value = multiply(full, share);
    return { column: { value }, names: text(of), numbers: `${text(show(x.value))} = ${show(value)}` };
  },
};
