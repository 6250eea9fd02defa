import { type Cell, type Cause, type Column } from './cell.ts';
import { type Methodology } from './read-methodology.ts';
import { compare, divide, multiply, parse, type Rational, rational } from './rational.ts';
import { figureKey, type Reference } from './reference.ts';

/** The figures of one org unit in one period, by key. */
export type Figures = ReadonlyMap<string, Cell>;
const none: Figures = new Map();

/** The figures by period and org unit; with `sources` those of each source apart. */
export function indexFigures(cells: readonly Cell[], sources: boolean) {
  const periods = new Map<string, Map<string, Map<string, Cell>>>();
  for (const cell of cells) {
    const units = periods.get(cell.period) ?? new Map<string, Map<string, Cell>>();
    const own = units.get(cell.orgUnit) ?? new Map<string, Cell>();
    own.set(keyOf(cell, sources), cell);
    periods.set(cell.period, units.set(cell.orgUnit, own));
  }
  return {
    periods: [...periods.keys()],
    unitsIn: (period: string): readonly string[] => [...(periods.get(period)?.keys() ?? [])],
    of: (orgUnit: string, period: string): Figures => periods.get(period)?.get(orgUnit) ?? none,
  };
}

/** The key of a cell within its org unit and period. */
export const keyOf = ({ indicator: id, subgroup, source }: Cell, sources: boolean) => figureKey({ id, ...(subgroup ? { subgroup } : {}), ...(sources && source ? { source } : {}) });

/** An indicator's figure: as published; else from numerator and denominator; else missing by its kind and rule. */
export function readFigure({ indicators }: Methodology, figures: Figures, reference: Reference): Column {
  const { id, side } = reference;
  const rules = indicators[id];
  const cell = figures.get(figureKey(reference));
  const missing = (kind: Cause['kind'], more: Pick<Cause, 'why'> = {}): Column => {
    const rule = rules?.missing?.[kind] ?? 'fail';
    return { missing: [{ kind, at: id, fails: rule === 'fail', ...more, ...(rule === 'worst' ? { worst: true } : {}) }] };
  };
  if (!cell) return missing('not-submitted');
  if (cell.status !== 'present') return missing(cell.status);
  if (rules?.minimumN !== undefined && compare(parse(cell.n || cell.denominator || '0'), rational(BigInt(rules.minimumN))) < 0) return missing('too-few');
  const text = side ? cell[side] : cell.value;
  if (text) return { value: parse(text) };
  if (side || !cell.numerator || !cell.denominator) return missing('not-submitted');
  const value = shareOf(cell.numerator, cell.denominator, rules?.unit);
  return value ? { value } : missing('not-applicable', { why: 'divided-by-zero' });
}

/** Numerator over denominator, in percent where that is the unit; nothing where the denominator is zero. */
export function shareOf(numerator: string, denominator: string, unit: string | undefined): Rational | undefined {
  const [top, bottom] = [parse(numerator), parse(denominator)];
  if (bottom.n === 0n) return undefined;
  return multiply(parse(unit === 'percent' ? '100' : '1'), divide(top, bottom));
}
