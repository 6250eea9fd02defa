import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { attributionExample, attributionTable, attributionWords } from './attribution/reference-example.ts';
import { Attribution } from './attribution/schema.ts';
import { derivationKeys, personKeys } from './derivation-keys.ts';
import { MethodologyDocument } from './methodology-schema.ts';
import { referenceExample, referenceResult, referenceValues } from './reference-example.ts';
import { steps } from './steps/index.ts';

const root = new URL('../../../', import.meta.url);

interface Shape {
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly description?: string;
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
}

/** Fields that every node may have are told once. */
const everywhere = new Set(['label', 'round', 'clause', 'forEach']);

/** A row for each field of a step, and for the fields inside `reweight` and `round`. */
function fieldRows({ properties = {}, required = [] }: Shape, named: (shape: Shape) => Shape | undefined, inside = ''): string[] {
  return Object.entries(properties).flatMap(([field, shape]) => {
    if (field === 'step' || (inside === '' && everywhere.has(field))) return [];
    const words = shape.enum ? `${shape.enum.map((word) => `\`${String(word)}\``).join(', ')}.` : '';
    const standard = shape.default === undefined ? '' : `Default ${JSON.stringify(shape.default)}.`;
    const row = `| \`${inside}${field}\` | ${required.includes(field) ? 'yes' : 'no'} | ${[shape.description ?? named(shape)?.description, words, standard].filter(Boolean).join(' ')} |`;
    return [row.replaceAll('||', '\\|\\|'), ...[shape, ...held(shape)].flatMap((inner, index) => fieldRows(inner, named, `${inside}${field}${index ? mark(shape) : ''}.`))];
  });
}

/** What stands in a list or under any name. */
const held = ({ items, additionalProperties: any }: Shape): Shape[] => [items?.items ?? items, typeof any === 'object' ? (any.items ?? any) : undefined].filter((shape) => shape !== undefined);
const mark = ({ items, additionalProperties: any }: Shape) => (items ? '[]' : typeof any === 'object' && any.items ? '.*[]' : '.*');

