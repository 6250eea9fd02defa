import { type Column, isPresent } from './cell.ts';
import { type Place } from './population.ts';
import { type Methodology } from './read-methodology.ts';
import { compare, decimalText, exactText, parse, type Rational, round } from './rational.ts';
import { type NodeResult, type Run } from './run.ts';

/** What the score's own node came to, rounded once and banded. */
export interface Root {
  readonly root: Column;
  readonly printed?: string;
  readonly exact?: string;
  readonly band?: string;
}
export interface Scored extends Root {
  readonly nodes: ReadonlyMap<string, NodeResult>;
}

/** The method, in order: each node by its step, then one rounding, then the band. */
export function scoreOrgUnit(run: Run, place: Place): Scored {
  const nodes = new Map(run.methodology.order.map((id) => [id, run.node(id, place)]));
  return { nodes, ...rootOf(run, place) };
}

/** The score with its one rounding and its band, from whatever the nodes below give. */
export function rootOf(run: Run, place: Place): Root {
  const { document } = run.methodology;
  const root = run.column(document.score.of, place);
  if (!isPresent(root)) return { root };
  const printed = document.score.round ? round(root.value, document.score.round.places, document.score.round.mode) : decimalText(root.value);
  const band = document.score.band === undefined ? bandOf(run.methodology, document.score.compare === 'exact' ? root.value : parse(printed)) : bandNode(run.column(document.score.band, place));
  return { root, printed, exact: exactText(root.value), ...(band === undefined ? {} : { band }) };
}

const bandNode = (column: Column) => (isPresent(column) ? (column.label ?? decimalText(column.value)) : undefined);

function bandOf({ document: { bands = [] } }: Methodology, value: Rational): string | undefined {
  return bands.filter(({ from }) => compare(parse(from), value) <= 0).at(-1)?.id;
}
