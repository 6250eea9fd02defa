import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare } from '../rational.ts';
import { common, NumberOrParameter, Reference, show, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('limits'), of: Reference.describe('The indicator or node that is read.'), low: NumberOrParameter.optional().describe('Nothing lower.'), high: NumberOrParameter.optional().describe('Nothing higher.'), ...common });
export type Limits = z.output<typeof schema>;

/** A cap, a floor, or winsorising at frozen bounds. */
export const limits: Step<Limits> = {
  name: 'limits',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the value, held between bounds', ur: 'قدر، مقررہ حدود کے اندر رکھی گئی' },
  symbols: 'min(max(x, low), high)',
  missing: 'A missing value stays missing.',
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4; frozen bounds, as UNDP caps income',
  example: 'x = 117, high = 100: 100',
  of: ({ of }) => [of],
  keepsDirectionOf: ({ of }) => of,
  compute({ of, low, high }, { column, number }) {
    const x = column(of);
    const [least, most] = [low === undefined ? undefined : number(low), high === undefined ? undefined : number(high)];
    const names = `${of} held between ${least ? show(least) : '−∞'} and ${most ? show(most) : '∞'}`;
    if (!isPresent(x)) return { column: x, names, numbers: showColumn(x) };
    const capped = most && compare(x.value, most) > 0 ? most : x.value;
    const value = least && compare(capped, least) < 0 ? least : capped;
    return { column: { value }, names, numbers: `${show(x.value)} held at ${show(value)}` };
  },
};
