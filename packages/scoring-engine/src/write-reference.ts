import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { MethodologyDocument } from './methodology-schema.ts';
import { steps } from './steps/index.ts';

const root = new URL('../../../', import.meta.url);

interface Shape {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** A row for each field of a step, and for the fields inside `reweight` and `round`. */
function fieldRows({ properties = {}, required = [] }: Shape, inside = ''): string[] {
  return Object.entries(properties).flatMap(([field, shape]) => {
    if (field === 'step') return [];
    const standard = shape.default === undefined ? '' : `Default ${JSON.stringify(shape.default)}.`;
    const row = `| \`${inside}${field}\` | ${required.includes(field) ? 'yes' : 'no'} | ${[shape.description, standard].filter(Boolean).join(' ')} |`;
    return [row, ...fieldRows(shape, `${inside}${field}.`)];
  });
}

/** The reference page of the language, from the schema and the steps' own words. */
function referencePage(): string {
  const sections = steps.map(({ name, words, symbols, missing, source, example, peers, schema }) => {
    const fields = fieldRows(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
    return `### ${name}\n${words.en[0]?.toUpperCase()}${words.en.slice(1)}.\n\n\`${symbols}\`\n\n| field | needed | meaning |\n|---|---|---|\n${fields.join('\n')}\n\n- Depends on other org units: ${peers}.\n- Missing: ${missing}\n- Worked: ${example}\n- Source: ${source}\n`;
  });
  return `<!-- Generated from the schema and the steps of packages/scoring-engine; npm run contracts writes it. -->
# The methodology language
A methodology is one JSON document: a dataflow of named nodes, each with one step and named inputs. An input is an indicator or another node; nodes form a graph without circles. The score is a node, a dimension is a node. Its JSON Schema is \`contracts/methodology.schema.json\`; examples stand in \`contracts/methodologies/\`.

- Decimals are text (\`"61.8"\`); the only JSON numbers are whole.
- \`indicators\` names what is read, each with a label in any number of languages, a \`unit\` and a \`direction\`, all of them optional. \`indicator.n\`, \`.numerator\` and \`.denominator\` are reached by name.
- A figure is taken as published. Where it has no value but a numerator and a denominator, it is the one divided by the other, times 100 where the unit is \`percent\`.
- \`direction\`: \`lower\` turns the goalposts that read the indicator, so that its low figures earn most; goalposts that contradict \`higher\` are refused.
- \`minimumN\`: a figure over fewer cases, or over a number nobody stated, is \`too-few\`. The number of cases is \`n\`, else the denominator.
- \`missing\` is a rule for each kind of missing (\`not-applicable\`, \`too-few\`, \`suppressed\`, \`not-submitted\`). \`drop\`: a node that re-weights may leave it out. \`worst\`: goalposts give it nothing, and only they and a \`ratio\` below them may read it. \`fail\`, also for a kind not named: nothing that needs it is computed. An indicator without a row is \`not-submitted\`.
- \`parameters\` are numbers with the clause that sets them; a field may say \`{ "parameter": "name" }\`.
- \`nodes\` may carry a \`label\` and a \`round\`; nothing is rounded where nothing says so.
- \`score\` names the node and its one declared rounding: \`half-up\`, \`half-even\`, \`down\` or \`up\`; there is no default. \`"compare": "exact"\` lets bands read the exact value instead of the printed one.
- \`score.round\` may be left out: then the score prints exactly, or with 34 significant digits where it does not end.
- \`bands\` stand in ascending order and are half-open: each holds from its \`from\` up to the next one's. A score below the first has no band.
- \`examples\` must come out before the document can be registered.
- Logarithms and roots are worked to 34 significant digits, half-even; everything else is exact.

## Steps
${sections.join('\n')}`;
}

/** Writes the generated documents, or with `--check` names those that differ. */
async function main(check: boolean): Promise<number> {
  const schema = { $id: 'urn:mizan:methodology', ...z.toJSONSchema(MethodologyDocument, { io: 'input', unrepresentable: 'any' }) };
  const documents = { 'contracts/methodology.schema.json': `${JSON.stringify(schema, null, 2)}\n`, 'docs/reference/methodology.md': referencePage() };
  let stale = 0;
  for (const [path, text] of Object.entries(documents)) {
    const file = new URL(path, root);
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
    stale += 1;
    console.error(check ? `${path}: differs from the code; run npm run contracts` : `${path}: written`);
    if (check) continue;
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, text);
  }
  return check && stale ? 1 : 0;
}

process.exitCode = await main(process.argv.includes('--check'));
