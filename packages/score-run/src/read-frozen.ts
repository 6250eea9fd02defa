import { type Cell, readValues } from '@mizan/scoring-engine';
import { csvRows } from '@mizan/scoring-engine/values-file.ts';

/** What a run reads of a snapshot. */
export interface FrozenInput {
  readonly cells: readonly Cell[];
  /** Everybody who is scored, in code order: each other's peers. */
  readonly orgUnits: readonly string[];
}

/** Reads the files of a snapshot as every run does, today's and the replay of an earlier one. @throws ValuesError */
export function readFrozen({ values, hierarchy }: { readonly values: string; readonly hierarchy: string }, level: string): FrozenInput {
  return { cells: readValues(values), orgUnits: orgUnitsAt(hierarchy, level) };
}

/** Codes of the org units of one level in a frozen hierarchy, in code order. */
function orgUnitsAt(hierarchy: string, level: string): string[] {
  const [header, ...rows] = csvRows(hierarchy);
  const [code, at] = ['code', 'level'].map((name) => header?.fields.indexOf(name) ?? -1);
  return rows.flatMap(({ fields }) => (fields[at!] === level ? [fields[code!] ?? ''] : [])).sort();
}
