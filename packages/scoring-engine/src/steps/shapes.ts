import { z } from 'zod';
import { compare, decimalText, parse, type Rational, round, roundingModes } from '../rational.ts';
import { type Column, isPresent } from '../cell.ts';
import { narrowingFault, sides, writeReference } from '../reference.ts';

export const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text, such as "61.8"');
/** What was likely meant where a number should stand and another text does. */
function numberMeant(text: unknown): string {
  const plain = 'a decimal number as text, such as "61.8"';
  if (typeof text !== 'string' || text === '') return plain;
  if (/^\{\w*\}$/.test(text)) return `${plain}; this item of the list has no word ${text.slice(1, -1)}`;
  if (/^-?\d+,\d+$/.test(text)) return `${plain}, with a point and without commas`;
  if (/^\d+\/\d+$/.test(text)) return `${plain}; shares such as ${text} are written as whole parts, 1 and 2 for a third and two thirds`;
  return /^[^\d\s-]/.test(text) ? `${plain}; what a node or an indicator has is read by { "node": ${JSON.stringify(text)} }` : plain;
}
const NumberInPlace = z.string().regex(/^-?\d+(\.\d+)?$/, { error: ({ input }) => numberMeant(input) });
export const PositiveDecimal = DecimalText.refine((text) => /^-?\d+(\.\d+)?$/.test(text) && compare(parse(text), parse('0')) > 0, 'more than zero');
export const Share = DecimalText.refine((text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text), 'a share from 0 to 1, such as "0.6", which is 60 percent');
const Narrowed = z
  .strictObject({ indicator: z.string().optional(), node: z.string().optional(), subgroup: z.string().optional(), source: z.string().optional(), side: z.enum(sides).optional(), period: z.string().optional() })
  .refine(({ indicator, node }) => (indicator === undefined) !== (node === undefined), 'either `indicator` or `node`')
  .transform(({ indicator, node, ...more }) => writeReference({ id: indicator ?? node ?? '', ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) }));
const Written = z.string().min(1).superRefine((text, context) => {
  const message = narrowingFault(text);
  if (message) context.addIssue({ code: 'custom', message });
});
/** What is read: `reading`, `reading.numerator`, `reading@baseline`, `reading[subgroup=girls]`, or the same as an object. */
export const Reference = z.union([Written, Narrowed]).meta({ id: 'Reference' });
const OfParameter = z.strictObject({ parameter: z.string() });
const OfAttribute = z.strictObject({ attribute: z.string() });
const ByAttribute = z.strictObject({ by: z.string(), values: z.record(z.string(), DecimalText) });
const OfNode = z.strictObject({ node: Reference });
export const NumberOrParameter = z.union([NumberInPlace, OfParameter, OfNode, OfAttribute, ByAttribute]).meta({ id: 'Number' });
/** A number that does not stand in place. */
export const NumberElsewhere = z.union([OfParameter, OfNode, OfAttribute, ByAttribute]);
/** A number that stands neither in place nor at a node: dated under `parameters`, or told by an attribute. */
export const NumberOutside = z.union([OfParameter, OfAttribute, ByAttribute]);
/** A number that may be left out; the default stands in the words because a reference in a JSON Schema carries none. */
export const numberElse = (otherwise: string, description: string) => NumberOrParameter.default(otherwise).describe(`${description} Default "${otherwise}".`);
export const Label = z.record(z.string(), z.string()).meta({ id: 'Label' });
export const Round = z.strictObject({
  places: z.number().int().min(0).max(34).describe('Decimal places.'),
  mode: z.enum(roundingModes).describe('`half-up` and `up` go away from zero, `half-down` and `down` towards it; `floor` goes to the lower and `ceiling` to the higher number, also below zero. There is no default.'),
}).meta({ id: 'Round' });
export const ListItem = z.union([z.string(), z.looseObject({ id: z.string() })]).describe('An id, or an id with further words: `{ "id": "HAI-1", "benchmark": "0" }`.').meta({ id: 'ListItem' });
export const ForEach = z.union([z.array(ListItem), z.string(), z.strictObject({ tag: z.string() })]).describe('A list in place, the name of one under `lists`, or the indicators with a tag; `{}` stands for the item.').meta({ id: 'ForEach' });
/** Written out before the steps are read; it stands here for the schema's sake. */
export const Each = z.strictObject({ forEach: ForEach, is: z.string() }).transform((): string => '');
export const References = z.array(z.union([Reference, Each])).min(1).refine((ids) => new Set(ids).size === ids.length, 'each part once').meta({ id: 'References' });
export const PeersField = z
  .strictObject({
    group: z.union([z.string(), z.strictObject({ node: Reference })]).optional().describe('An attribute of the org units file, or `{ "node": ID }` whose value tells the groups apart; without it the whole population.'),
    nearest: z.strictObject({ by: z.strictObject({ node: Reference }), count: z.number().int().min(1) }).optional().describe('Of these the so many nearest by the value of a node, such as a need index, on whichever side; all that are as near as the last one. The org unit itself is among them and not counted.'),
    period: z.string().optional().describe('A named earlier period whose figures are frozen; without it the period that is scored.'),
    periods: z.literal('all').optional().describe('In place of `period`: every period there is a figure of, but for those called by a word, so that one scale holds for all years.'),
  })
  .refine(({ period, periods }) => period === undefined || periods === undefined, 'either `period` or `periods`')
  .describe('With whom it is compared.')
  .meta({ id: 'Peers' })
  .optional();
export const Direction = z.enum(['higher', 'lower']).optional().describe('Which is better; without it the direction of the indicator that is read.');

/** What every node may say beside its step. */
export const common = {
  forEach: ForEach.optional(),
  label: Label.optional().describe('The name a reader sees, by language.'),
  round: Round.optional().describe('Rounds this node; without it nothing is rounded.'),
  clause: z.string().optional().describe('The clause that this node carries out.'),
};

/** A number in a formula: short, and marked when it is not all of it. */
export function show(value: Rational): string {
  const text = decimalText(value);
  return text.length <= 14 ? text : `${round(value, 6, 'half-even')}…`;
}
export const showColumn = (column: Column) => (isPresent(column) ? show(column.value) : (column.missing[0]?.kind ?? 'missing'));
