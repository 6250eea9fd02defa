import { z } from 'zod';
import { type Cause, type Column, isPresent, NumberMissing } from '../cell.ts';
import { compare, parse, whole } from '../rational.ts';
import { common, DecimalText, NumberElsewhere, NumberOrParameter, show } from './shapes.ts';
import { type Inputs, type Step } from './step.ts';

const Interval = z.strictObject({ from: NumberOrParameter.optional().describe('From here on, itself included.'), below: NumberOrParameter.optional().describe('Up to here, itself not included.') }).refine(({ from, below }) => typeof from !== 'string' || typeof below !== 'string' || compare(parse(from), parse(below)) < 0, 'an interval begins below its end');
const Condition = z.union([z.string().min(1), z.array(z.string().min(1)).min(1), NumberElsewhere, Interval]).describe('The word or the number, a list of those that do, `{ "from": "10", "below": "45" }`, or a number from elsewhere, `{ "node": ID }`, also in place of "10" and "45".').meta({ id: 'Condition' });
const Row = z.strictObject({ when: z.record(z.string(), Condition).default({}).describe('Node or indicator to what it must be: a word or a number, a list of those that do, `{ "from": "10", "below": "45" }` with one or both, or a number from elsewhere, `{ "node": ID }`. All must hold, and one that is not named does not matter. Without any the row always holds.'), points: DecimalText.optional().describe('What it earns; without it its place in the table, from 0.'), id: z.string().optional().describe('The word that a reader sees in place of the points.') });
const schema = z.strictObject({ step: z.literal('decision-table'), rows: z.array(Row).min(1).describe('The first row that holds decides.'), ...common });
export type DecisionTable = z.output<typeof schema>;
type Condition = z.output<typeof Condition>;

const isDecimal = (text: string) => DecimalText.safeParse(text).success;
type Bound = Parameters<Inputs['number']>[0];
/** Whether a condition holds, or why nobody can tell. */
type Met = boolean | { readonly missing: readonly Cause[] };

/** A figure meets a number by its word or by its size. */
function meets(column: Column, condition: Condition, number: Inputs['number']): Met {
  if (!isPresent(column)) return column;
  const { value, label } = column;
  if (typeof condition === 'string' || Array.isArray(condition)) return [condition].flat().some((one) => one === label || (isDecimal(one) && compare(parse(one), value) === 0));
  const against = (bound: Bound | undefined, holds: (order: number) => boolean): Met => (bound === undefined ? true : whereKnown(() => holds(compare(value, number(bound)))));
  if (!isInterval(condition)) return against(condition, (order) => order === 0);
  return all([against(condition.from, (order) => order >= 0), against(condition.below, (order) => order < 0)]);
}
function whereKnown(met: () => boolean): Met {
  try {
    return met();
  } catch (error) {
    if (!(error instanceof NumberMissing)) throw error;
    return { missing: error.causes };
  }
}
/** One that does not hold decides; else what is missing does. */
function all(met: readonly Met[]): Met {
  if (met.includes(false)) return false;
  const missing = met.flatMap((one) => (typeof one === 'boolean' ? [] : one.missing));
  return missing.length === 0 || { missing };
}
const isInterval = (condition: object): condition is z.output<typeof Interval> => 'from' in condition || 'below' in condition || Object.keys(condition).length === 0;

/** A condition as a reader sees it, each number as it was in force. */
function written(condition: Condition, number: Inputs['number']): string {
  if (typeof condition === 'string') return condition;
  if (Array.isArray(condition)) return condition.join(' or ');
  const bound = (one: Bound | undefined, end: string) => (one === undefined ? end : show(number(one)));
  return isInterval(condition) ? `[${bound(condition.from, '−∞')}, ${bound(condition.below, '∞')})` : show(number(condition));
}

/** Rules over several figures, and tables of two ways: the first row whose conditions all hold. */
export const decisionTable: Step<DecisionTable> = {
  name: 'decision-table',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the points or the word of the first row whose conditions all hold', ur: 'پہلی قطار جس کی تمام شرائط پوری ہوں، اس کے نمبر یا نام' },
  symbols: 'points of the first row with all conditions met',
  missing: 'A figure that is missing decides nothing: where a row hangs on it, or on a bound that is missing, and no row before it holds, the result is missing. Where no row holds it is `not-applicable`.',
  source: 'OMG, Decision Model and Notation, hit policy First; California School Dashboard, five-by-five tables of status and change',
  example: '{ "rows": [{ "when": { "a": { "from": "10" }, "b": { "below": "0" } }, "points": "3" }, { "points": "1" }] } with a = 12, b = −4: 3',
  of: ({ rows }) => [...new Set(rows.flatMap(({ when }) => Object.keys(when)))],
  compute({ rows }, { id, column, number }) {
    const inputs = [...new Set(rows.flatMap(({ when }) => Object.keys(when)))];
    const names = `the first row that holds of ${inputs.join(', ')}`;
    const given = inputs.map((input) => `${input} = ${word(column(input))}`).join(', ');
    for (const [index, { when, points, id: label }] of rows.entries()) {
      const met = all(Object.entries(when).map(([input, condition]) => meets(column(input), condition, number)));
      if (met === false) continue;
      if (met !== true) return { column: met, names, numbers: given };
      const value = points === undefined ? whole(index) : parse(points);
      const conditions = Object.entries(when).map(([input, condition]) => `${input}: ${written(condition, number)}`).join('; ') || 'always';
      return { column: { value, ...(label === undefined ? {} : { label }) }, names, numbers: `${given}; row ${index + 1} (${conditions}) = ${label ?? show(value)}` };
    }
    return { column: { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] }, names, numbers: `${given}; no row holds` };
  },
};

const word = (column: Column) => (isPresent(column) ? (column.label ?? show(column.value)) : (column.missing[0]?.kind ?? 'missing'));
