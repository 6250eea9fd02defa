import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { clamp, compare, divide, multiply, one, subtract, zero } from '../rational.ts';
import { common, NumberOrParameter, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('goalposts'), of: z.string(), low: NumberOrParameter, high: NumberOrParameter, scale: NumberOrParameter.default('100'), ...common });
export type Goalposts = z.output<typeof schema>;

/** Fixed goalposts in either direction: a high below the low means that less is better. */
export const goalposts: Step<Goalposts> = {
  name: 'goalposts',
  schema,
  peers: 'none',
  words: {
    en: 'how far the value has come from the low goalpost to the high one, between none of the way and all of it',
    ur: 'قدر نچلی حد سے اوپری حد تک کتنا فاصلہ طے کر چکی ہے، صفر سے پورے فاصلے تک',
  },
  symbols: 'scale × clamp((x − low) ÷ (high − low), 0, 1)',
  missing: 'A missing value stays missing; where the indicator says `worst`, it earns what the low goalpost earns: 0.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; UNDP, Human Development Report technical note 1',
  example: 'x = 88.2, low = 70, high = 95, scale = 100: 100 × (88.2 − 70) ÷ 25 = 72.8',
  of: ({ of }) => [of],
  compute({ of, low, high, scale }, { column, number }) {
    const [x, from, to, full] = [column(of), number(low), number(high), number(scale)];
    const names = `${show(full)} × (${of} − ${show(from)}) ÷ (${show(to)} − ${show(from)})`;
    const numbers = `${show(full)} × (${showColumn(x)} − ${show(from)}) ÷ (${show(to)} − ${show(from)})`;
    if (!isPresent(x)) {
      const worst = x.missing.length > 0 && x.missing.every((cause) => cause.worst);
      return { column: worst ? { value: zero } : x, names, numbers: worst ? `0 (${showColumn(x)}, counted as the worst value)` : numbers };
    }
    const share = clamp(divide(subtract(x.value, from), subtract(to, from)), zero, one);
    const value = multiply(full, share);
    const clamped = compare(share, zero) === 0 || compare(share, one) === 0 ? ', between 0 and all' : '';
    return { column: { value }, names, numbers: `${numbers}${clamped} = ${show(value)}` };
  },
};
