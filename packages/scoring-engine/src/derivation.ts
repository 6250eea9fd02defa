import { isPresent } from './cell.ts';
import { shareOf } from './figures.ts';
import { inputsOf } from './inputs-of.ts';
import { inForce, numberOf } from './numbers.ts';
import { type Place } from './population.ts';
import { compare, decimalText, exactText, parse, round } from './rational.ts';
import { figureKey, firstDay, readReference, type Reference, writeReference } from './reference.ts';
import { type NodeResult, type Run } from './run.ts';
import { stepNamed } from './steps/index.ts';
import { type NumberOrParameter } from './steps/step.ts';
import { type Cell } from './cell.ts';

type Label = Readonly<Record<string, string>>;
export interface DerivedPart {
  readonly id: string;
  readonly weight: string;
  readonly effectiveWeight: string;
  readonly value: string;
  /** Exact; the contributions of a node sum to its value before rounding. Empty where the part is left out. */
  readonly contribution: string;
}
export interface DerivedNode {
  readonly step: string;
  readonly label: Label;
  readonly of: readonly string[];
  /** A number, or the word that a reader sees in its place. */
  readonly value: string;
  readonly exact: string;
  /** Exact, before the rounding that the node itself asks for. */
  readonly unrounded?: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly formula: { readonly words: Label; readonly names: string; readonly numbers: string };
  readonly parts?: readonly DerivedPart[];
  /** What was taken from the peers: over whom in words, how many, and each statistic exactly; never who they are. */
  readonly statistics?: { readonly over: string; readonly count: string; readonly values: Readonly<Record<string, string>> };
}
export interface DerivedInput {
  readonly label: Label;
  readonly unit: string;
  readonly value: string;
  readonly status: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly n: string;
  readonly standardError?: string;
  readonly measuredPeriod: string;
  /** What numerator and denominator give, where the published value differs beyond its printed places; it is used as published all the same. */
  readonly recomputed?: string;
}
/** The tree behind a score: text only, so that it is hashed and re-added as it stands. What was read of another period stands under `id@period`. */
export interface Derivation {
  readonly methodology: { readonly id: string; readonly version: string };
  readonly root: string;
  readonly rounding: { readonly places: string; readonly mode: string };
  readonly bands: readonly { readonly id: string; readonly from: string; readonly label: Label }[];
  readonly inputs: Readonly<Record<string, DerivedInput>>;
  readonly nodes: Readonly<Record<string, DerivedNode>>;
}

export function derive(run: Run, place: Place): Derivation {
  const { document } = run.methodology;
  const { nodes, figures } = reached(run, place);
  return {
    methodology: { id: document.id, version: document.version },
    root: document.score.of,
    rounding: document.score.round ? { places: String(document.score.round.places), mode: document.score.round.mode } : { places: '', mode: 'none' },
    bands: (document.bands ?? []).map(({ id, from, label }) => ({ id, from, label: label ?? {} })),
    inputs: Object.fromEntries([...figures].map(([key, at]) => [key, derivedInput(run, at)])),
    nodes: Object.fromEntries([...nodes].map(([key, at]) => [key, derivedNode(run, at.id, at.place, run.node(at.id, at.place))])),
  };
}

interface At {
  readonly id: string;
  readonly place: Place;
  readonly reference: Reference;
}

/** The nodes of the scored period, whatever they read, and what that reads in other periods. */
function reached(run: Run, place: Place) {
  const { document, order } = run.methodology;
  const nodes = new Map<string, At>(order.map((id) => [id, { id, place, reference: { id } }]));
  const figures = new Map<string, At>();
  for (const { id, place: at, reference: from } of nodes.values()) {
    for (const input of new Set([...inputsOf(document.nodes[id]!), ...(run.node(id, at).read ?? [])])) {
      const read = readReference(input);
      const period = read.period ?? from.period;
      const there = read.period === undefined ? at : { ...at, period: run.population.resolve(read.period, at.period) };
      const isNode = Object.hasOwn(document.nodes, read.id);
      const key = writeReference({ id: isNode ? read.id : figureKey(read), ...(period === undefined ? {} : { period }) });
      const known = isNode ? nodes : figures;
      if (!known.has(key)) known.set(key, { id: read.id, place: there, reference: { ...read, ...(period === undefined ? {} : { period }) } });
    }
  }
  return { nodes, figures };
}

