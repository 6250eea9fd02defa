import { type Cell, type Cause, type Column, isPresent } from './cell.ts';
import { type Methodology, indicatorOf } from './read-methodology.ts';
import { compare, decimalText, divide, exactText, multiply, parse, type Rational, round } from './rational.ts';
import { stepNamed } from './steps/index.ts';
import { type Computed, type NumberOrParameter } from './steps/step.ts';

export interface NodeResult extends Computed {
  /** Before the node's own rounding, where it has one. */
  readonly unrounded?: Rational;
}
export interface Scored {
  readonly nodes: ReadonlyMap<string, NodeResult>;
  readonly root: Column;
  readonly printed?: string;
  readonly exact?: string;
  readonly band?: string;
}

/** The method, in order: each node by its step, then one rounding, then the band. */
export function scoreOrgUnit(methodology: Methodology, cells: ReadonlyMap<string, Cell>): Scored {
  const { document } = methodology;
  const nodes = new Map<string, NodeResult>();
  const column = (id: string): Column => nodes.get(id)?.column ?? readIndicator(methodology, cells, id);
  for (const id of methodology.order) {
    const node = document.nodes[id]!;
    const computed = stepNamed.get(node.step)!.compute(node as never, { id, column, number: (value) => numberOf(methodology, value) });
    nodes.set(id, node.round && isPresent(computed.column) ? rounded(computed, computed.column.value, node.round) : computed);
  }
  const root = column(document.score.of);
  if (!isPresent(root)) return { nodes, root };
  const printed = document.score.round ? round(root.value, document.score.round.places, document.score.round.mode) : decimalText(root.value);
  const band = bandOf(methodology, document.score.compare === 'exact' ? root.value : parse(printed));
  return { nodes, root, printed, exact: exactText(root.value), ...(band === undefined ? {} : { band }) };
}

function rounded(computed: Computed, value: Rational, { places, mode }: { places: number; mode: Parameters<typeof round>[2] }): NodeResult {
  const text = round(value, places, mode);
  return { ...computed, column: { value: parse(text) }, unrounded: value, numbers: `${computed.numbers}, rounded ${mode} to ${text}` };
}

function bandOf({ document: { bands = [] } }: Methodology, value: Rational): string | undefined {
  return bands.filter(({ from }) => compare(parse(from), value) <= 0).at(-1)?.id;
}

export function numberOf({ document }: Methodology, value: NumberOrParameter): Rational {
  if (typeof value === 'string') return parse(value);
  const parameter = document.parameters?.[value.parameter]?.[0];
  if (!parameter) throw new RangeError(`there is no parameter ${value.parameter}`);
  return parse(parameter.value);
}

/** An indicator's figure: as published; else from numerator and denominator; else missing by its kind and rule. */
function readIndicator({ indicators }: Methodology, cells: ReadonlyMap<string, Cell>, reference: string): Column {
  const id = indicatorOf(reference);
  const rules = indicators[id];
  const cell = cells.get(id);
  const missing = (kind: Cause['kind']): Column => {
    const rule = rules?.missing?.[kind] ?? 'fail';
    return { missing: [{ kind, at: id, fails: rule === 'fail', ...(rule === 'worst' ? { worst: true } : {}) }] };
  };
  if (!cell) return missing('not-submitted');
  if (cell.status !== 'present') return missing(cell.status);
  if (rules?.minimumN !== undefined && Number(cell.n || cell.denominator || 0) < rules.minimumN) return missing('too-few');
  const text = reference === id ? cell.value : { n: cell.n, numerator: cell.numerator, denominator: cell.denominator }[reference.slice(id.length + 1)];
  if (text) return { value: parse(text) };
  if (reference !== id || !cell.numerator || !cell.denominator) return missing('not-submitted');
  const denominator = parse(cell.denominator);
  if (denominator.n === 0n) return missing('not-applicable');
  const share = divide(parse(cell.numerator), denominator);
  return { value: rules?.unit === 'percent' ? multiply(parse('100'), share) : share };
}
export { readIndicator };
