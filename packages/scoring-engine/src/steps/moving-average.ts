import { z } from 'zod';
import { causesOf, isPresent } from '../cell.ts';
import { divide, sum, whole } from '../rational.ts';
import { readReference, writeReference } from '../reference.ts';
import { common, Reference, show } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('moving-average'), of: Reference.describe('The indicator or node that is read.'), periods: z.number().int().min(1).describe('How many periods, the scored one counted.'), count: z.enum(['calendar', 'observed']).describe('`calendar`: that many periods back, those without a figure left out; `observed`: that many periods with a figure, however far back; there is no default.'), minimum: z.number().int().min(1).default(1).describe('Least number of figures.'), ...common });
export type MovingAverage = z.output<typeof schema>;

/** Moving average, with calendar periods and observed periods told apart. */
export const movingAverage: Step<MovingAverage> = {
  name: 'moving-average',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the mean over the latest periods, calendar or observed', ur: 'تازہ ترین مدتوں کی اوسط' },
  symbols: 'Σ x over the periods ÷ their number',
  missing: 'Periods without a figure are left out; fewer figures than `minimum` make it missing.',
  source: 'World Bank data depot for Pakistan; calendar and observed years differ where a survey skips years',
  example: '2019: 10, 2022: 20, 2023: 60, 3 periods up to 2023: calendar (20 + 60) ÷ 2 = 40, observed (10 + 20 + 60) ÷ 3 = 30',
  of: ({ of }) => [of],
  earlier: ({ count, periods }) => (periods === 1 ? [] : count === 'observed' ? 'any' : Array.from({ length: periods - 1 }, (_, back) => String(-back - 1))),
  keepsDirectionOf: ({ of }) => of,
  compute({ of, periods, count, minimum }, inputs) {
    const all = count === 'calendar' ? Array.from({ length: periods }, (_, back) => inputs.shift(-back)) : inputs.periods();
    const found = all.flatMap((period) => {
      const column = period === undefined ? undefined : inputs.column(writeReference({ ...readReference(of), period }));
      return column && isPresent(column) ? [{ period, value: column.value }] : [];
    });
    const used = found.slice(0, periods);
    const names = `mean of ${of} over ${periods} ${count} periods`;
    const shown = used.map(({ period, value }) => `${show(value)} (${period})`).join(' + ');
    if (used.length < minimum || used.length === 0) return { column: { missing: [...causesOf([inputs.column(of)]), { kind: 'too-few', why: 'too-little-present', at: inputs.id, fails: false }] }, names, numbers: shown || 'none' };
    const value = divide(sum(used.map((one) => one.value)), whole(used.length));
    return { column: { value }, names, numbers: `(${shown}) ÷ ${used.length} = ${show(value)}`, taken: { taken: JSON.stringify(used.map(({ period }) => period)) } };
  },
};
