import { z } from 'zod';
import { type Column, isPresent, NumberMissing } from '../cell.ts';
import { functions, type Value } from '../formula/functions.ts';
import { readFormula } from '../formula/read.ts';
import { NumberOutside, Reference, show } from './shapes.ts';
import { type Inputs, type NumberOrParameter } from './step.ts';

export const FormulaText = z.string().superRefine((text, context) => {
  try {
    readFormula(text);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});
export const ShortNames = z.record(z.string().regex(/^[A-Za-z_]\w*$/, 'a name of letters, digits and _'), z.union([Reference, NumberOutside]).meta({ id: 'Read' })).optional().describe('Short names for what is read: a node or indicator (one whose id is a plain name may be written without), `{ "parameter": "name" }`, `{ "attribute": "name" }`, or a number by an attribute.');
export const formulaWords = `numbers, names, null, + − * / ** ( ), comparisons, && || !, and ${Object.keys(functions).join(', ')}. \`**\` binds before \`*\` and \`/\`, these before \`+\` and \`-\`, then comparisons, \`&&\`, \`||\`; equals go from the left, but \`a ** b ** c\` is \`a ** (b ** c)\`; \`-x ** 2\` may be read in two ways and is refused`;

/** What a name of a formula stands for: a reference, or a number from elsewhere. */
export type Given = string | Exclude<NumberOrParameter, string | { readonly node: string }>;
export const givenFor = (names: z.output<typeof ShortNames>, name: string): Given => (names && Object.hasOwn(names, name) ? names[name]! : name);
export const nameOf = (given: Given) => (typeof given === 'string' ? given : 'parameter' in given ? given.parameter : 'attribute' in given ? given.attribute : `the number by ${given.by}`);

/** What it has; a number that is missing is missing for its causes. */
export function columnOfGiven(given: Given, { column, number }: Pick<Inputs, 'column' | 'number'>): Column {
  if (typeof given === 'string') return column(given);
  try {
    return { value: number(given) };
  } catch (error) {
    if (!(error instanceof NumberMissing)) throw error;
    return { missing: error.causes };
  }
}

export const valueOf = (column: Column): Value => (isPresent(column) ? column.value : { causes: column.missing });
export const shownIn = (column: Column) => (isPresent(column) ? show(column.value) : 'null');
