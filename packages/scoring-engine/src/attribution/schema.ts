import { z } from 'zod';
import { DecimalText } from '../steps/shapes.ts';

export const inPost = 'in-post';
export const treatments = ['counts', 'does-not-count', 'neutral'] as const;
export type Treatment = (typeof treatments)[number];

const Share = DecimalText.refine((text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text), 'a share from 0 to 1, such as "0.75"');
const Flow = z.strictObject({ kind: z.literal('flow').describe('Happens through the cycle, such as attendance: each org unit weighs by her days there on which it was observed.') });
const Exposure = z.strictObject({ kind: z.literal('stock'), to: z.literal('exposure').describe('Found at the end, such as an exam: each org unit weighs by all her days there.') });
const Nobody = z.strictObject({
  kind: z.literal('stock'),
  to: z.literal('nobody').describe('Found at the end, and nobody\'s unless somebody was there long enough.'),
  leastExposure: Share.describe('Share of the days of the cycle from which it is hers.'),
});
export const PartRule = z.union([Flow, Exposure, Nobody], 'a flow, { "kind": "flow" }, or a stock, { "kind": "stock", "to": "exposure" } or { "kind": "stock", "to": "nobody", "leastExposure": "0.75" }, should stand here').describe('`{ "kind": "flow" }`, by the days observed while she was in post; `{ "kind": "stock", "to": "exposure" }`, by all her days; `{ "kind": "stock", "to": "nobody", "leastExposure": "0.75" }`, hers only where she was that share of the cycle.');
export type PartRule = z.output<typeof PartRule>;
const leavesOut = z.enum(['re-weight', 'not-scorable']);

/** How the scores of org units become the score of the person who held posts there. */
export const Attribution = z.strictObject({
  clause: z.string().optional(),
  causes: z.record(z.string().min(1), z.enum(treatments)).describe('What a day of absence is, by its cause. `counts`: a day in post. `does-not-count`: no day of hers, yet the minimum service stays. `neutral`: no day of hers, taken off the minimum service, and never to her loss: the days weigh as days in post where leaving them out would give less.'),
  parts: z.record(z.string().min(1), PartRule).describe('What is taken over her org units: nodes or indicators, such that all figures of the score lie below them. The nodes above work her score out of these.'),
  nobody: leavesOut.describe('A part that is nobody\'s: `re-weight` lets a node above that re-weights leave it out; `not-scorable`: then she has no score.'),
  missing: leavesOut.describe('An org unit without the part: `re-weight` leaves it out, where the rules of its indicators drop what is missing, and her other org units weigh more; `not-scorable`: then she has no score.'),
  minimumService: z.strictObject({ days: z.union([z.string().regex(/^\d+$/, 'a whole number of days as text, such as "90"'), z.strictObject({ parameter: z.string() })]), clause: z.string().optional() }).describe('Least days of service, less her neutral days; below it she has no score. "0" asks for none.'),
  handover: z.strictObject({ baseline: z.string().min(1).describe('The period whose figures the value at take-over stands for, as references name it.') }).optional().describe('Whoever took over during the cycle is measured from the value at take-over where one is recorded, else from the baseline of the period.'),
});
export type Attribution = z.output<typeof Attribution>;
