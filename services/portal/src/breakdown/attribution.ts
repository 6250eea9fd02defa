import { z } from 'zod';

const labels = z.record(z.string(), z.string());
const Weighed = z.looseObject({ orgUnit: z.string(), days: z.string(), share: z.string(), value: z.string(), contribution: z.string(), inPost: z.string().optional() });
/** What the pages read of the steps to a manager's score; a shape they do not know is a fault, never an empty page. */
const Attribution = z.looseObject({
  root: z.string(),
  service: z.looseObject({ counts: z.string(), neutral: z.string(), notCounted: z.string(), notInPost: z.string(), neededOfHer: z.string() }),
  neutralDays: z.looseObject({ are: z.enum(['left-out', 'counted']) }).optional(),
  stretches: z.array(z.looseObject({ orgUnit: z.string(), post: z.string(), from: z.string(), to: z.string(), cause: z.string(), treatment: z.string(), days: z.string() })),
  orgUnits: z.array(z.looseObject({ orgUnit: z.string(), status: z.string(), score: z.string(), days: z.string(), share: z.string(), baseline: z.looseObject({ from: z.string(), takenOver: z.string() }).optional() })),
  parts: z.record(z.string(), z.looseObject({ label: labels, kind: z.string(), to: z.string(), exact: z.string(), status: z.string(), weighed: z.array(Weighed), leftOut: z.array(z.looseObject({ orgUnit: z.string(), days: z.string(), why: z.string() })) })),
  nodes: z.record(z.string(), z.looseObject({ label: labels.optional(), formula: z.looseObject({ names: z.string().optional(), numbers: z.string() }).optional() })),
});
export type Attribution = z.output<typeof Attribution>;
export const readAttribution = (document: unknown): Attribution => Attribution.parse(document);
