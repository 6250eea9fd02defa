import { type Cell, type Column } from '../cell.ts';
import { inputsOf } from '../inputs-of.ts';
import { openRun } from '../open-run.ts';
import { type Methodology } from '../read-methodology.ts';
import { type ScoreOptions } from '../population.ts';
import { figureKey, readReference } from '../reference.ts';
import { rootOf, type Root } from '../score-org-unit.ts';
import { type Cycle, dayNumber, dayText } from './days.ts';
import { type DerivedBaseline } from './derived.ts';
import { type TakeOver } from './rows.ts';
import { type Treatment } from './schema.ts';

export interface AttributionOptions extends ScoreOptions {
  readonly period: string;
  readonly cycle: Cycle;
  readonly takeOvers?: readonly TakeOver[];
}
type Days = readonly (Treatment | undefined)[];

/** What the org units have, each worked out once, and again from the value at take-over for who took one over. */
export function openOrgUnits(methodology: Methodology, cells: readonly Cell[], options: AttributionOptions) {
  const { takeOvers = [], cycle, period } = options;
  const { attribution, nodes } = methodology.document;
  const run = openRun(methodology, cells, options);
  const scored = new Set(run.population.places().map(({ orgUnit }) => orgUnit));
  const baseline = attribution?.handover && run.population.resolve(attribution.handover.baseline, period);
  const own = new Map<string, ReturnType<typeof openRun>>();

  const recordsOf = (orgUnit: string, day: string | undefined) => (day === undefined ? [] : takeOvers.filter((one) => one.orgUnit === orgUnit && one.day === day));
  function runOf(orgUnit: string, days: Days) {
    const day = takenOver(days, cycle);
    const records = baseline === undefined ? [] : recordsOf(orgUnit, day);
    if (records.length === 0) return run;
    const key = `${orgUnit}\0${day}`;
    const known = own.get(key) ?? openRun(methodology, withTakeOver(cells, orgUnit, baseline!, records), options);
    own.set(key, known);
    return known;
  }
  const belowOf = new Map<string, readonly string[]>();
  const below = (id: string): readonly string[] => {
    const known = belowOf.get(id) ?? figuresIn(id, nodes);
    belowOf.set(id, known);
    return known;
  };
  return {
    isScored: (orgUnit: string) => scored.has(orgUnit),
    column: (part: string, orgUnit: string, days: Days): Column => runOf(orgUnit, days).column(part, { orgUnit, period }),
    /** The figures of the scored period that a part rests on. */
    figuresBelow: (part: string, orgUnit: string): readonly Cell[] => below(part).flatMap((key) => run.population.figures(orgUnit, period).get(key) ?? []),
    root: (orgUnit: string): Root => rootOf(run, { orgUnit, period }),
    /** From where improvement is measured; nothing where the methodology says nothing of it. */
    baseline(orgUnit: string, days: Days): DerivedBaseline | undefined {
      if (baseline === undefined) return undefined;
      const day = takenOver(days, cycle);
      const figures = Object.fromEntries(recordsOf(orgUnit, day).map(({ indicator, value }) => [indicator, value]));
      return { from: Object.keys(figures).length > 0 ? 'take-over' : 'baseline', takenOver: day ?? '', figures };
    },
  };
}
export type OrgUnits = ReturnType<typeof openOrgUnits>;

/** The day she took over; nothing for who was there on the first day of the cycle. */
function takenOver(days: Days, cycle: Cycle): string | undefined {
  const first = days.findIndex(Boolean);
  return first > 0 ? dayText(dayNumber(cycle.start)! + first) : undefined;
}

function withTakeOver(cells: readonly Cell[], orgUnit: string, baseline: string, records: readonly { readonly indicator: string; readonly value: string }[]): Cell[] {
  const indicators = new Set(records.map(({ indicator }) => indicator));
  const others = cells.filter((cell) => cell.orgUnit !== orgUnit || cell.period !== baseline || !indicators.has(cell.indicator));
  return [...others, ...records.map(({ indicator, value }): Cell => ({ orgUnit, indicator, period: baseline, status: 'present', value }))];
}

/** The keys of the figures below a node that are read in the scored period. */
function figuresIn(id: string, nodes: Methodology['document']['nodes']): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (text: string): void => {
    const reference = readReference(text);
    const node = Object.hasOwn(nodes, reference.id) ? nodes[reference.id] : undefined;
    if (reference.period !== undefined || seen.has(text)) return;
    seen.add(text);
    if (node) inputsOf(node).forEach(visit);
    else found.add(figureKey(reference));
  };
  visit(id);
  return [...found];
}
