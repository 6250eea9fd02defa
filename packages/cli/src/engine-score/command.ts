import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Methodology, MethodologyError, readMethodology, readValues, score, type ScoreResult, ValuesError } from '@mizan/scoring-engine';
import { exit } from '../session/failure.ts';
import { type Form, lines } from './lines.ts';
import { readJson } from './read-json.ts';
import { withinReason } from './within-reason.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
interface Wanted {
  readonly methodology: string;
  readonly values: string;
  readonly period: string | undefined;
  readonly form: Form;
}

const usage = 'usage: mizan engine score --methodology M.json --values V.csv [--json] [--node ID] [--nodes] [--period P]\n';

/** `engine score`: scores a values file by a methodology, without any service. @returns 0 done, 1 the input has faults, 2 wrong use or unreadable file */
export async function engineScore(argv: readonly string[], { stdout, stderr }: Io): Promise<number> {
  const say = (code: number, text: string) => (stderr.write(withinReason(text)), code);
  if (argv.includes('--help') || argv.includes('-h')) return (stdout.write(usage), exit.done);
  const wanted = readArguments(argv);
  if (typeof wanted === 'string') return say(exit.usage, `${wanted}\n${usage}`);
  const [document, text] = [await readText(wanted.methodology), await readText(wanted.values)];
  if (document === undefined) return say(exit.usage, `The methodology ${wanted.methodology} cannot be read as a text file.`);
  if (text === undefined) return say(exit.usage, `The values file ${wanted.values} cannot be read as UTF-8 text.`);
  try {
    const methodology = readMethodology(readJson(document));
    const { node } = wanted.form;
    if (node !== undefined && !(node in methodology.document.nodes)) return say(exit.usage, `The methodology has no node ${node}. It has: ${Object.keys(methodology.document.nodes).join(', ')}.`);
    const cells = readValues(text);
    const ignored = cells.filter(({ indicator }) => !(indicator in methodology.indicators));
    if (ignored.length) say(0, `${ignored.length} rows of ${new Set(ignored.map(({ indicator }) => indicator)).size} indicators the methodology does not use were ignored.`);
    for (const line of lines(results(methodology, cells, wanted.period), wanted.form)) stdout.write(`${line}\n`);
    return exit.done;
  } catch (error) {
    if (error instanceof MethodologyError) return say(exit.faults, `The methodology has faults:\n${error.faults.map(({ pointer, text: fault }) => `${pointer}: ${fault}`).join('\n')}`);
    if (error instanceof ValuesError) return say(exit.faults, `The values file has faults; nothing was scored:\n${error.message}`);
    throw error;
  }
}

function results(methodology: Methodology, cells: ReturnType<typeof readValues>, period: string | undefined): ScoreResult[] {
  return score(methodology, cells, period === undefined ? {} : { period });
}

function readArguments(argv: readonly string[]): Wanted | string {
  try {
    const { values } = parseArgs({ args: [...argv], options: { methodology: { type: 'string' }, values: { type: 'string' }, period: { type: 'string' }, node: { type: 'string' }, nodes: { type: 'boolean' }, json: { type: 'boolean' } } });
    if (!values.methodology || !values.values) return 'Both --methodology and --values are needed.';
    return { methodology: values.methodology, values: values.values, period: values.period, form: { json: values.json ?? false, nodes: values.nodes ?? false, node: values.node } };
  } catch (error) {
    return (error as Error).message;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
