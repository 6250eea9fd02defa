import { parseArgs } from 'node:util';
import { AttributionError, type Cell, dayNumber, type ManagerScore, type Methodology, MethodologyError, type OrgUnit, readMethodology, readOrgUnits, readValues, scoreEach, type ScoreResult, ValuesError } from '@mizan/scoring-engine';
import { exit } from '../session/failure.ts';
import { type Form, lines } from './lines.ts';
import { ignoredInWords, nobodyInWords, notePeriods, outsideItsDays } from './notes.ts';
import { type People, peopleAsked, peopleLines, readTables } from './people.ts';
import { readJson } from './read-json.ts';
import { isFile, readText } from './read-text.ts';
import { textPieces } from './text-pieces.ts';
import { countNotScorable } from './why-not-scorable.ts';
import { withinReason } from './within-reason.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
interface Wanted {
  readonly methodology: string;
  readonly values: string;
  readonly orgUnits: string | undefined;
  readonly period: string | undefined;
  readonly on: string | undefined;
  readonly form: Form;
  readonly people: People | undefined;
}

const usage = 'usage: mizan engine score --methodology M.json --values V.csv [--org-units O.csv] [--json] [--node ID | --nodes [a,b]] [--period P] [--on YYYY-MM-DD]\n       people: --attributions A.csv --cycle FIRST-DAY..LAST-DAY [--period P] [--take-overs T.csv] [--json]\n';

/** `engine score`: scores a values file by a methodology, without any service. @returns 0 done, 1 the input has faults, 2 wrong use or unreadable file */
export async function engineScore(argv: readonly string[], { stdout, stderr }: Io): Promise<number> {
  const say = (code: number, text: string, count?: number) => (stderr.write(withinReason(text, count)), code);
  if (argv.includes('--help') || argv.includes('-h')) return (stdout.write(usage), exit.done);
  const wanted = readArguments(argv);
  if (typeof wanted === 'string') return say(exit.usage, `${wanted}\n${usage}`);
  const document = await readText(wanted.methodology);
  if (document === undefined) return say(exit.usage, `The methodology ${wanted.methodology} cannot be read as a text file.`);
  if (!(await isFile(wanted.values))) return say(exit.usage, `The values file ${wanted.values} cannot be read.`);
  const units = wanted.orgUnits === undefined ? '' : await readText(wanted.orgUnits);
  if (units === undefined) return say(exit.usage, `The org units file ${wanted.orgUnits} cannot be read as UTF-8 text.`);
  const tables = wanted.people && (await readTables(wanted.people));
  if (typeof tables === 'string') return say(exit.usage, tables);
  try {
    const methodology = readMethodology(readJson(document));
    const unknown = [wanted.form.node ?? [], wanted.form.only ?? []].flat().filter((node) => !Object.hasOwn(methodology.document.nodes, node));
    if (unknown.length > 0) return say(exit.usage, `The methodology has no node ${unknown.join(', ')}. It has: ${Object.keys(methodology.document.nodes).join(', ')}.`);
    const hierarchy = units === '' ? undefined : readOrgUnits(units);
    const cells = readValues(textPieces(wanted.values), { sources: methodology.tellsSourcesApart });
    const ignored = ignoredInWords(methodology, cells);
    if (ignored) say(0, ignored);
    if (wanted.people && tables) {
      if (!methodology.document.attribution) return say(exit.usage, 'The methodology has no attribution, so that only org units have scores. Leave --attributions away, or add the section.');
      const counted = countNotScorable<ManagerScore>(({ person }) => person);
      for (const line of peopleLines(methodology, cells, tables, wanted.people, { ...placeOf(hierarchy, wanted), json: wanted.form.json }, (all) => counted.passing(all))) stdout.write(`${line}\n`);
      stderr.write(counted.inWords());
      return exit.done;
    }
    return scoreOrgUnits({ ...wanted, methodology, cells, hierarchy }, { stdout, stderr });
  } catch (error) {
    if (error instanceof MethodologyError) return say(exit.faults, `The methodology has faults:\n${error.faults.map(({ pointer, text: fault }) => `${pointer}: ${fault}`).join('\n')}`);
    if (error instanceof ValuesError) return say(exit.faults, `The input files have faults; nothing was scored:\n${error.message}`, error.count);
    if (error instanceof AttributionError) return say(exit.faults, `The unit-of-attribution table cannot be used; nothing was scored:\n${error.message}`);
    throw error;
  }
}

interface Scoring extends Pick<Wanted, 'period' | 'on' | 'form'> {
  readonly methodology: Methodology;
  readonly cells: readonly Cell[];
  readonly hierarchy: readonly OrgUnit[] | undefined;
}

function scoreOrgUnits(scoring: Scoring, { stdout, stderr }: Io): number {
  const { methodology, cells, hierarchy, form } = scoring;
  const notScorable = countNotScorable<ScoreResult>(({ orgUnit }) => orgUnit, ...whyNoNode(form.node));
  const noted = notePeriods(notScorable.passing(scoreEach(methodology, cells, placeOf(hierarchy, scoring))));
  for (const line of lines(noted.results, form)) stdout.write(`${line}\n`);
  stderr.write(notScorable.inWords());
  const isNobody = noted.periods.size === 0;
  const note = isNobody ? nobodyInWords(scoring) : outsideItsDays(scoring, [...noted.periods]);
  if (note) stderr.write(withinReason(note));
  return isNobody ? exit.faults : exit.done;
}

/** Of a node in place of the score, its own kind of missing. */
const whyNoNode = (node: string | undefined) => (node === undefined ? [] : ([({ nodes }: ScoreResult) => (nodes[node]?.status === 'present' ? undefined : `${node} is ${nodes[node]?.status}`)] as const));

const placeOf = (hierarchy: readonly OrgUnit[] | undefined, { period, on }: Pick<Wanted, 'period' | 'on'>) => ({ ...(period === undefined ? {} : { period }), ...(on === undefined ? {} : { on }), ...(hierarchy ? { hierarchy } : {}) });

function readArguments(argv: readonly string[]): Wanted | string {
  try {
    const { argv: plain, only } = takeNodeList(argv);
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: plain, options: { methodology: text, values: text, 'org-units': text, period: text, on: text, node: text, attributions: text, cycle: text, 'take-overs': text, nodes: { type: 'boolean' }, json: { type: 'boolean' } } });
    if (!values.methodology || !values.values) return 'Both --methodology and --values are needed.';
    if (values.on !== undefined && dayNumber(values.on) === undefined) return `--on ${values.on} is no day; write it as 2026-07-01.`;
    const people = peopleAsked(values);
    if (typeof people === 'string') return people;
    return { people, methodology: values.methodology, values: values.values, orgUnits: values['org-units'], period: values.period, on: values.on, form: { json: values.json ?? false, nodes: values.nodes ?? false, only, node: values.node } };
  } catch (error) {
    return (error as Error).message;
  }
}

/** `--nodes` stands alone for all of them, or with their ids. */
function takeNodeList(argv: readonly string[]): { argv: string[]; only: readonly string[] | undefined } {
  const plain = argv.map((word) => (word.startsWith('--nodes=') ? ['--nodes', word.slice(8)] : [word])).flat();
  const at = plain.indexOf('--nodes');
  const list = at < 0 ? undefined : plain[at + 1];
  return list === undefined || list.startsWith('--') ? { argv: plain, only: undefined } : { argv: plain.toSpliced(at + 1, 1), only: list.split(',') };
}
