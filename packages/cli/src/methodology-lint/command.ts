import { readFile } from 'node:fs/promises';
import { type Finding, lint, mendFirst, MethodologyError, readMethodology, readOrgUnits, readValues, ValuesError } from '@mizan/scoring-engine';
import { readJson } from '../engine-score/read-json.ts';
import { exit } from '../session/failure.ts';
import { fileFaults } from './file-faults.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
interface Options {
  readonly file: string;
  readonly values?: string;
  readonly orgUnits?: string;
  readonly core?: string;
  readonly json?: boolean;
}

/** `methodology lint`: errors, warnings and what is for information, each with its place and what to do. @returns 0 no errors, 1 errors, 2 unreadable file */
export async function methodologyLint({ file, values, orgUnits, core, json = false }: Options, { stdout, stderr }: Io): Promise<number> {
  const texts = await Promise.all([file, values, orgUnits, core].map((path) => (path === undefined ? Promise.resolve('') : readFile(path, 'utf8').catch(() => undefined))));
  if (texts.some((text) => text === undefined)) return stderr.write(`${[file, values, orgUnits, core].filter((_, index) => texts[index] === undefined).join(', ')} cannot be read as a text file.\n`), exit.usage;
  const tell = (found: readonly Finding[]) => {
    for (const finding of found) stdout.write(json ? `${JSON.stringify(finding)}\n` : inWords(finding));
    if (found.some(({ advice }) => advice === mendFirst)) stderr.write('Mend this first: nothing else is looked at before.\n');
    const count = (one: (typeof found)[number]['severity']) => found.filter(({ severity }) => severity === one).length;
    const [errors, warnings, information] = [count('error'), count('warning'), count('information')];
    const told = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
    stderr.write(`${told(errors, 'error')}, ${told(warnings, 'warning')}${information ? `, ${information} for information` : ''}\n`);
    return errors ? exit.faults : exit.done;
  };
  try {
    const document = readJson(texts[0]!);
    const found = lint(document, texts[1] ? readValues(texts[1], { sources: tellsSourcesApart(document) }) : [], { ...(texts[2] ? { hierarchy: readOrgUnits(texts[2]) } : {}), ...(texts[3] ? { core: readJson(texts[3]) } : {}) });
    return tell(found);
  } catch (error) {
    if (error instanceof ValuesError) return stderr.write(fileFaults('The input files have faults:', error)), exit.faults;
    if (error instanceof MethodologyError) return tell(error.faults.map(({ pointer, text }) => ({ severity: 'error', pointer, text, advice: mendFirst })));
    throw error;
  }
}

/** What is said alike of every fault that stops the reading is said once, at the end. */
const inWords = ({ severity, pointer, text, advice }: Finding) => `${severity} ${pointer}: ${text}${advice === mendFirst ? '' : `; ${advice}`}\n`;

/** A faulty document is told of by the linter itself. */
function tellsSourcesApart(document: unknown): boolean {
  try {
    return readMethodology(document).tellsSourcesApart;
  } catch (error) {
    if (error instanceof MethodologyError) return false;
    throw error;
  }
}