function derivedInput(run: Run, { id, place, reference }: At): DerivedInput {
  const { side: _, period: __, ...figure } = reference;
  const cell = run.population.figures(place.orgUnit, place.period).get(figureKey(figure));
  const column = run.column(writeReference(figure), place);
  const rules = run.methodology.indicators[id];
  return {
    label: rules?.label ?? {},
    unit: rules?.unit ?? '',
    value: isPresent(column) ? cell?.value || decimalText(column.value) : '',
    status: isPresent(column) ? 'present' : (column.missing[0]?.kind ?? 'not-submitted'),
    numerator: cell?.numerator ?? '',
    denominator: cell?.denominator ?? '',
    n: cell?.n ?? '',
    ...(cell?.standardError ? { standardError: cell.standardError } : {}),
    measuredPeriod: cell?.measuredPeriod ?? '',
    ...recomputed(cell, rules?.unit),
  };
}

/** A publisher may round or cut off, so a difference shows only from one unit of the last printed place on. */
function recomputed(cell: Cell | undefined, unit: string | undefined): { recomputed?: string } {
  if (!cell?.value || !cell.numerator || !cell.denominator) return {};
  const share = shareOf(cell.numerator, cell.denominator, unit);
  if (!share) return {};
  const places = cell.value.split('.')[1]?.length ?? 0;
  const follows = [round(share, places, 'down'), round(share, places, 'half-up')].some((text) => compare(parse(text), parse(cell.value!)) === 0);
  return follows ? {} : { recomputed: decimalText(share) };
}

function derivedNode(run: Run, id: string, place: Place, { column, parts, names, numbers, unrounded, statistics }: NodeResult): DerivedNode {
  const node = run.methodology.document.nodes[id]!;
  const present = isPresent(column);
  return {
    step: node.step,
    label: node.label ?? {},
    of: inputsOf(node),
    value: present ? (column.label ?? decimalText(column.value)) : '',
    exact: present ? exactText(column.value) : '',
    ...(unrounded ? { unrounded: exactText(unrounded) } : {}),
    status: present ? 'present' : (column.missing[0]?.kind ?? 'not-submitted'),
    parameters: parametersOf(run, id, place),
    formula: { words: stepNamed.get(node.step)!.words, names, numbers },
    ...(parts ? { parts: derivedParts(parts) } : {}),
    ...(statistics ? { statistics: { over: statistics.over, count: String(statistics.count), values: Object.fromEntries(Object.entries(statistics.values).map(([name, value]) => [name, exactText(value)])) } } : {}),
  };
}

const derivedParts = (parts: NonNullable<NodeResult['parts']>): DerivedPart[] =>
  parts.map((part) => ({
    id: part.id,
    weight: exactText(part.weight),
    effectiveWeight: exactText(part.effectiveWeight),
    value: isPresent(part.column) ? exactText(part.column.value) : '',
    contribution: part.contribution ? exactText(part.contribution) : '',
  }));

const shownElsewhere = new Set(['step', 'label', 'round', 'of', 'parts', 'clause', 'is']);

/** The numbers and words a node took from the document, a parameter with its clause. */
function parametersOf(run: Run, id: string, place: Place): Record<string, string> {
  const node = run.methodology.document.nodes[id]!;
  const inputs = new Set(inputsOf(node));
  const found = Object.entries(node).flatMap(([name, value]): [string, string][] => {
    if (shownElsewhere.has(name) || (typeof value === 'string' && inputs.has(value))) return [];
    const text = parameterText(run, id, value, place);
    return text === undefined ? [] : [[name, text]];
  });
  const rounding: [string, string][] = node.round ? [['round', `${node.round.places} places, ${node.round.mode}`]] : [];
  return Object.fromEntries([...found, ...rounding]);
}

function parameterText(run: Run, id: string, value: unknown, place: Place): string | undefined {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? decimalText(parse(value)) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || !['parameter', 'node', 'attribute', 'by'].some((field) => field in value)) return undefined;
  try {
    const number = decimalText(numberOf(run, id, value as NumberOrParameter, place));
    const named = 'parameter' in value ? inForce(run.methodology.document.parameters?.[String(value.parameter)] ?? [], firstDay(run.on(place)))?.clause : undefined;
    return number + (named ? ` (${named})` : '');
  } catch {
    return undefined;
  }
}
