import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { compare, parse, type Rational, whole } from '../rational.ts';
import { common, DecimalText, NumberOrParameter, Reference, show, showColumn } from './shapes.ts';
import { type NumberOrParameter as Bound, type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('step-table'), of: Reference.describe('The indicator or node that is read.'), rows: z.array(z.strictObject({ from: NumberOrParameter.optional().describe('Where the row begins; only the first may do without.'), points: DecimalText.optional().describe('What it earns; without it its place in the table, from 0.'), id: z.string().optional().describe('The word that a reader sees in place of the points.') })).min(1).describe('In ascending order.'), closed: z.enum(['from', 'to']).describe('`from`: a row holds its own beginning and not the next one; `to`: the next one and not its own. There is no default.'), ...common });
export type StepTable = z.output<typeof schema>;

/** Bands, grades and points by brackets with a stated closed side. */
export const stepTable: Step<StepTable> = {
  name: 'step-table',
  schema,
  peers: 'none',
  worst: 'refused',
  words: { en: 'the points or the word of the row that the figure falls into', ur: 'جس قطار میں قدر آتی ہے اس کے نمبر یا نام' },
  symbols: 'points of the row with from ≤ x < next from, or from < x ≤ next from',
  missing: 'A missing value stays missing, and so does one below the first row. Bounds that are read and do not ascend make it `not-applicable`.',
  source: 'Tennessee district accountability 2017 (closed at `to`); Ministry of Education of India, PGI-D 2018-20',
  example: 'rows 0, 50 and 75 with 0, 1 and 2 points, closed from: x = 75 earns 2; closed to: 1',
  of: ({ of }) => [of],
  compute({ of, rows, closed }, { id, column, number }) {
    const x = column(of);
    const names = `the row of ${of}`;
    if (!isPresent(x)) return { column: x, names, numbers: showColumn(x) };
    const bounds = rows.map(({ from }) => (from === undefined ? undefined : number(from)));
    const outside = (numbers: string) => ({ column: { missing: [{ kind: 'not-applicable' as const, why: 'outside-domain' as const, at: id, fails: true }] }, names, numbers });
    if (bounds.some((from, at) => at > 0 && bounds[at - 1] && compare(bounds[at - 1]!, from!) >= 0)) return outside('the rows do not ascend');
    const index = bounds.findLastIndex((from) => from === undefined || compare(x.value, from) > (closed === 'from' ? -1 : 0));
    const row = rows[index];
    if (!row) return outside(`${show(x.value)} is below the first row`);
    const value = row.points === undefined ? whole(index) : parse(row.points);
    const [from, to] = [row.from === undefined ? '−∞' : shownAs(row.from, bounds[index]!), rows[index + 1] ? shownAs(rows[index + 1]!.from!, bounds[index + 1]!) : '∞'];
    const interval = closed === 'from' ? `[${from}, ${to})` : `(${from}, ${to}]`;
    return { column: { value, ...(row.id === undefined ? {} : { label: row.id }) }, names, numbers: `${show(x.value)} in ${interval} = ${row.id ?? show(value)}` };
  },
};

/** A bound as it is written, or the number that was read. */
const shownAs = (from: Bound, bound: Rational) => (typeof from === 'string' ? from : show(bound));