/** The reference page of the language, from the schema and the steps' own words. */
function referencePage(): string {
  const sections = steps.map(({ name, words, symbols, missing, source, example, peers, schema }) => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
    const fields = fieldRows(json, ({ $ref }) => json.$defs?.[$ref?.split('/').at(-1) ?? '']);
    return `### ${name}\n${words.en[0]?.toUpperCase()}${words.en.slice(1)}.\n\n\`${symbols}\`\n\n| field | needed | meaning |\n|---|---|---|\n${fields.join('\n')}\n\n- Depends on other org units: ${peers}.\n- Missing: ${missing}\n- Worked: ${example}\n- Source: ${source}\n`;
  });
  return `<!-- Generated from the schema and the steps of packages/scoring-engine; npm run contracts writes it. -->
# The methodology language
A methodology is one JSON document: a dataflow of named nodes, each with one step and named inputs. An input is an indicator or another node; nodes form a graph without circles. The score is a node, a dimension is a node. Its JSON Schema is \`contracts/methodology.schema.json\`; examples stand in \`contracts/methodologies/\`.

- Decimals are text (\`"61.8"\`); the only JSON numbers are whole.
- \`indicators\` names what is read, each with a label in any number of languages, a \`unit\` and a \`direction\`, all of them optional.
- A reference may narrow: \`reading.n\`, \`.numerator\`, \`.denominator\` and \`.standardError\` are the side values of a figure; \`reading[subgroup=girls]\` and \`reading[source=census]\` pick a row by these columns of the values file; \`reading@baseline\` is read, and \`points@baseline\` computed, in another period. All may stand together, \`reading[subgroup=girls,source=census].n@baseline\`, or be written as an object: \`{ "indicator": "reading", "subgroup": "girls", "period": "baseline" }\`, a node as \`{ "node": "points", "period": "baseline" }\`.
- Periods that are called by a word (\`baseline\`, \`benchmark\`) stand in the period column by that word and are inputs only, never scored; a year, a quarter or a month read by its own name, \`reading@2022\`, is no word and is scored like any other. \`-1\` is the period before the scored one, for years, school years (\`2022-23\`, \`2022/23\`, \`2022/2023\`), quarters (\`2023-Q1\`) and months (\`2023-01\`), also with letters before them (\`FY2024\`). \`periods\` binds a word to a real period: \`{ "baseline": "2018" }\`.
- A number is text in place, \`{ "parameter": "name" }\`, \`{ "node": "id" }\` (a node or an indicator alike, by its id: whatever it has, so that a threshold may be a quantile of an earlier period), \`{ "attribute": "name" }\` of the org units file, or \`{ "by": "league", "values": { "A": "50", "B": "40" } }\`, by an attribute. A weight is a number too, so that one that is worked out is \`"parts": { "reading": { "node": "reading.weight" } }\`, also where it stands at an indicator; \`1/3\` is none, but 1, 1 and 1 weigh a third each. Where a field asks for what is read (\`of\`, \`per\`, \`from\`), the id of a node or an indicator stands in place and no number; a constant there is a node, \`{ "step": "formula", "is": "18" }\`. A formula reads a number by a short name: \`"let": { "rate": { "parameter": "rate" } }\`.
- **Peers.** A step that depends on other org units says so below. It takes its statistic over all org units that are scored; with \`"peers": { "group": "league" }\` over those that share this attribute of the org units file, or \`{ "group": { "node": "fifth" } }\` the value of a node; with \`"peers": { "period": "benchmark" }\` over the frozen figures of that period; with \`"peers": { "periods": "all" }\` over the figures of all periods that are scored, also where \`--period\` asks for one of them; with \`"peers": { "nearest": { "by": { "node": "need" }, "count": 40 } }\`, alone or beside a group, over the 40 nearest to the org unit by that node. Only org units with a figure count. A statistic that sums is a decimal: exact where it ends, else 34 significant digits, half-even. The derivation lists the statistics, over whom and how many; nobody is named.
- **Written once.** A node or indicator with \`"forEach": ["a", "b"]\` (or the name of a list under \`lists\`, or \`{ "tag": "hcahps" }\` for the indicators with that tag) stands for one an item; \`{}\` in its id and texts is the item. An item may be an object with further words, \`{ "id": "HAI-1", "benchmark": "0" }\`, that stand for \`{benchmark}\`. Words go in as they are written, also into a formula, without brackets of their own: \`"1 / ({gap})"\` and not \`"1 / {gap}"\` where \`gap\` is \`18 - x\`. Inside a list of ids \`{ "forEach": "hcahps", "is": "{}.score" }\` stands for one id an item, and among \`parts\` \`"{}.score": { "forEach": "hcahps", "is": "{weight}" }\` for one part an item. A name may stand only once, also \`{}.score\`: where one list needs another formula, make it one list of both and put what differs into a word of the items, such as \`{ "id": "100m", "gap": "18 - x" }\` and \`"is": "pow({gap}, 1.81)"\`. A list of steps under one id is a chain: each reads the one before, a formula by the name \`before\`, and those inside are called \`id.1\`, \`id.2\`.
- The org units file has \`org_unit,parent,level,name\` and any attributes; with it, only org units of the methodology's \`level\` are scored.
- **Other levels.** \`pool\` and \`below-statistic\` read the org units of a level below, \`value-above\` the one above, by the \`parent\` of the org units file; what they read may be a node, which is then worked out there. Who has no row still is one of them, as \`not-submitted\`. A cycle names such levels under \`otherLevels\`.
- A figure is taken as published. Where it has no value but a numerator and a denominator, it is the one divided by the other, times 100 where the unit is \`percent\`.
- \`direction\`: \`lower\` turns the goalposts that read the indicator, so that its low figures earn most; goalposts that contradict \`higher\` are refused. Goalposts hold every figure between them, so that nothing earns less than 0 or more than \`scale\`; a line that goes on beyond is a \`distance-to-target\`, see [How to say](#how-to-say).
- \`minimumN\`: a figure over fewer cases, or over a number nobody stated, is \`too-few\`. The number of cases is \`n\`, else the denominator.
- \`missing\` is a rule for each kind of missing (\`not-applicable\`, \`too-few\`, \`suppressed\`, \`not-submitted\`). \`drop\`: a node that re-weights may leave it out. \`worst\`: goalposts, achievement and improvement give it nothing, steps that compare with peers put it beside the worst of them, and only they, and steps that hand it on to them, may read it. \`fail\`, also for a kind not named: nothing that needs it is computed. An indicator without a row is \`not-submitted\`.
- \`parameters\` are numbers with the clause that sets them: a list of \`{ "from": "2026-07-01", "value": "60", "clause": "..." }\`, each in force from its day up to the next one's; only the first may go without a day. The day is the one given with \`--on\`, in whatever period a node is worked out; else the first of the period, which these forms alone say: \`2021\` (1 January), \`2021-Q2\` and \`2021Q2\` (1 April), \`2021-04\` (1 April; \`2011-12\` is December 2011) and \`2021-04-15\`. A school or fiscal year (\`2021-22\`, \`2021/22\`, \`2021/2022\`) and any other text (\`FY2021\`, \`Term 1\`, \`baseline\`) say none, for nobody knows when they begin: a parameter with a day is then missing, and the reason asks for \`--on\`. A fiscal year called \`2021\` that does not begin in January needs \`--on\` too, or its parameters are those of 1 January. A cycle of the services has a first day, and that day is taken as if given with \`--on\`.
- Any node may carry a \`label\` by language, a \`clause\` that it carries out, and \`"round": { "places": 1, "mode": "half-up" }\`; nothing is rounded where nothing says so.
- \`score\` names the node and its one declared rounding: \`half-up\`, \`half-even\`, \`half-down\`, \`down\`, \`up\`, \`floor\` or \`ceiling\`; there is no default. Ties and \`up\` and \`down\` are meant by size, so that \`half-up\` makes −3 of −2.5; \`floor\` goes to the lower and \`ceiling\` to the higher number. \`"compare": "exact"\` lets bands read the exact value instead of the printed one.
- \`score.direction\`: \`lower\` says that of the score the lower is better, as of an index of poverty, hunger or risk; without it the higher is. The numbers stay as they are: the linter then asks that a better figure never raises the score, ranks (also a step that reads the score), changes of bands and the better of two variants of a person's score go by it. Points turn to the better figure as ever, so that such a score is made of the figures themselves and not of goalposts. A least score for eligibility is refused beside it, bands may be named; a service tests and publishes no such document, since incentives are paid from a score on.
- \`score.round\` may be left out: then the score prints exactly where it ends, with all its digits, however many, and with 34 significant digits where it does not. So does every node; round the node where fewer should be seen.
- \`score.band\` names a node whose word is the band (a step-table, a decision-table or a gate), in place of \`bands\`.
- \`bands\` stand in ascending order and are half-open: each holds from its \`from\` up to the next one's. A score below the first has no band.
- \`effective.from\` is the day from which the version holds, and a service publishes it from that day; \`effective.to\`, where there is one, is the first day on which it holds no more. Examples that name no day (\`on\`) are worked out as on \`from\`, and a parameter that begins later is a hole. A cycle is scored by the version that holds on its first day; \`engine score\` works a file out by the document it is given, on whatever day.
- \`controllableBy\` lists roles in words of your own, such as \`district-manager\`; the linter asks for at least one at every indicator that counts, and with \`undertakings.controllableBy\` that one among them.
- \`undertakings\` is what a document holds itself to, and the linter checks: a least share for a tag such as learning, a total, no more than so many requests or minutes asked of schools (\`"request": { "perYear": 2, "minutes": "30" }\` of an indicator says what it costs), one role that can move every indicator that counts.
- **Firewall.** \`coaching-record\` is no source of any score: notes, observations and portfolios of those who coach and do not judge. A document may refuse more kinds under \`refusedSources\`; then every indicator must name its \`sourceClass\`.
- \`assumptions\` marks what no published source settles; it needs no source itself, only places that there are and words: \`{ "about": ["/nodes/total/parts"], "says": { "en": "no weights are published" } }\`. The linter tells each as information at its place; what no entry names is as the source or a clause says.
- **A shared core.** A province says \`"core": { "id": "...", "version": "...", "node": "core" }\` and takes over that node and all it rests on as they stand in the published core; its own nodes, weights and indicators stand beside. The document stays whole: it is printed, hashed and scored by itself, and nothing is fetched. The linter (\`--core FILE\`), and the service before it is tested and published, compare the two and name what differs, so that the node is the same text in every province.
- \`examples\` must come out before the document can be tested and published; a document without one cannot be. \`then.nodes\` has each node as it prints: all digits, 34 of a number that does not end, unless the node has a \`round\`; a word where it prints one. An example of a step that looks at other org units gives them too: \`"others": { "B": { "given": { "reading": "60" } } }\` beside its own \`given\`.
- Logarithms, roots, powers and normal quantiles are worked to 34 significant digits, half-even; everything else is exact.

## A whole document
\`\`\`json
${JSON.stringify(referenceExample, null, 1)}
\`\`\`

Figures for it; more columns are allowed, and \`subgroup\`, \`source\` and \`standard_error\` are read where a reference names them:
\`\`\`csv
${referenceValues}\`\`\`
\`status\` is empty or \`present\` beside a value, else \`not-applicable\`, \`too-few\`, \`suppressed\` or \`not-submitted\`; a row that is not there is \`not-submitted\`. They give the line \`${referenceResult}\`: the share of toilets is suppressed, and its rule \`drop\` lets the mean of the facilities leave it out; without that rule D1 would be not-scorable.

- \`mizan engine score --methodology M.json --values V.csv\` prints \`org_unit,period,score,band,status\`. \`--node ID\` prints that node in place of the score; \`--nodes\`, or \`--nodes a,b\`, a line for each org unit and node, where a node that only org units of another level have is not-scorable here; \`--json\` the derivation and every reason too. How many have no score, why, and who is the first of each reason is said beside it, on standard error. \`--org-units O.csv\` gives hierarchy and attributes, \`--period P\` scores one period, \`--on YYYY-MM-DD\` says the day whose parameters apply, in all periods.
- \`mizan methodology lint M.json [--values V.csv] [--org-units O.csv] [--core C.json]\` names faults, doubts and assumptions with their place and what to do. Errors stop publishing.
- A node id that is no plain name (\`poor-people\`, \`IF&SE\`) is read in a formula by a short name under \`let\`. No id may end like a side value (\`cases.n\`).
- A node with a word (a step-table or decision-table with \`id\`, a gate, a comparison) prints the word; its number is read by other nodes.

## Fields of the document
| field | needed | meaning |
|---|---|---|
${fieldRows(z.toJSONSchema(MethodologyDocument.omit({ nodes: true, score: true, attribution: true }), { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape, () => undefined).join('\n')}
| \`nodes\` | yes | A step by id. |
| \`score\` | yes | \`of\` a node, its \`direction\`, \`round\`, \`compare\`, and \`band\`. |

## Attribution: from org units to who held posts there
\`attribution\` is a section of the document; without it only org units have scores. It needs the unit-of-attribution table: \`person,post,org_unit,from,to,cause\`, a person in a post from one day up to, not including, another (\`cause\` empty or \`in-post\`), and rows of the same shape for absences from it, each with its cause. In a cycle it works as follows.

1. **Days.** Each day of the cycle is in post, or absent for a cause that \`causes\` says is \`counts\`, \`does-not-count\` or \`neutral\`. A day in a post is one person's: two people in one post on a day, unless one of them is absent by a cause that does not count or is neutral, are refused. Who holds two posts at a time has her days in each.
2. **Minimum service.** Her days that count, against \`minimumService\` less her neutral days. Below it, or without any day that counts, she has no score, and the reason has both numbers.
3. **Parts.** Each part is Σ days × value ÷ Σ days over her org units. A flow takes the days on which it was observed while she was there: the columns \`observed_from,observed_to\` of the values file (half-open), else all her days; the derivation has \`inPost\` beside the days that weigh where days of observation are recorded. A stock to \`exposure\` takes all her days; a stock to \`nobody\` counts only in an org unit where she was the \`leastExposure\` of the cycle. Where one org unit alone weighs, what it has is hers as it is, so that who was in one org unit the whole cycle has exactly its score.
4. **What is missing** is never zero: \`nobody\` and \`missing\` say whether it is left out or leaves her without a score.
5. **Neutral days** are left out of the weights; where her score would be higher with them as days in post, that one stands, and the derivation has both.
6. **Handover.** With \`handover\`, whoever took over after the first day of the cycle is measured, in that org unit, from the value at take-over in place of the figures of \`baseline\`, where one is recorded for that day (\`org_unit,indicator,day,value\`); else from the baseline. The derivation says which.
7. **The nodes above** the parts are worked out again for her by their own steps; \`score.round\` and \`bands\` hold for her too. They may not look at other org units, other periods or attributes.

| field | needed | meaning |
|---|---|---|
${fieldRows(z.toJSONSchema(Attribution, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape, () => undefined).join('\n')}

\`\`\`json
${JSON.stringify({ attribution: attributionExample.attribution }, null, 1)}
\`\`\`
in a document whose score is the mean of \`learning\` and \`presence\`, with the table
\`\`\`csv
${attributionTable}\`\`\`
and the figures learning 80 and presence 60 in D1, learning 40 and presence 90 in D2, in the cycle from 2023-01-01 to 2023-12-31: ${attributionWords}

- \`mizan engine score … --attributions A.csv --cycle 2023-01-01..2023-12-31\` prints \`person,period,score,band,status\`; \`--json\` the derivation too, \`--take-overs T.csv\` gives values at take-over.

## What a derivation says
\`--json\` and the pages of the product give the tree behind a score. All of it is text, so that it can be hashed and worked out again as it stands. What was read of another period stands under its name and \`@period\`; what a node of another period reads has that node's \`@period\` behind its own, so that \`x@-1\` read by \`y@-1\` is \`x@-1@-1\`. A side value stands with its figure. \`*\` is a name of the document, \`[]\` each of a list. Under \`parameters\` stand the fields of the step, each as it was in force, a number from elsewhere with its source in brackets; what stands there beside them is named here.

| key | what it says | which steps have it |
|---|---|---|
${derivationKeys.map(({ key, says, steps: of }) => `| \`${key}\` | ${says} | ${of?.join(', ') ?? 'every'} |`).join('\n')}

