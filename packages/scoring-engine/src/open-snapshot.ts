import { type Cell } from './cell.ts';
import { type OrgUnit, readOrgUnits } from './org-units-file.ts';
import { orgUnitsRead } from './org-units-read.ts';
import { type Methodology } from './read-methodology.ts';
import { readValues } from './values-file.ts';

/** What a frozen snapshot holds of figures and hierarchy: the bytes its leaf names, as text, and what the leaf says of the cycle. */
export interface SnapshotFiles {
  readonly values: string;
  readonly orgUnits: string;
  readonly cycleId: string;
  /** The first day of the cycle, whose parameters apply; without it, as before it was kept, the first day that the cycle's name says. */
  readonly start?: string | undefined;
  /** The level the cycle is about; a methodology's own word on its level comes first. */
  readonly level: string;
}
/** A snapshot as `score`, `whatIf` and `outcomes` take it. */
export interface OpenedSnapshot {
  readonly cells: readonly Cell[];
  readonly options: { readonly period: string; readonly on?: string; readonly orgUnits: readonly string[]; readonly hierarchy: readonly OrgUnit[] };
}

/**
 * Opens a frozen snapshot for a methodology: all its figures, the hierarchy with every attribute, and whoever is scored, in code order.
 * Whoever computes a score of a cycle opens the snapshot here, so that all see the same figures and the same peers.
 * @throws ValuesError where the files are not what a snapshot's files are, or a figure stands once a source and the methodology does not tell sources apart
 */
export function openSnapshot(methodology: Pick<Methodology, 'level' | 'tellsSourcesApart'>, files: SnapshotFiles): OpenedSnapshot {
  return opened(methodology, files, readOrgUnits(files.orgUnits), files.values);
}

/**
 * The same for the scores of some org units, with the lines alone that these rest on, wherever no others count in them: who reads one district of many reads its own schools.
 * The file must be known to be a frozen one: nothing is found of the lines that are left out.
 * @throws ValuesError as openSnapshot does
 */
export function openSnapshotOf(methodology: Methodology, files: SnapshotFiles, orgUnits: readonly string[]): OpenedSnapshot {
  const hierarchy = readOrgUnits(files.orgUnits);
  const read = orgUnitsRead(methodology, hierarchy, { period: files.cycleId, level: methodology.level ?? files.level }, orgUnits);
  return opened(methodology, files, hierarchy, read ? linesOf(files.values, read) : files.values);
}

/** The header and the lines of some org units; the whole text where lines could not be told apart by their beginning, or none of them has one. */
function linesOf(text: string, orgUnits: ReadonlySet<string>): string {
  const [header = '', ...lines] = text.split('\n');
  const some = lines.filter((line) => orgUnits.has(line.slice(0, line.indexOf(','))));
  return some.length === 0 || text.includes('"') || !header.startsWith('org_unit,') ? text : [header, ...some].join('\n');
}

function opened({ level: own, tellsSourcesApart }: Pick<Methodology, 'level' | 'tellsSourcesApart'>, { cycleId, start, level }: Pick<SnapshotFiles, 'cycleId' | 'start' | 'level'>, hierarchy: readonly OrgUnit[], values: string): OpenedSnapshot {
  const scored = hierarchy.filter((unit) => unit.level === (own ?? level)).map(({ code }) => code);
  return { cells: readValues(values, { sources: tellsSourcesApart }), options: { period: cycleId, ...(start === undefined ? {} : { on: start }), orgUnits: scored.sort(), hierarchy } };
}
