import { type Cell } from './cell.ts';
import { indexFigures } from './figures.ts';
import { type Methodology } from './read-methodology.ts';
import { periodMeant } from './reference.ts';
import { type OrgUnit } from './org-units-file.ts';

/** One org unit in one period. */
export interface Place {
  readonly orgUnit: string;
  readonly period: string;
}
export interface ScoreOptions {
  /** One period alone; otherwise every period that stands in the cells, but for those the methodology calls by name. */
  readonly period?: string;
  /** These org units, also where they have no cell at all; they are each other's peers. */
  readonly orgUnits?: readonly string[];
  /** Results for these alone; all others are still peers. */
  readonly wanted?: readonly string[];
  /** Hierarchy and attributes. With them only the methodology's level is scored. */
  readonly hierarchy?: readonly OrgUnit[];
  /** The day whose parameters apply, in whatever period a node is worked out; otherwise the first day of that period. */
  readonly on?: string;
}

/** Who there is, when, and above or below whom. */
export function openPopulation({ document, level, namedPeriods, tellsSourcesApart }: Methodology, cells: readonly Cell[], { hierarchy = [], orgUnits, period: only }: ScoreOptions) {
  const figures = indexFigures(cells, tellsSourcesApart);
  const units = new Map(hierarchy.map((unit) => [unit.code, unit]));
  const children = Map.groupBy(hierarchy, ({ parent }) => parent);
  const levelOf = (code: string) => units.get(code)?.level ?? '';
  const listed = orgUnits && new Set(orgUnits);
  const isScored = (code: string) => (listed ? listed.has(code) : !level || units.size === 0 || levelOf(code) === level);
  const standingOf = (code: string) => (isScored(code) ? 'scored' : `level ${levelOf(code)}`);
  const alike = memo((key: string) => {
    const [period = '', standing = ''] = key.split('\0');
    return { key, units: unitsIn(period).filter((code) => standingOf(code) === standing) };
  });
  const withParents = memo((period: string) => new Set(figures.unitsIn(period).flatMap((code) => above(code))));
  const above = (code: string): string[] => [code, ...(units.get(code)?.parent ? above(units.get(code)!.parent) : [])];
  const unitsIn = memo((period: string) => {
    const asked = orgUnits && period === only ? orgUnits : [];
    return [...new Set([...asked, ...figures.unitsIn(period), ...(level ? withParents(period) : [])])];
  });
  const below = (code: string, wanted: string): string[] => (children.get(code) ?? []).flatMap((child) => (child.level === wanted ? [child.code] : below(child.code, wanted)));
  return {
    figures: figures.of,
    attribute: (code: string, name: string) => units.get(code)?.attributes[name] || undefined,
    below,
    /** Those of a level over an org unit: one, where the hierarchy is a tree. */
    above: (code: string, wanted: string) => above(code).slice(1).filter((one) => levelOf(one) === wanted),
    /** Those of the same standing: the org units that are scored, or those of the same level. */
    alike: (code: string, period: string) => alike(`${period}\0${standingOf(code)}`),
    places: (): Place[] => (only === undefined ? figures.periods.filter((period) => !namedPeriods.has(period)) : [only]).flatMap((period) => unitsIn(period).filter(isScored).map((orgUnit) => ({ orgUnit, period }))),
    /** Those that the figures are of, but for the ones the methodology calls by name. */
    scoredPeriods: (): readonly string[] => figures.periods.filter((period) => !namedPeriods.has(period)),
    /** The newest first, up to the one given. */
    periodsUpTo: memo((period: string) => figures.periods.filter((one) => !namedPeriods.has(one) && one <= period).sort().reverse()),
    /** The real period that a methodology's word for one means. */
    resolve: (word: string, from: string): string => periodMeant(word, from, document.periods),
  };
}
export type Population = ReturnType<typeof openPopulation>;

/** Remembers what was made for a text. */
function memo<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const found = made.get(text) ?? make(text);
    made.set(text, found);
    return found;
  };
}