The derivation of a person's score has the nodes above the parts and, beside what is named above,

| key | what it says |
|---|---|
${personKeys.map(({ key, says }) => `| \`${key}\` | ${says} |`).join('\n')}

## How to say
| wanted | written |
|---|---|
| a constant, such as the number of indicators | \`formula\` \`"18"\`, or a dated one under \`parameters\` |
| a line through two points that nothing holds at its ends | \`distance-to-target\` with \`"from": "0"\`, \`"target": "70"\`, \`"cap": false\`; with \`"cap"\` it is held at the target alone |
| half of a figure, or a figure less a number | \`formula\` \`"x / 2"\`, \`"x - 100"\`; \`ratio\` and \`difference\` take what is read |
| weights of a third and a sixth | \`"parts": { "a": "2", "b": "2", "c": "1", "d": "1" }\` |
| an index where the lower is better | \`"score": { "of": "index", "direction": "lower" }\` |
| the mean of the others, itself left out | \`over-peers\` \`mean\` of \`"other.x"\` |
| net concordance of ELECTRE | \`over-peers\` \`sum\` of \`"0.6 * ((a >= other.a) - (other.a >= a)) + 0.4 * ((b >= other.b) - (other.b >= b))"\` |
| a bonus that is added and never lowers | \`sum\` of the score and a \`difficulty-bonus\`, then \`limits\` |
| achievement or improvement, whichever is better | \`maximum\` with \`leaveOut\` |
| a benchmark from last year's best tenth | \`peer-statistic\` \`mean-of-top\` with \`"peers": { "period": "benchmark" }\`, read as \`{ "node": ID }\` |
| winsorising at the 5th and 95th percentile | two \`peer-statistic\` quantiles, then \`limits\` with \`{ "node": ID }\` |
| comparison within fifths of poverty | \`peer-quantile\`, then \`"peers": { "group": { "node": ID } }\` |
| a share of a group's budget by points | \`peer-statistic\` \`sum\` in the group, then \`formula\` |
| a deprivation index | \`normal-scores\` or \`rank\`, \`exponential-ranks\` with \`"direction"\`, \`sum\` where the published weights do not make 1 (\`weighted-mean\` divides by what they make), \`rank\` |
| level or improvement, the latter never worth as much | \`gap-closing-target\` of the baseline, \`goalposts\` from the baseline to it with a lower \`scale\`, \`maximum\` with the level |
| equity that no gain can lower | \`minimum\` of the groups, then \`goalposts\` |
| places in a league | \`rank\` with \`"peers": { "group": "league" }\`, for views |
| a penalty | a weight in \`sum\` on a \`formula\` that is below 0 |
| other goalposts in each league | \`"low": { "by": "league", "values": { "A": "50", "B": "40" } }\` |
| yes or no printed as words | \`step-table\` with \`"rows": [{ "id": "No" }, { "from": "1", "id": "Yes" }]\` |
| a table of two ways, such as status by change | a \`step-table\` with words for each, then a \`decision-table\` whose rows name both |
| rules that hang on several figures | \`decision-table\`; the first row that holds decides |
| rules against the peers, or against last year | \`decision-table\` with \`"when": { "gain": { "from": { "node": ID } } }\`, where the node is a \`peer-statistic\`, or \`"gain@-1"\` |
| a count of deprivations, and who is poor | \`sum\` with weights, or \`formula\` \`"sum(a < 5, b < 5, c < 5)"\`; then \`formula\` \`"score >= 1 / 3"\`, and \`pool\` over the households |
| weights that hang on the place | \`"parts": { "reading": { "by": "league", "values": { "A": "70", "B": "40" } } }\` |
| weights from the peers, such as the inverse of their spread | \`peer-statistic\`, a \`formula\`, and \`"parts": { "reading": { "node": ID } }\` |
| a mean of the peers weighted by size | \`peer-statistic\` \`mean\` with \`"weight": "size"\` |
| the own score of an earlier period, under this document | \`total@baseline\` or \`total@-1\`: worked out from the figures of that period, which the cycle names under \`otherPeriods\`; with \`round\` on the node as it is printed. A score that rests on its own earlier self would go back without end and is refused: read an earlier dimension, or import the printed score as an indicator |
| growth a year over five years | \`formula\` with \`"let": { "before": "x@-5" }\`, \`"pow(x / before, 1 / 5) - 1"\` |
| the lowest of n dropped | \`mean-of-best\` with \`"take"\` n − 1 |
| the best and the worst of n dropped | \`mean-of-best\` with \`"skip"\` 1 and \`"take"\` n − 2 |
| slots that the best of what is left fills, a missing one worth 0 | \`formula\` \`"coalesce(x, 0)"\` for each, then \`mean-of-best\` with \`"skip"\` and \`"take"\` |
| value added: how far above what is usual in such circumstances | \`expected-value\` of the figure given poverty, then \`difference\` |
| comparison with the schools most like one's own | \`"peers": { "nearest": { "by": { "node": "need" }, "count": 40 } }\` |
| the best schools of a group until they have a quarter of its pupils | \`cumulative-share\` with \`"weight": "pupils"\`, \`"from": "best"\` and \`"own": "all"\`; then \`formula\` \`"reached <= 0.25"\` |
| fifths of a population | \`cumulative-share\` with \`"weight": "persons"\` and \`"own": "half"\`, then \`step-table\` |
| the median school of a district, the worst, the spread between schools | \`below-statistic\` |
| a district beside the published figure of its province | \`value-above\`, then \`difference\` or \`ratio\` |
| the mean of the districts of the own province | \`peer-statistic\` with \`"peers": { "group": "parent" }\` |
| the compromise of VIKOR | \`min-max\` turned round for the regret of each criterion, \`sum\` and \`maximum\` of the weighted regrets, \`min-max\` of both, \`weighted-mean\` |
| the nearness to an ideal of TOPSIS | \`formula\` \`"x * x"\` and \`peer-statistic\` \`sum\` to bring the criteria to one length; \`maximum\` and \`minimum\` as the ideals; \`formula\` \`"(v - ideal) ** 2"\`, \`sum\`, \`"sqrt(before)"\`, \`"worst / (best + worst)"\` |
| the assessment of CODAS | \`ratio\` to the \`peer-statistic\` \`maximum\` (or of the \`minimum\` to it), \`formula\` \`"v - worst"\` from the \`peer-statistic\` \`minimum\`, of these the root of the squares \`E\` and the \`sum\` \`T\`, then \`over-peers\` \`sum\` of \`"E - other.E + if(abs(E - other.E) >= 0.02, T - other.T, 0)"\` |
| the net flow of PROMETHEE II | \`net-flow\` of each criterion with its \`form\` and thresholds, then \`weighted-mean\` |
| weights by entropy | \`ratio\` to \`peer-statistic\` \`sum\`, \`formula\` \`"p * ln(p)"\`, \`sum\` of it over the peers, \`formula\` \`"1 + disorders / ln(n)"\` |
| a correlation of two figures over the peers | \`z-score\` of both with \`"deviation": "population"\`, \`product\`, \`peer-statistic\` \`mean\` |
| inequality among the peers, and what of it lies between groups | \`peer-statistic\` \`gini\`, by pupils with \`"weight": "pupils"\`; Theil: \`formula\` \`"x / mean * ln(x / mean)"\` and its mean, then the same with the mean of the own group in place of x |
| places by gold, then silver, then bronze | \`rank\` of a \`formula\` \`"gold * 1000000 + silver * 1000 + bronze"\` |
| a percentile rank as a normal curve equivalent | \`formula\` \`"50 + 21.06 * probit(rank / 100)"\` |
| nothing for places too small to judge | \`formula\` \`"if(pupils < 10, null, x)"\` |
| the same numbers in many formulas, dated | \`parameters\`, read by \`"let"\` |
| cut points from the peers, or that change with the year | \`step-table\` or \`interpolate\` with \`"from"\` or \`"at"\` \`{ "node": ID }\` or \`{ "parameter": NAME }\` |
| one scale over all years | \`min-max\` with \`"peers": { "periods": "all" }\` |
| a category, such as urban or rural | a column of the org units file: \`attribute\`, a group of \`peers\`, or \`"by"\`; a figure is always a number |
| rounding to hundreds | \`formula\` \`'round(x, -2, "half-up")'\` |
| a figure carried to another name or rounded | \`formula\` with \`round\` |

## Steps
| step | what it gives | depends on other org units |
|---|---|---|
${steps.map(({ name, words, peers }) => `| [${name}](#${name}) | ${words.en} | ${peers} |`).join('\n')}

${sections.join('\n')}`;
}

/** A node may be written as a chain of steps, which reading makes into nodes. */
function withChains(schema: Shape): Shape {
  const named = schema.$defs?.['Methodology'] ?? schema;
  const { nodes } = named.properties as { nodes: { additionalProperties: unknown } };
  const chain = { type: 'array', minItems: 1, items: { type: 'object', properties: { step: { type: 'string' } }, required: ['step'] } };
  const widened = { ...named, properties: { ...named.properties, nodes: { ...nodes, additionalProperties: { anyOf: [nodes.additionalProperties, chain] } } as Shape } };
  return schema.$defs ? { ...schema, $defs: { ...schema.$defs, Methodology: widened } } : widened;
}

/** Writes the generated documents, or with `--check` names those that differ. */
async function main(check: boolean): Promise<number> {
  const schema = { $id: 'urn:mizan:methodology', ...withChains(z.toJSONSchema(MethodologyDocument, { io: 'input', unrepresentable: 'any' }) as Shape) };
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
