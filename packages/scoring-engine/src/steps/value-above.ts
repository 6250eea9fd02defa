import { z } from 'zod';
import { isPresent } from '../cell.ts';
import { common, Reference, showColumn } from './shapes.ts';
import { type Step } from './step.ts';

const schema = z.strictObject({ step: z.literal('value-above'), of: Reference.describe('What the org unit above has: an indicator or a node.'), from: z.string().describe('The level of the org unit above, such as `province`.'), ...common });
export type ValueAbove = z.output<typeof schema>;

/** What the org unit above has: the published figure of one's own province, to be compared with. */
export const valueAbove: Step<ValueAbove> = {
  name: 'value-above',
  schema,
  peers: 'unit-above',
  worst: 'refused',
  words: { en: 'what the org unit above has', ur: 'اوپر کی اکائی کی قدر' },
  symbols: 'x of the org unit of a level above',
  missing: 'Missing where the org unit above is, for the same reasons; `not-applicable` where there is none of that level.',
  source: 'Mizan: a figure published for the province or the country, beside which a district stands',
  example: 'a district with 54 in a province with the published figure 60: 60',
  of: ({ of }) => [of],
  readsPeersAlone: true,
  keepsDirectionOf: ({ of }) => of,
  compute({ of, from }, { id, above }) {
    const names = `${of} of the ${from} above`;
    const column = above(from)?.column(of);
    if (!column) return { column: { missing: [{ kind: 'not-applicable', why: 'no-group', at: id, fails: true }] }, names, numbers: `no ${from} above` };
    const value = isPresent(column) ? { value: column.value } : {};
    return { column, names, numbers: showColumn(column), statistics: { over: `the ${from} above`, count: isPresent(column) ? 1 : 0, values: value } };
  },
};
