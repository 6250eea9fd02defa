import { type Cell, type Cause, type Column, isPresent } from './cell.ts';
import { indicatorOf } from './examine-document.ts';
import { type Methodology } from './read-methodology.ts';
import { compare, decimalText, divide, exactText, multiply, parse, type Rational, rational, round } from './rational.ts';
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
    const computed = stepNamed.get(node.step)!.compute(node as never, { id, column, number: (value) => numberOf(methodology, value), lessIsBetter: (of) => isLessBetter(methodology, of) });
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

const isLessBetter = ({ indicators }: Methodology, id: string) => Object.hasOwn(indicators, id) && indicators[id]?.direction === 'lower';

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
export function readIndicator({ indicators }: Methodology, cells: ReadonlyMap<string, Cell>, reference: string): Column {
  const id = indicatorOf(reference);
  const rules = indicators[id];
  const cell = cells.get(id);
  const missing = (kind: Cause['kind'], more: Pick<Cause, 'why'> = {}): Column => {
    const rule = rules?.missing?.[kind] ?? 'fail';
    return { missing: [{ kind, at: id, fails: rule === 'fail', ...more, ...(rule === 'worst' ? { worst: true } : {}) }] };
  };
  if (!cell) return missing('not-submitted');
  if (cell.status !== 'present') return missing(cell.status);
  if (rules?.minimumN !== undefined && compare(parse(cell.n || cell.denominator || '0'), rational(BigInt(rules.minimumN))) < 0) return missing('too-few');
  const text = reference === id ? cell.value : { n: cell.n, numerator: cell.numerator, denominator: cell.denominator }[reference.slice(id.length + 1)];
  if (text) return { value: parse(text) };
  if (reference !== id || !cell.numerator || !cell.denominator) return missing('not-submitted');
  const value = shareOf(cell.numerator, cell.denominator, rules?.unit);
  return value ? { value } : missing('not-applicable', { why: 'divided-by-zero' });
}

/** Numerator over denominator, in percent where that is the unit; nothing where the denominator is zero. */
export function shareOf(numerator: string, denominator: string, unit: string | undefined): Rational | undefined {
  const [top, bottom] = [parse(numerator), parse(denominator)];
  if (bottom.n === 0n) return undefined;
  return multiply(parse(unit === 'percent' ? '100' : '1'), divide(top, bottom));
}
