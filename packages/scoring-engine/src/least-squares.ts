import { add, divide, multiply, one, type Rational, subtract, sum, zero } from './rational.ts';
import { settled } from './statistics.ts';

export interface Observed {
  readonly y: Rational;
  readonly given: readonly Rational[];
  readonly weight: Rational;
}

/**
 * The constant and the slopes for which the weighted squares of what is left are least, from the normal equations: exact, so the same in any order, then each to 34 significant digits, half-even.
 * Nothing where what is given does not tell the observed apart, as where one of it is the same for all.
 */
export function leastSquares(observed: readonly Observed[]): readonly Rational[] | undefined {
  const rows = observed.map(({ y, given, weight }) => ({ x: [one, ...given], y, weight }));
  const size = rows[0]!.x.length;
  const total = (term: (row: (typeof rows)[number]) => Rational) => sum(rows.map((row) => multiply(row.weight, term(row))));
  const equations = Array.from({ length: size }, (_, i) => [...Array.from({ length: size }, (_unused, j) => total(({ x }) => multiply(x[i]!, x[j]!))), total(({ x, y }) => multiply(x[i]!, y))]);
  return solved(equations)?.map(settled);
}

/** Gauss and Jordan: each row is freed of all unknowns but its own. */
function solved(equations: Rational[][]): Rational[] | undefined {
  for (let pivot = 0; pivot < equations.length; pivot += 1) {
    const found = equations.findIndex((row, index) => index >= pivot && row[pivot]!.n !== 0n);
    if (found < 0) return undefined;
    [equations[pivot], equations[found]] = [equations[found]!, equations[pivot]!];
    const own = equations[pivot]!.map((value, _index, row) => divide(value, row[pivot]!));
    equations[pivot] = own;
    for (const [index, row] of equations.entries()) if (index !== pivot) equations[index] = row.map((value, column) => subtract(value, multiply(row[pivot]!, own[column]!)));
  }
  return equations.map((row) => row.at(-1)!);
}

/** What the line says of given figures. */
export const onLine = ([constant, ...slopes]: readonly Rational[], given: readonly Rational[]) => slopes.reduce((all, slope, index) => add(all, multiply(slope, given[index]!)), constant ?? zero);
