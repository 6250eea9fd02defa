import { z } from 'zod';
import { causesOf, type Column, isPresent } from '../cell.ts';
import { parse } from '../rational.ts';
import { Ids } from './available-parts.ts';
import { common, DecimalText, Reference, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('gate'), of: Reference.describe('What stands where every condition holds: a score or a band.'), conditions: Ids.describe('Nodes that hold where they are not 0; all are looked at, and what failed is listed.'), otherwise: z.strictObject({ points: DecimalText.default('0'), id: z.string().optional() }).describe('What stands where one does not: points, and the word that a reader sees.'), whenMissing: z.enum(['fails', 'missing']).describe('A condition that is missing fails, or makes the whole missing; there is no default.'), ...common });
export type Gate = z.output<typeof schema>;

/** A gate before a band or a score. */
export const gate: Step<Gate> = {
  name: 'gate',
  schema,
  peers: 'none',
  worst: 'passes-on',
  words: { en: 'the value where every condition holds, otherwise what the gate says', ur: 'قدر، بشرطیکہ تمام شرائط پوری ہوں؛ ورنہ جو دروازہ کہے' },
  symbols: 'x if all conditions ≠ 0, else otherwise',
  missing: 'A missing condition fails or makes it missing, as `whenMissing` says. A missing value behind an open gate stays missing; behind a closed one it does not matter.',
  source: 'Tennessee district accountability 2017: minimum performance goal before designation',
  example: 'x = 80 and conditions 1 and 0, otherwise 0: 0; conditions 1 and 1: 80',
  of: ({ of, conditions }) => [of, ...conditions],
  compute({ of, conditions, otherwise, whenMissing }, { column }) {
    const names = `${of} if ${conditions.join(' and ')}, otherwise ${otherwise.id ?? otherwise.points}`;
    const tested = conditions.map((id) => ({ id, column: column(id) }));
    const missing = tested.filter((one) => !isPresent(one.column));
    const failed = tested.filter((one) => (isPresent(one.column) ? one.column.value.n === 0n : whenMissing === 'fails'));
    const held: Column = { value: parse(otherwise.points), ...(otherwise.id === undefined ? {} : { label: otherwise.id }) };
    if (failed.length > 0) return { column: held, names, numbers: `failed: ${failed.map(({ id }) => id).join(', ')}; otherwise ${otherwise.id === undefined ? '' : `${otherwise.id} = `}${otherwise.points}` };
    if (missing.length > 0) return { column: { missing: causesOf(missing.map((one) => one.column)) }, names, numbers: `missing: ${missing.map(({ id }) => id).join(', ')}` };
    return { column: column(of), names, numbers: `all hold: ${showColumn(column(of))}` };
  },
};
