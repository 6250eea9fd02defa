import { type Cell } from './cell.ts';
import { derive, type Derivation } from './derivation.ts';
import { type Methodology } from './read-methodology.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import { scoreOrgUnit } from './score-org-unit.ts';

export interface ScoreResult {
  readonly orgUnit: string;
  readonly period: string;
  readonly status: 'scored' | 'not-scorable';
  /** As rounded and printed. */
  readonly score?: string;
  /** The exact number: a decimal that ends, or numerator/denominator. */
  readonly exact?: string;
  readonly band?: string;
  readonly reasons: readonly Reason[];
  readonly nodes: Readonly<Record<string, { value: string; exact: string; status: string }>>;
  readonly derivation: Derivation;
}
export interface ScoreOptions {
  /** One period alone; otherwise every period that stands in the cells. */
  readonly period?: string;
  /** These org units, also where they have no cell at all. */
  readonly orgUnits?: readonly string[];
}

/**
 * Scores every org unit and period in the order of first appearance. No result depends on another org unit or on the order of cells.
 * What cannot be scored is a result with its reasons, never an error and never a zero.
 */
export function score(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions = {}): ScoreResult[] {
  const wanted = cells.filter(({ period }) => options.period === undefined || period === options.period);
  const groups = new Map<string, { orgUnit: string; period: string; cells: Map<string, Cell> }>();
  const group = (orgUnit: string, period: string) => {
    const key = JSON.stringify([orgUnit, period]);
    const found = groups.get(key) ?? { orgUnit, period, cells: new Map<string, Cell>() };
    groups.set(key, found);
    return found;
  };
  if (options.period !== undefined) for (const orgUnit of options.orgUnits ?? []) group(orgUnit, options.period);
  const allowed = options.orgUnits && new Set(options.orgUnits);
  for (const cell of wanted) if (!allowed || allowed.has(cell.orgUnit)) group(cell.orgUnit, cell.period).cells.set(cell.indicator, cell);
  return [...groups.values()].map(({ orgUnit, period, cells: own }) => resultOf(methodology, orgUnit, period, own));
}

/** One org unit's score if some values were others and all else unchanged. */
export function whatIf(methodology: Methodology, cells: readonly Cell[], { orgUnit, period, values }: { orgUnit: string; period: string; values: Readonly<Record<string, string>> }): ScoreResult {
  const own = new Map(cells.filter((cell) => cell.orgUnit === orgUnit && cell.period === period).map((cell) => [cell.indicator, cell]));
  for (const [indicator, value] of Object.entries(values)) own.set(indicator, { orgUnit, indicator, period, status: 'present', value });
  return resultOf(methodology, orgUnit, period, own);
}

function resultOf(methodology: Methodology, orgUnit: string, period: string, cells: ReadonlyMap<string, Cell>): ScoreResult {
  const scored = scoreOrgUnit(methodology, cells);
  const derivation = derive(methodology, cells, scored);
  const { printed, exact, band } = scored;
  const nodes = Object.fromEntries(Object.entries(derivation.nodes).map(([id, { value, exact: text, status }]) => [id, { value, exact: text, status }]));
  if (printed === undefined || exact === undefined) return { orgUnit, period, status: 'not-scorable', reasons: reasonsOf(methodology, scored), nodes, derivation };
  return { orgUnit, period, status: 'scored', score: printed, exact, ...(band === undefined ? {} : { band }), reasons: [], nodes, derivation };
}
