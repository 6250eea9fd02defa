import { type Cell, decimalText, type Methodology, type Rational, type ScoreOptions } from '@mizan/scoring-engine';
import { isPresent } from '@mizan/scoring-engine/cell.ts';
import { inputsOf } from '@mizan/scoring-engine/inputs-of.ts';
import { numberOf } from '@mizan/scoring-engine/numbers.ts';
import { isLessBetter, openRun } from '@mizan/scoring-engine/open-run.ts';
import { readReference } from '@mizan/scoring-engine/reference.ts';
import { type Run } from '@mizan/scoring-engine/run.ts';
import { inCodeOrder } from '../code-order.ts';
import { CannotCompile, type Combine, type Doubles, type Factor, type Normalise, type Operation, type Program } from './program.ts';

type Node = Methodology['document']['nodes'][string];
type NumberField = Parameters<typeof numberOf>[2];
/** What is being built: operations and factors in the order they are needed. */
interface Draft {
  readonly run: Run;
  readonly units: readonly string[];
  readonly period: string;
  readonly operations: Operation[];
  readonly factors: Factor[];
  readonly placed: Map<string, number>;
  readonly inPlace: Map<string, Doubles>;
}

const howOf: Readonly<Record<string, Combine['how']>> = { mean: 'arithmetic', 'weighted-mean': 'arithmetic', 'geometric-mean': 'geometric', 'harmonic-mean': 'harmonic', sum: 'sum', minimum: 'minimum', maximum: 'maximum' };
const normalising = new Set(['goalposts', 'log-goalposts', 'min-max', 'z-score', 'percent-rank']);
export const asDouble = (value: Rational) => Number(decimalText(value));

/**
 * Turns a methodology and the figures of one period into operations on doubles.
 * Compiled: means, sums, minima and maxima of parts, and normalising by goalposts or among all org units. Every other step below them is held at what the exact engine gives.
 * @throws CannotCompile where the score's own step, or a step above weights that should be drawn, is of another kind
 */
export function compile(methodology: Methodology, cells: readonly Cell[], { period, ...options }: ScoreOptions & { readonly period: string }): Program {
  const run = openRun(methodology, cells, { ...options, period });
  const units = run.population.places().map(({ orgUnit }) => orgUnit).sort(inCodeOrder);
  if (units.length === 0) throw new CannotCompile(`No org unit has a figure in period ${period}.`);
  const draft: Draft = { run, units, period, operations: [], factors: [], placed: new Map(), inPlace: new Map() };
  const { of } = methodology.document.score;
  const root = operation(draft, of);
  if (draft.operations[root]!.kind === 'held') throw new CannotCompile(`The score is ${stepIn(draft, of)}, over which nothing can be drawn.`);
  const figures = [...draft.operations].flatMap((one) => (one.kind === 'figures' ? [one] : []));
  const read = cells.filter((cell) => cell.period === period && cell.status === 'present' && Object.hasOwn(methodology.indicators, cell.indicator));
  const withError = figures.reduce((sum, { errors }) => sum + errors.filter((error) => error > 0).length, 0);
  return { units, period, operations: draft.operations, factors: draft.factors, nominal: column(draft, of), ...(methodology.document.score.direction === 'lower' ? { lessIsBetter: true as const } : {}), errorsGiven: { figures: read.length, withError } };
}

function operation(draft: Draft, text: string): number {
  const known = draft.placed.get(text);
  if (known !== undefined) return known;
  const made = make(draft, text);
  draft.operations.push(made);
  draft.placed.set(text, draft.operations.length - 1);
  return draft.operations.length - 1;
}

function make(draft: Draft, text: string): Operation {
  const node = nodeAt(draft, text);
  if (!node) return figuresOrHeld(draft, text);
  if (howOf[node.step]) return hasOwnWeights(node) ? held(draft, text) : combine(draft, text, node);
  if (normalising.has(node.step) && !(node as { peers?: unknown }).peers && hasFixedNumbers(node)) return normalise(draft, text, node);
  return held(draft, text);
}

/** A weight that a node or an attribute gives differs between org units, so there is no one weight to draw. */
const hasOwnWeights = (node: Node) => Object.values((node['parts'] ?? {}) as Record<string, object | string>).some((weight) => typeof weight === 'object' && !('parameter' in weight));

function held(draft: Draft, text: string): Operation {
  const weighted = below(draft, text).find((id) => Object.hasOwn(howOf, draft.run.methodology.document.nodes[id]!.step));
  if (weighted !== undefined) throw new CannotCompile(`${stepIn(draft, text)} stands above the weights of \`${weighted}\`, and it is none of the steps that can be drawn over (${Object.keys(howOf).join(', ')}; goalposts, log-goalposts, min-max, z-score, percent-rank among all org units).`);
  return { kind: 'held', id: text, values: column(draft, text) };
}

