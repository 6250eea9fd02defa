import { z } from 'zod';
import { compare, decimalText, parse, type Rational, round, roundingModes } from '../rational.ts';
import { type Column, isPresent } from '../cell.ts';

export const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text, such as "61.8"');
export const PositiveDecimal = DecimalText.refine((text) => /^-?\d+(\.\d+)?$/.test(text) && compare(parse(text), parse('0')) > 0, 'more than zero');
export const NumberOrParameter = z.union([DecimalText, z.strictObject({ parameter: z.string() })]);
export const Label = z.record(z.string(), z.string());
export const Round = z.strictObject({
  places: z.number().int().min(0).max(34).describe('Decimal places.'),
  mode: z.enum(roundingModes).describe('`half-up` and `up` go away from zero, `down` towards it; there is no default.'),
});

/** What every node may say beside its step. */
export const common = { label: Label.optional().describe('The name a reader sees, by language.'), round: Round.optional().describe('Rounds this node; without it nothing is rounded.') };

/** A number in a formula: short, and marked when it is not all of it. */
export function show(value: Rational): string {
  const text = decimalText(value);
  return text.length <= 14 ? text : `${round(value, 6, 'half-even')}…`;
}
export const showColumn = (column: Column) => (isPresent(column) ? show(column.value) : (column.missing[0]?.kind ?? 'missing'));
