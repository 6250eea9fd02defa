import { type Cell } from './cell.ts';
import { derive, shown } from './derivation.ts';
import { type Derivation } from './derived.ts';
import { keyOf } from './figures.ts';
import { type FigureElsewhere, figuresElsewhere } from './figures-elsewhere.ts';
import { type Place, type ScoreOptions } from './population.ts';
import { type Methodology } from './read-methodology.ts';
import { type Reference, readReference } from './reference.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import { openRun } from './open-run.ts';
import { type Run } from './run.ts';
import { type Scored, scoreOrgUnit } from './score-org-unit.ts';

/** What came of scoring an org unit or a person. */
export interface Outcome {
  readonly period: string;
  readonly status: 'scored' | 'not-scorable';
  /** As rounded and printed. */
  readonly score?: string;
  /** The exact number: a decimal that ends, or numerator/denominator. */
  readonly exact?: string;
  readonly band?: string;
  readonly reasons: readonly Reason[];
}
export interface ScoreResult extends Outcome {
  readonly orgUnit: string;
  readonly nodes: Readonly<Record<string, { value: string; exact: string; status: string }>>;
  readonly derivation: Derivation;
  readonly elsewhere: readonly FigureElsewhere[];
}

/**
 * Scores every org unit and period in the order of first appearance. No result depends on the order of cells, and none on another org unit but through a step that says so.
 * What cannot be scored is a result with its reasons, never an error and never a zero.
 */
export function score(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions = {}): ScoreResult[] {
  const run = openRun(methodology, cells, options);
  return placesOf(run, options).map((place) => resultOf(run, place));
}

/** The same one at a time, so that who needs each only once holds one: what was worked out for an org unit is forgotten after it where nobody else can ask for it. */
export function* scoreEach(methodology: Methodology, cells: readonly Cell[], options: ScoreOptions = {}): Generator<ScoreResult> {
  const run = openRun(methodology, cells, options);
  for (const place of placesOf(run, options)) {
    yield resultOf(run, place);
    run.forget(place);
  }
}

function placesOf({ population }: Run, { wanted }: ScoreOptions): readonly Place[] {
  const named = wanted && new Set(wanted);
  return named ? population.places().filter(({ orgUnit }) => named.has(orgUnit)) : population.places();
}

/** The figure of the scored period that a text names, such as `reading` or `reading[subgroup=girls]`; nothing where it names no indicator of the methodology, another period or a side value. */
export function figureNamed({ indicators }: Pick<Methodology, 'indicators'>, text: string): Pick<Reference, 'id' | 'subgroup' | 'source'> | undefined {
  if (Object.hasOwn(indicators, text)) return { id: text };
  const { side, period, ...figure } = readReference(text);
  return side === undefined && period === undefined && Object.hasOwn(indicators, figure.id) ? figure : undefined;
}

/** One org unit's score if some values, by what they name, were others and all else unchanged. */
export function whatIf(methodology: Methodology, cells: readonly Cell[], { orgUnit, period, values, ...options }: { orgUnit: string; period: string; values: Readonly<Record<string, string>> } & Omit<ScoreOptions, 'period'>): ScoreResult {
  const changed = Object.entries(values).map(([text, value]): Cell => {
    const { id: indicator, subgroup, source } = figureNamed(methodology, text) ?? { id: text };
    return { orgUnit, indicator, period, status: 'present', value, ...(subgroup === undefined ? {} : { subgroup }), ...(source === undefined ? {} : { source }) };
  });
  const keys = new Set(changed.map((cell) => keyOf(cell, methodology.tellsSourcesApart)));
  const others = cells.filter((cell) => cell.orgUnit !== orgUnit || cell.period !== period || !keys.has(keyOf(cell, methodology.tellsSourcesApart)));
  return resultOf(openRun(methodology, [...others, ...changed], { ...options, period }), { orgUnit, period });
}

function resultOf(run: Run, place: Place): ScoreResult {
  const { orgUnit, period } = place;
  const scored = scoreOrgUnit(run, place);
  const { printed, exact, band } = scored;
  const told = explained(run, place, scored);
  const outcome =
    printed === undefined || exact === undefined
      ? { status: 'not-scorable' as const, reasons: reasonsOf(run.methodology, scored) }
      : { status: 'scored' as const, score: printed, exact, ...(band === undefined ? {} : { band }), reasons: [] };
  return {
    orgUnit,
    period,
    ...outcome,
    get nodes() {
      return told.nodes();
    },
    get derivation() {
      return told.derivation();
    },
    get elsewhere() {
      return told.elsewhere();
    },
  };
}

/** What most callers never read, so it is written when it is first asked for; nothing of a run changes in between. */
function explained(run: Run, place: Place, { nodes }: Scored) {
  const late = <T>(make: () => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  return {
    nodes: late(() => Object.fromEntries([...nodes].map(([id, { column }]) => [id, shown(column)]))),
    derivation: late(() => derive(run, place)),
    elsewhere: late(() => figuresElsewhere(run, place)),
  };
}
