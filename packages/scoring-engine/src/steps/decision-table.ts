import { z } from 'zod';
import { type Column, isPresent } from '../cell.ts';
import { compare, parse, whole } from '../rational.ts';
import { common, DecimalText, show } from './shapes.ts';
import { type Step } from './step.ts';

const Interval = z.strictObject({ from: DecimalText.optional().describe('From here on, itself included.'), below: DecimalText.optional().describe('Up to here, itself not included.') }).refine(({ from, below }) => from === undefined || below === undefined || compare(parse(from), parse(below)) < 0, 'an interval begins below its end');
const Condition = z.union([z.string().min(1), z.array(z.string().min(1)).min(1), Interval]).describe('The word or the number, a list of those that do, or `{ "from": "10", "below": "45" }`.').meta({ id: 'Condition' });
const Row = z.strictObject({ when: z.record(z.string(), Condition).default({}).describe('Node or indicator to what it must be; all must hold, and one that is not named does not matter. Without any the row always holds.'), points: DecimalText.optional().describe('What it earns; without it its place in the table, from 0.'), id: z.string().optional().describe('The word that a reader sees in place of the points.') });
const schema = z.strictObject({ step: z.literal('decision-table'), rows: z.array(Row).min(1).describe('The first row that holds decides.'), ...common });
export type DecisionTable = z.output<typeof schema>;
type Condition = z.output<typeof Condition>;

const isDecimal = (text: string) => DecimalText.safeParse(text).success;
/** Whether a figure meets a condition; undefined where it is missing. A number is met by its word or by its size. */
function meets(column: Column, condition: Condition): boolean | undefined {
  if (!isPresent(column)) return undefined;
  const { value, label } = column;
  if (typeof condition === 'string' || Array.isArray(condition)) return [condition].flat().some((one) => one === label || (isDecimal(one) && compare(parse(one), value) === 0));
  const { from, below } = condition;
  return (from === undefined || compare(value, parse(from)) >= 0) && (below === undefined || compare(value, parse(below)) < 0);
}
const written = (condition: Condition) => (typeof condition === 'string' ? condition : Array.isArray(condition) ? condition.join(' or ') : `[${condition.from ?? '−∞'}, ${condition.below ?? '∞'})`);

/** Rules over several figures, and tables of two ways: the first row whose conditions all hold. */
export const decisionTable: Step<DecisionTable> = {
  name: 'decision-table',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the points or the word of the first row whose conditions all hold', ur: 'پہلی قطار جس کی تمام شرائط پوری ہوں، اس کے نمبر یا نام' },
  symbols: 'points of the first row with all conditions met',
  missing: 'A figure that is missing decides nothing: where a row hangs on it, and no row before it holds, the result is missing. Where no row holds it is `not-applicable`.',
  source: 'OMG, Decision Model and Notation, hit policy First; California School Dashboard, five-by-five tables of status and change',
  example: '{ "rows": [{ "when": { "a": { "from": "10" }, "b": { "below": "0" } }, "points": "3" }, { "points": "1" }] } with a = 12, b = −4: 3',
  of: ({ rows }) => [...new Set(rows.flatMap(({ when }) => Object.keys(when)))],
  compute({ rows }, { id, column }) {
    const inputs = [...new Set(rows.flatMap(({ when }) => Object.keys(when)))];
    const names = `the first row that holds of ${inputs.join(', ')}`;
    const given = inputs.map((input) => `${input} = ${word(column(input))}`).join(', ');
    for (const [index, { when, points, id: label }] of rows.entries()) {
      const tested = Object.entries(when).map(([input, condition]) => ({ at: column(input), met: meets(column(input), condition) }));
      if (tested.some(({ met }) => met === false)) continue;
      const missing = tested.flatMap(({ at }) => (isPresent(at) ? [] : at.missing));
      if (missing.length) return { column: { missing }, names, numbers: given };
      const value = points === undefined ? whole(index) : parse(points);
      const conditions = Object.entries(when).map(([input, condition]) => `${input}: ${written(condition)}`).join('; ') || 'always';
      return { column: { value, ...(label === undefined ? {} : { label }) }, names, numbers: `${given}; row ${index + 1} (${conditions}) = ${label ?? show(value)}` };
    }
    return { column: { missing: [{ kind: 'not-applicable', why: 'outside-domain', at: id, fails: true }] }, names, numbers: `${given}; no row holds` };
  },
};

const word = (column: Column) => (isPresent(column) ? (column.label ?? show(column.value)) : (column.missing[0]?.kind ?? 'missing'));
