import { type Cell } from './cell.ts';
import { type OrgUnit, readOrgUnits } from './org-units-file.ts';
import { type Methodology } from './read-methodology.ts';
import { readValues } from './values-file.ts';

/** What a frozen snapshot holds of figures and hierarchy: the bytes its leaf names, as text, and what the leaf says of the cycle. */
export interface SnapshotFiles {
  readonly values: string;
  readonly orgUnits: string;
  readonly cycleId: string;
  /** The level the cycle is about; a methodology's own word on its level comes first. */
  readonly level: string;
}
/** A snapshot as `score`, `whatIf` and `outcomes` take it. */
export interface OpenedSnapshot {
  readonly cells: readonly Cell[];
  readonly options: { readonly period: string; readonly orgUnits: readonly string[]; readonly hierarchy: readonly OrgUnit[] };
}

/**
 * Opens a frozen snapshot for a methodology: all its figures, the hierarchy with every attribute, and whoever is scored, in code order.
 * Whoever computes a score of a cycle opens the snapshot here, so that all see the same figures and the same peers.
 * @throws ValuesError where the files are not what a snapshot's files are, or a figure stands once a source and the methodology does not tell sources apart
 */
export function openSnapshot({ level: own, tellsSourcesApart }: Pick<Methodology, 'level' | 'tellsSourcesApart'>, { values, orgUnits, cycleId, level }: SnapshotFiles): OpenedSnapshot {
  const hierarchy = readOrgUnits(orgUnits);
  const scored = hierarchy.filter((unit) => unit.level === (own ?? level)).map(({ code }) => code);
  return { cells: readValues(values, { sources: tellsSourcesApart }), options: { period: cycleId, orgUnits: scored.sort(), hierarchy } };
}
