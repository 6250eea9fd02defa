import { z } from 'zod';
import { type Cause, causesOf, type Column, isPresent, NumberMissing } from '../cell.ts';
import { compare, divide, one, parse, type Rational, sum, zero } from '../rational.ts';
import { DecimalText, Each, NumberOrParameter, PositiveDecimal, References, Share } from './shapes.ts';
import { type Inputs } from './step.ts';

export const Reweight = z
  .strictObject({
    minimumWeight: Share.optional().describe('Least share of the weight that must be present, from 0 to 1.'),
    minimumParts: z.number().int().min(1).optional().describe('Least number of parts that must be present.'),
    required: z.array(z.string()).optional().describe('Parts that are never left out.'),
  })
  .describe('Parts that may be left out are left out and the rest weighs more. Without it every part is required.');
export const LeaveOut = z.strictObject(Reweight.shape).describe('Parts that may be left out are left out. Without it every part is required.');
export type Reweight = z.output<typeof Reweight>;

/** A weight is a number like any other; one that is written in place is more than zero. */
const Weight = NumberOrParameter.refine((weight) => typeof weight !== 'string' || !DecimalText.safeParse(weight).success || PositiveDecimal.safeParse(weight).success, 'a weight is more than zero').meta({ id: 'Weight' });
export const Weights = z.record(z.string(), z.union([Weight, Each]).meta({ id: 'Part' })).refine((parts) => Object.keys(parts).length > 0, 'at least one part').describe('Node or indicator to weight, or `"{}.points": { "forEach": LIST, "is": "{weight}" }` for one an item; weights need not sum to anything, and 2, 2, 1 and 1 say a third and a sixth exactly. The linter asks about weights that nearly add up to 1 or 100. A weight that is read, and turns out as 0, leaves its part out.');
export const Ids = References.describe('The nodes or indicators, each with the same weight.');

export type Weights = z.output<typeof Weights>;
/** The weights, those that are read looked up; a part of weight 0 counts for nothing and is not read. @throws NumberMissing where one is missing or below 0, or all are 0 */
export function weightsOf(parts: Weights, { id, number }: Inputs): Map<string, Rational> {
  const weights = Object.entries(parts).map(([part, weight]): [string, Rational] => [part, number(weight)]);
  const counted = weights.filter(([, weight]) => weight.n !== 0n);
  if (counted.length === 0 || counted.some(([, weight]) => weight.n < 0n)) throw new NumberMissing([{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }]);
  return new Map(counted);
}

/** Equal weights for `of`, or those of `parts`. */
export const partsOf = ({ of = [], parts }: { readonly of?: readonly string[] | undefined; readonly parts?: Weights | undefined }, inputs: Inputs): Map<string, Rational> => (parts ? weightsOf(parts, inputs) : new Map(of.map((id) => [id, one])));
export const belowZero = (id: string): Cause => ({ kind: 'not-applicable', why: 'below-zero', at: id, fails: true });

export interface Weighed {
  readonly id: string;
  readonly weight: Rational;
  readonly column: Column;
  /** Share of what is present; 0 where the part is left out. */
  readonly effectiveWeight: Rational;
}
/** The parts with the weights that apply, and why there is no mean where there is none. */
export interface Available {
  readonly parts: readonly Weighed[];
  readonly total: Rational;
  readonly used: Rational;
  readonly missing: readonly Cause[] | undefined;
}

/** Leaves out what may be left out and lets the rest weigh more, or says why that is not allowed. */
export function availableParts(weights: ReadonlyMap<string, Rational>, reweight: Reweight | undefined, { id, column }: Inputs): Available {
  const all = [...weights].map(([part, weight]) => ({ id: part, weight, column: column(part) }));
  const present = all.filter((part) => isPresent(part.column));
  const [total, used] = [sum(all.map(({ weight }) => weight)), sum(present.map(({ weight }) => weight))];
  const missing = whyNot(all, present.length, divide(used, total), reweight, id);
  const parts = all.map((part) => ({ ...part, effectiveWeight: missing || !isPresent(part.column) ? zero : divide(part.weight, used) }));
  return { parts, total, used, missing };
}

function whyNot(all: readonly { id: string; column: Column }[], present: number, share: Rational, reweight: Reweight | undefined, id: string): readonly Cause[] | undefined {
  const causes = causesOf(all.map(({ column }) => column));
  if (present === all.length) return undefined;
  const held = all.filter((part) => !isPresent(part.column) && reweight?.required?.includes(part.id));
  if (!reweight || held.length > 0 || causes.some(({ fails, worst }) => fails || worst)) return causes;
  const enough = present >= (reweight.minimumParts ?? 1) && compare(share, parse(reweight.minimumWeight ?? '0')) >= 0;
  return enough ? undefined : [...causes, { kind: causes[0]!.kind, why: 'too-little-present', at: id, fails: false }];
}
