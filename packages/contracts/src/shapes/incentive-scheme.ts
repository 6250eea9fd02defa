import { z } from 'zod';
import { Decimal, Label, WholeMoney } from '../vocabulary.ts';

const Gate = z.discriminatedUnion('gate', [
  z.strictObject({ gate: z.literal('minimum-score'), atLeast: Decimal, label: Label }),
  z.strictObject({ gate: z.literal('data-completeness'), atLeastPercent: Decimal, label: Label }),
  z.strictObject({ gate: z.literal('days-in-post'), atLeastDays: z.number().int().nonnegative(), label: Label }),
]);

/** An incentive scheme as data: gates, amounts by score, proration and one envelope. Half-open: an amount holds from its `from` up to the next. */
export const IncentiveScheme = z
  .strictObject({
    id: z.string().min(1),
    version: z.string().min(1),
    title: Label,
    illustrative: z.boolean().default(false),
    legalBasis: z.strictObject({ instrument: z.string(), number: z.string(), date: z.iso.date() }).optional(),
    methodology: z.strictObject({ id: z.string(), version: z.string() }).describe('The methodology whose scores it reads.'),
    scoreOf: z.enum(['org-unit', 'manager']).default('org-unit').describe('Whose score the gates and amounts read: that of the posting\'s org unit, or the manager\'s own, which the methodology attributes to her. Days and data completeness are those of the posting and its org unit either way.'),
    cycle: z.string(),
    currency: z.strictObject({ code: z.string().length(3), symbol: z.string(), places: z.number().int().min(0).max(3) }),
    gates: z.array(Gate).min(1).describe('All are evaluated; a list of what failed, never the first only.'),
    amounts: z.array(z.strictObject({ from: Decimal, amount: WholeMoney })).min(1).describe('Amount by the score as rounded and printed.'),
    proration: z.literal('days-in-post'),
    envelope: WholeMoney,
    allocation: z.strictObject({ method: z.literal('pro-rata'), rounding: z.literal('largest-remainder'), ties: z.literal('case-id') }),
    examples: z.array(z.strictObject({ name: z.string(), given: z.strictObject({ score: Decimal, completeness: Decimal, days: z.number().int(), cycleDays: z.number().int() }), then: z.strictObject({ eligible: z.boolean(), entitlement: z.string() }) })).default([]),
  })
  .meta({ id: 'IncentiveScheme' });
export type IncentiveScheme = z.infer<typeof IncentiveScheme>;
