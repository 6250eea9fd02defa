import { type Cell } from './cell.ts';
import { figuresRead, type Look, type Read } from './figures-read.ts';
import { type OpenedSnapshot } from './open-snapshot.ts';
import { type OrgUnit } from './org-units-file.ts';
import { type Methodology } from './read-methodology.ts';
import { periodMeant, shifted } from './reference.ts';
import { stepNamed } from './steps/index.ts';

/**
 * What a methodology's score rests on and a snapshot has of nobody, each as a sentence that says what to add; nothing where it can be run.
 * One org unit's missing figure is no unmet need: it has a kind and a rule. A figure that nobody could have is a cycle that was not named, a column that was not imported.
 */
export function unmetNeeds(methodology: Methodology, { cells, options: { period, hierarchy, orgUnits } }: OpenedSnapshot): string[] {
  const levels = new Map(hierarchy.map(({ code, level }) => [code, level]));
  const scored = { period, level: levels.get(orgUnits[0] ?? '') ?? methodology.level ?? '' };
  const { figures, looks } = figuresRead(methodology, scored);
  const known = indexed(cells, levels);
  const needs = figures.flatMap((read) => figureNeed(read, known, scored) ?? []);
  const attributes = attributesRead(methodology).filter((name) => !hierarchy.some((unit) => unit.attributes[name]));
  return [...new Set([...looks.flatMap((look) => levelNeed(look, hierarchy) ?? []), ...needs, ...earlierNeeds(methodology, cells, period), ...attributes.map((name) => `No org unit has the attribute ${name}. Add a column ${name} to the org units file, import it and freeze the cycle again.`)])];
}

/** That nobody of one level has anybody of the other on that side. */
function levelNeed({ level, side, other }: Look, hierarchy: readonly OrgUnit[]): string | undefined {
  const units = new Map(hierarchy.map((unit) => [unit.code, unit]));
  const [lower, upper] = side === 'below' ? [other, level] : [level, other];
  const under = (unit: OrgUnit | undefined): boolean => unit !== undefined && (unit.level === upper || under(units.get(unit.parent)));
  if (hierarchy.some((unit) => unit.level === lower && under(units.get(unit.parent)))) return undefined;
  return `No org unit of the level ${other} stands ${side} one of the level ${level}, and the methodology reads the figures of those. Import them with their level and parent_code (mizan import org_units.csv --kind org-units) and freeze the cycle again.`;
}

const key = (...parts: readonly string[]) => parts.join('\0');

interface Known {
  readonly levels: ReadonlySet<string>;
  /** Of anybody, and once more by level. */
  readonly figures: ReadonlySet<string>;
}

function indexed(cells: readonly Cell[], levels: ReadonlyMap<string, string>): Known {
  const known = new Set<string>();
  const present = new Set<string>();
  for (const { orgUnit, period, indicator, subgroup = '', source = '', standardError } of cells) {
    const level = levels.get(orgUnit) ?? '';
    const own = key(level, period, indicator);
    present.add(level);
    known.add(key(period, indicator)).add(own).add(key(own, 'subgroup', subgroup)).add(key(own, 'source', source));
    if (standardError !== undefined) known.add(key(own, 'standard error'));
  }
  return { levels: present, figures: known };
}

function figureNeed(read: Read, { levels, figures: known }: Known, scored: { readonly period: string; readonly level: string }): string | undefined {
  const { id, period, word, level, subgroup, source, side } = read;
  const whose = level === scored.level ? '' : ` of each ${level}`;
  const of = `The figure of ${id}${whose}${period === scored.period ? '' : ` for ${word === period ? period : `${word} (${period})`}`}`;
  const own = key(level, period, id);
  if (!known.has(key(period, id))) return period === scored.period ? `${of} has no period in the cycle: name under "periods" the one it is taken from.` : `${of} has no period in the cycle: name under "otherPeriods", for ${JSON.stringify(nameFor(period, word, scored.period))}, the one it is taken from.`;
  if (!known.has(own) && !levels.has(level)) return `${of} is not in the snapshot, which has no figure of the level ${level} at all: name ${level} under "otherLevels" of the cycle, import the figures of those org units where there are none, and freeze the cycle again.`;
  if (!known.has(own)) return `${of} is there of nobody: import observations of ${id} of org units of the level ${level} and freeze the cycle again.`;
  if (subgroup !== undefined && !known.has(key(own, 'subgroup', subgroup))) return `${of} is there of nobody's subgroup ${subgroup}: import observations with ${subgroup} in a column subgroup and freeze the cycle again.`;
  if (source !== undefined && !known.has(key(own, 'source', source))) return `${of} is there from no source ${source} kept apart: its row of the indicators file must say several in a column sources before its observations are imported, and they ${source} in theirs.`;
  if (side === 'standardError' && !known.has(key(own, 'standard error'))) return `${of} has nobody's standard error: import observations with a column standard_error and freeze the cycle again.`;
  return undefined;
}

/** A cycle knows nothing of words that the document binds itself: they are named by the period they mean. */
const nameFor = (period: string, word: string | undefined, scored: string) => (word !== undefined && periodMeant(word, scored) === period ? word : period);

/** Averages over periods and values carried forward need periods to look back on. */
function earlierNeeds({ document, namedPeriods }: Methodology, cells: readonly Cell[], scored: string): string[] {
  const periods = new Set(cells.map(({ period }) => period).filter((period) => period !== scored && !namedPeriods.has(period)));
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const earlier = stepNamed.get(node.step)?.earlier?.(node as never) ?? [];
    if (earlier === 'any') return periods.size ? [] : [`The step ${node.step} of ${id} reads earlier periods: name under "otherPeriods" of the cycle, for "-1", "-2" and so on, the ones its figures are taken from.`];
    const absent = earlier.filter((word) => !periods.has(shifted(scored, Number(word)) ?? ''));
    return absent.map((word) => `The step ${node.step} of ${id} reads the period ${word}: name under "otherPeriods" of the cycle, for ${JSON.stringify(word)}, the one each of its figures is taken from.`);
  });
}

/** The columns of the org units file that the document names: of the step `attribute`, of numbers that are read from one, of groups. */
function attributesRead({ document }: Methodology): string[] {
  const named = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { attribute, by, values, group } = value as Record<string, unknown>;
    return [attribute, values === undefined ? undefined : by, group].filter((name): name is string => typeof name === 'string').concat(Object.values(value).flatMap(named));
  };
  return [...new Set(Object.values(document.nodes).flatMap((node) => [...(node.step === 'attribute' ? [String(node['name'])] : []), ...named(node)]))].sort();
}
