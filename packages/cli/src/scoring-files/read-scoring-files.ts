import { type Cell, dayNumber, type Methodology, MethodologyError, type OrgUnit, readMethodology, readOrgUnits, readValues, ValuesError } from '@mizan/scoring-engine';
import { type Eligibility, eligibilityFault, newestPeriod, type PostHolder, readPostHolders } from '@mizan/simulation';
import { readJson } from '../engine-score/read-json.ts';
import { readText } from '../engine-score/read-text.ts';
import { withinReason } from '../engine-score/within-reason.ts';
import { exit, Failure } from '../session/failure.ts';

/** What every look at a methodology over a values file may be given. */
export interface ScoringOptions {
  readonly values: string;
  readonly orgUnits?: string;
  readonly period?: string;
  readonly on?: string;
  readonly eligibleFrom?: string;
  readonly eligibleBands?: string;
  readonly json?: boolean;
}
export interface ScoringFiles {
  readonly methodologies: readonly Methodology[];
  readonly cells: readonly Cell[];
  readonly hierarchy: readonly OrgUnit[] | undefined;
  readonly eligibility: Eligibility;
}

/** Reads methodologies, values and org units. @throws Failure saying which file has which fault */
export async function readScoringFiles(documents: readonly string[], { values, orgUnits, on, eligibleFrom, eligibleBands }: ScoringOptions): Promise<ScoringFiles> {
  if (on !== undefined && dayNumber(on) === undefined) throw new Failure(exit.usage, `--on ${on} is no day; write it as 2026-07-01.`);
  const methodologies: Methodology[] = [];
  for (const file of documents) methodologies.push(await readDocument(file));
  const text = await textOf(values, 'values');
  const units = orgUnits === undefined ? undefined : await textOf(orgUnits, 'org units');
  const cells = within(values, () => readValues(text, { sources: methodologies.some(({ tellsSourcesApart }) => tellsSourcesApart) }));
  const hierarchy = units === undefined ? undefined : within(orgUnits!, () => readOrgUnits(units));
  const eligibility: Eligibility = { minimumScore: eligibleFrom, bands: eligibleBands?.split(',').map((band) => band.trim()) };
  const fault = eligibilityFault(eligibility, methodologies);
  if (fault) throw new Failure(exit.usage, fault);
  return { methodologies, cells, hierarchy, eligibility };
}

/** The period asked for, or the newest that has figures. @throws Failure naming the periods there are */
export function periodOf({ methodologies, cells }: ScoringFiles, asked: string | undefined): string {
  const periods = [...new Set(cells.map(({ period }) => period))].sort();
  const found = asked ?? newestPeriod(methodologies[0]!, cells);
  if (found === undefined || !periods.includes(found)) throw new Failure(exit.usage, `The values file has no figure of period ${found ?? 'that is scored'}. Its periods are: ${periods.join(', ')}.`);
  return found;
}

/** Who held which post. @throws Failure */
export async function readHolders(postings: string | undefined, posts: string | undefined): Promise<readonly PostHolder[]> {
  if (postings === undefined) return [];
  const [text, postsText] = [await textOf(postings, 'postings'), posts === undefined ? '' : await textOf(posts, 'posts')];
  return within(postings, () => readPostHolders(text, postsText));
}

export async function readDocument(file: string): Promise<Methodology> {
  const text = await textOf(file, 'methodology');
  try {
    return readMethodology(readJson(text));
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    throw new Failure(exit.faults, withinReason(`The methodology ${file} has faults:\n${error.faults.map(({ pointer, text: fault }) => `${pointer}: ${fault}`).join('\n')}`).trimEnd());
  }
}

async function textOf(file: string, kind: string): Promise<string> {
  const text = await readText(file);
  if (text === undefined) throw new Failure(exit.usage, `The ${kind} file ${file} cannot be read as UTF-8 text.`);
  return text;
}

function within<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    throw new Failure(exit.faults, withinReason(`${file} has faults; nothing was worked out:\n${error.message}`, error.count).trimEnd());
  }
}