/** A reference to a node in the period that is scored; nothing for an indicator, and for a node of another period, which no draw changes. */
function nodeAt({ run }: Draft, text: string): Node | undefined {
  const { id, period } = readReference(text);
  return period === undefined && Object.hasOwn(run.methodology.document.nodes, id) ? run.methodology.document.nodes[id] : undefined;
}

const stepIn = ({ run }: Draft, text: string) => `\`${text}\`, a step \`${run.methodology.document.nodes[readReference(text).id]?.step ?? 'that only reads a figure'}\``;
const hasFixedNumbers = (node: Node) => ['low', 'high', 'scale', 'centre', 'spread'].every((field) => typeof node[field] !== 'object' || !('node' in (node[field] as object)));

/** The nodes under one, itself not counted. */
function below({ run }: Draft, text: string): string[] {
  const { nodes } = run.methodology.document;
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const input of Object.hasOwn(nodes, id) ? inputsOf(nodes[id]!) : []) {
      const next = readReference(input).id;
      if (!Object.hasOwn(nodes, next) || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(readReference(text).id);
  return [...found];
}

const perUnit = ({ units, period }: Draft, of: (place: { orgUnit: string; period: string }) => number): Doubles => Float64Array.from(units, (orgUnit) => of({ orgUnit, period }));

function column(draft: Draft, text: string): Doubles {
  return perUnit(draft, (place) => {
    const found = draft.run.column(text, place);
    return isPresent(found) ? asDouble(found.value) : NaN;
  });
}

/** A number in place is the same for every org unit, and one column of it serves all who name it. */
function numbers(draft: Draft, id: string, value: unknown): Doubles {
  if (typeof value !== 'string') return numbersOf(draft, id, value);
  const known = draft.inPlace.get(value) ?? numbersOf(draft, id, value);
  draft.inPlace.set(value, known);
  return known;
}

function numbersOf(draft: Draft, id: string, value: unknown): Doubles {
  return perUnit(draft, (place) => {
    try {
      return asDouble(numberOf(draft.run, id, value as NumberField, place));
    } catch {
      // The exact engine has no result there either.
      return NaN;
    }
  });
}

function figuresOrHeld(draft: Draft, text: string): Operation {
  const values = column(draft, text);
  const { id, side, period } = readReference(text);
  const error = `${text}.standardError`;
  const errors = side === undefined && period === undefined && readReference(error).id === id ? column(draft, error).map((one) => (one > 0 ? one : 0)) : new Float64Array(values.length);
  if (!errors.some((one) => one > 0)) return { kind: 'held', id: text, values };
  return { kind: 'figures', id: text, values, errors, factor: factor(draft, { id: text, kind: 'figures' }) };
}

const factor = ({ factors }: Draft, made: Factor) => factors.push(made) - 1;
const roundOf = (node: Node) => (node.round ? { round: node.round } : {});

function combine(draft: Draft, id: string, node: Node): Combine {
  const given = (node['parts'] ?? Object.fromEntries((node['of'] as string[]).map((part) => [part, '1']))) as Record<string, NumberField>;
  const names = Object.keys(given);
  const parts = names.map((part) => operation(draft, part));
  const how = howOf[node.step]!;
  const drawn = names.length > 1 && how !== 'minimum' && how !== 'maximum';
  const factors = Int32Array.from(names, (part) => (drawn ? factor(draft, { id: `${id} / ${part}`, kind: 'weight' }) : -1));
  const weights = Float64Array.from(names, (part) => numbers(draft, id, given[part])[0] ?? NaN);
  const start = column(draft, id).map((value) => (Number.isNaN(value) ? NaN : 0));
  return { kind: 'combine', id, how, parts, weights, factors, start, stretch: node['reweight'] !== undefined, ...roundOf(node) };
}

function normalise(draft: Draft, id: string, node: Node): Normalise {
  const of = operation(draft, node['of'] as string);
  const input = column(draft, node['of'] as string);
  const how = node.step as Normalise['how'];
  const readsLess = isLessBetter(draft.run.methodology, node['of'] as string);
  const goalposts = how === 'goalposts' || how === 'log-goalposts';
  const less = goalposts || node['direction'] === undefined ? readsLess : node['direction'] === 'lower';
  const field = (name: string, otherwise: string) => numbers(draft, id, node[name] ?? otherwise);
  const [low, high] = how === 'z-score' ? [field('centre', '0'), field('spread', '1')] : [field('low', '0'), field('high', '100')];
  const fixed = column(draft, id).map((points, unit) => (Number.isNaN(input[unit]!) ? points : NaN));
  const worst = fixed.some((points) => !Number.isNaN(points)) ? { fixed } : {};
  const deviation = (node['deviation'] ?? 'sample') as Normalise['deviation'];
  return { kind: 'normalise', id, how, of, less, low, high, scale: field('scale', '100'), deviation, ties: (node['ties'] ?? 'min') as Normalise['ties'], ...worst, ...roundOf(node) };
}
