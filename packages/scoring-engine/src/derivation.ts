import { type Cell, isPresent } from './cell.ts';
import { indicatorOf, inputsOf } from './examine-document.ts';
import { type Methodology } from './read-methodology.ts';
import { compare, decimalText, exactText, parse, round } from './rational.ts';
import { numberOf, readIndicator, shareOf, type NodeResult, type Scored } from './score-org-unit.ts';
import { stepNamed } from './steps/index.ts';

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
  readonly value: string;
  readonly exact: string;
  /** Exact, before the rounding that the node itself asks for. */
  readonly unrounded?: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly formula: { readonly words: Label; readonly names: string; readonly numbers: string };
  readonly parts?: readonly DerivedPart[];
}
export interface DerivedInput {
  readonly label: Label;
  readonly unit: string;
  readonly value: string;
  readonly status: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly n: string;
  readonly measuredPeriod: string;
  /** What numerator and denominator give, where the published value differs beyond its printed places; it is used as published all the same. */
  readonly recomputed?: string;
}
/** The tree behind a score: text only, so that it is hashed and re-added as it stands. */
export interface Derivation {
  readonly methodology: { readonly id: string; readonly version: string };
  readonly root: string;
  readonly rounding: { readonly places: string; readonly mode: string };
  readonly bands: readonly { readonly id: string; readonly from: string; readonly label: Label }[];
  readonly inputs: Readonly<Record<string, DerivedInput>>;
  readonly nodes: Readonly<Record<string, DerivedNode>>;
}

export function derive(methodology: Methodology, cells: ReadonlyMap<string, Cell>, scored: Scored): Derivation {
  const { document } = methodology;
  const used = new Set(Object.values(document.nodes).flatMap((node) => inputsOf(node)).filter((id) => !(id in document.nodes)));
  return {
    methodology: { id: document.id, version: document.version },
    root: document.score.of,
    rounding: document.score.round ? { places: String(document.score.round.places), mode: document.score.round.mode } : { places: '', mode: 'none' },
    bands: (document.bands ?? []).map(({ id, from, label }) => ({ id, from, label: label ?? {} })),
    inputs: Object.fromEntries([...new Set([...used].map(indicatorOf))].map((id) => [id, derivedInput(methodology, cells, id)])),
    nodes: Object.fromEntries([...scored.nodes].map(([id, result]) => [id, derivedNode(methodology, id, result)])),
  };
}

function derivedInput(methodology: Methodology, cells: ReadonlyMap<string, Cell>, id: string): DerivedInput {
  const cell = cells.get(id);
  const column = readIndicator(methodology, cells, id);
  const rules = methodology.indicators[id];
  return {
    label: rules?.label ?? {},
    unit: rules?.unit ?? '',
    value: isPresent(column) ? cell?.value || decimalText(column.value) : '',
    status: isPresent(column) ? 'present' : (column.missing[0]?.kind ?? 'not-submitted'),
    numerator: cell?.numerator ?? '',
    denominator: cell?.denominator ?? '',
    n: cell?.n ?? '',
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

function derivedNode(methodology: Methodology, id: string, { column, parts, names, numbers, unrounded }: NodeResult): DerivedNode {
  const node = methodology.document.nodes[id]!;
  const present = isPresent(column);
  return {
    step: node.step,
    label: node.label ?? {},
    of: inputsOf(node),
    value: present ? decimalText(column.value) : '',
    exact: present ? exactText(column.value) : '',
    ...(unrounded ? { unrounded: exactText(unrounded) } : {}),
    status: present ? 'present' : (column.missing[0]?.kind ?? 'not-submitted'),
    parameters: parametersOf(methodology, node),
    formula: { words: stepNamed.get(node.step)!.words, names, numbers },
    ...(parts
      ? {
          parts: parts.map((part) => ({
            id: part.id,
            weight: exactText(part.weight),
            effectiveWeight: exactText(part.effectiveWeight),
            value: isPresent(part.column) ? exactText(part.column.value) : '',
            contribution: part.contribution ? exactText(part.contribution) : '',
          })),
        }
      : {}),
  };
}

/** The numbers a node took from the document, a parameter with its clause. */
function parametersOf(methodology: Methodology, node: Record<string, unknown>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ['low', 'high', 'scale']) {
    const value = node[name];
    if (value === undefined) continue;
    const clause = typeof value === 'string' ? undefined : methodology.document.parameters?.[(value as { parameter: string }).parameter]?.[0]?.clause;
    found[name] = decimalText(numberOf(methodology, value as never)) + (clause ? ` (${clause})` : '');
  }
  const rounding = node['round'] as { places: number; mode: string } | undefined;
  return rounding ? { ...found, round: `${rounding.places} places, ${rounding.mode}` } : found;
}
