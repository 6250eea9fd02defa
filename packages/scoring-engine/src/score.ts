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

/** What a figure would be: a value, or what stands beside it; the number it is over is its denominator where it does not say. */
export type Supposed = string | { readonly [Name in 'value' | 'numerator' | 'denominator' | 'n' | 'standardError']?: string | undefined };
/** By what each figure is called. */
export type SupposedFigures = Readonly<Record<string, Supposed>>;
interface WhatIf extends Omit<ScoreOptions, 'period'> {
  readonly orgUnit: string;
  readonly period: string;
  readonly values: SupposedFigures;
  /** The same of other org units, such as the schools that are pooled into this one. */
  readonly others?: Readonly<Record<string, SupposedFigures>>;
}

/** One org unit's score if some figures, its own or of others it rests on, were others and all else unchanged; a figure is replaced whole. */
export function whatIf(methodology: Methodology, cells: readonly Cell[], { orgUnit, period, values, others = {}, ...options }: WhatIf): ScoreResult {
  const key = (cell: Cell) => JSON.stringify([cell.orgUnit, cell.period, keyOf(cell, methodology.tellsSourcesApart)]);
  const supposed = Object.entries({ ...others, [orgUnit]: values }).flatMap(([unit, figures]) => Object.entries(figures).map(([text, figure]) => supposedCell(methodology, { orgUnit: unit, period }, text, figure)));
  const changed = new Set(supposed.map(key));
  const units = new Set(supposed.map((cell) => cell.orgUnit));
  const rest = cells.filter((cell) => !units.has(cell.orgUnit) || !changed.has(key(cell)));
  return resultOf(openRun(methodology, [...rest, ...supposed], { ...options, period }), { orgUnit, period });
}

function supposedCell(methodology: Methodology, place: Place, text: string, figure: Supposed): Cell {
  const { id: indicator, subgroup, source } = figureNamed(methodology, text) ?? { id: text };
  const { value, numerator, denominator, n = denominator, standardError } = typeof figure === 'string' ? { value: figure } : figure;
  const given = Object.fromEntries(Object.entries({ value, numerator, denominator, n, standardError }).filter(([, number]) => number !== undefined));
  return { ...place, indicator, status: 'present', ...given, ...(subgroup === undefined ? {} : { subgroup }), ...(source === undefined ? {} : { source }) };
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
