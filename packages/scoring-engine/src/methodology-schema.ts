import { z } from 'zod';
import { Attribution } from './attribution/schema.ts';
import { missingKinds } from './cell.ts';
import { sourceClasses } from './source-classes.ts';
import { steps } from './steps/index.ts';
import { DecimalText, ForEach, Label, ListItem, Reference, Round } from './steps/shapes.ts';

const MissingRule = z.enum(['drop', 'worst', 'fail']).describe('drop: may be left out where a node re-weights; worst: counts as the worst value; fail: nothing is computed without it.');
const Indicator = z.strictObject({
  forEach: ForEach.optional(),
  label: Label.optional(),
  unit: z.string().optional(),
  direction: z.enum(['higher', 'lower']).optional(),
  sourceClass: z.string().optional().describe(`Kind of source: ${Object.keys(sourceClasses).map((kind) => `\`${kind}\``).join(', ')}. Another word may stand here, and the linter asks about it.`),
  request: z.strictObject({ perYear: z.number().int().positive(), minutes: DecimalText }).optional().describe('What it asks of a school: how often a year, and how many minutes each time.'),
  controllableBy: z.array(z.string()).optional().describe('Who can move it: roles, in words of the document.'),
  tags: z.array(z.string()).optional().describe('Words by which `forEach` finds it.'),
  minimumN: z.number().int().positive().optional().describe('A figure over fewer is too few.'),
  missing: z.partialRecord(z.enum(missingKinds), MissingRule).optional().describe('Rule for each kind of missing; a kind not named fails.'),
});
const Parameter = z.array(z.strictObject({ from: z.iso.date().optional(), value: DecimalText, clause: z.string().optional() })).min(1);
const Band = z.strictObject({ id: z.string().min(1), from: DecimalText, label: Label.optional() });
const Given = z.record(z.string(), z.union([DecimalText, z.enum(missingKinds)]));
const Attributes = z.record(z.string(), z.string()).optional().describe('What the org units file would say of it, such as `{ "league": "A" }`; `parent` and `level` too.');
const Others = z.record(z.string(), z.strictObject({ given: Given, attributes: Attributes })).optional().describe('Other org units beside it, by a name: its peers, or those above and below it by `attributes` such as `{ "level": "school", "parent": "example" }`. The one whose result is told is called `example`.');
const Example = z.strictObject({ name: z.string(), given: Given, attributes: Attributes, others: Others, then: z.strictObject({ score: DecimalText.optional(), band: z.string().optional(), status: z.enum(['scored', 'not-scorable']).optional(), nodes: z.record(z.string(), z.string()).optional() }), on: z.iso.date().optional() });

export const Node = z.discriminatedUnion('step', steps.map(({ schema }) => schema) as never) as z.ZodType<{ step: string; label?: Record<string, string>; round?: z.output<typeof Round> } & Record<string, unknown>>;

/** A methodology as a document: a dataflow of named nodes, one step each. Decimals are text; the only numbers are whole. */
export const MethodologyDocument = z
  .strictObject({
    id: z.string().min(1),
    version: z.string().min(1).describe('A published version is never edited; a change is a new one.'),
    title: Label.describe('By language: `{ "en": "...", "ur": "..." }`.'),
    description: Label.optional(),
    illustrative: z.boolean().optional().describe('True of a document that no authority has adopted.'),
    source: z.string().optional().describe('Where the scheme is published.'),
    legalBasis: z.strictObject({ instrument: z.string(), number: z.string().optional(), date: z.iso.date().optional() }).optional(),
    periods: z.record(z.string(), z.string()).optional().describe('What a word for a period means: a real period, or one counted from the scored one such as "-1". A word that is not here stands in the period column by itself.'),
    lists: z.record(z.string(), z.array(ListItem)).optional().describe('Lists that `forEach` goes through.'),
    allows: z.array(z.enum(['imputation', 'rank'])).optional().describe('What is refused unless it is allowed by name: figures that nobody measured, and a rank that counts in the score or its band.'),
    undertakings: z
      .strictObject({
        shares: z.array(z.strictObject({ tag: z.string(), least: DecimalText })).optional().describe('Least share of the effective weight that indicators with a tag must have, such as learning.'),
        requests: z.number().int().min(0).optional().describe('Most indicators whose `sourceClass` is `school-return`, that is, asked of schools.'),
        minutes: DecimalText.optional().describe('Most minutes a year that a school spends on what is asked of it: `perYear` times `minutes` of each `request`, added up.'),
        refusedSources: z.array(z.string()).optional().describe('Source classes that may not be read. `coaching-record` is refused of every document; one that names its refusals must also name the source of each indicator.'),
        controllableBy: z.string().optional().describe('Every indicator that counts names this role under `controllableBy`.'),
        total: DecimalText.optional().describe('What the weights of each weighted node add up to, and the highest score there can be, such as "100".'),
      })
      .optional()
      .describe('What the document holds itself to; the linter checks it.'),
    assumptions: z
      .array(z.strictObject({ about: z.array(z.string()).min(1).describe('Places of the document as written out, such as `/nodes/total/parts`.'), says: Label }))
      .optional()
      .describe('What is in this document without a published source, and why it is as it is. What no entry names is as the `source` or a `clause` says.'),
    core: z.strictObject({ id: z.string(), version: z.string(), node: z.string() }).optional().describe('A node, with all it rests on, that is the same in every methodology with this core; the linter compares it with the core itself.'),
    effective: z.strictObject({ from: z.iso.date().describe('The first day on which it holds.'), to: z.iso.date().optional().describe('The first day on which it holds no more.') }).optional(),
    level: z.string().optional().describe('The level of org unit that is scored.'),
    indicators: z.record(z.string(), Indicator).describe('What is read, by the name it has in the values file.'),
    parameters: z.record(z.string(), Parameter).optional().describe('Numbers with their days and clauses.'),
    nodes: z.record(z.string(), Node),
    score: z.strictObject({
      of: Reference,
      direction: z.enum(['higher', 'lower']).optional().describe('Which score is better; without it the higher.'),
      round: Round.optional(),
      band: z.string().optional().describe('A node whose label is the band, for example a gate; in place of `bands`.'),
      compare: z.enum(['printed', 'exact']).optional().describe('What bands read: the score as printed (default) or exact.'),
    }),
    attribution: Attribution.optional().describe('How scores of org units become the score of who held posts there; see below. Without it only org units have scores.'),
    bands: z.array(Band).optional().describe('Half-open: a band holds from its `from` up to the next one\'s.'),
    examples: z.array(Example).optional().describe('`given` figures by reference, as text or a kind of missing; `others` beside it; `then` the `score`, `band`, `status` or `nodes` as printed; `on` the day, otherwise `effective.from`.'),
  })
  .meta({ id: 'Methodology' });
export type MethodologyDocument = z.output<typeof MethodologyDocument>;
