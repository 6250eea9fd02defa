import { add, divide, type FigureElsewhere, multiply, rational, round } from '@mizan/scoring-engine';

const of = (count: number) => rational(BigInt(count));

/**
 * Share of the required figures that are present, per cent, rounded down to one decimal. Nothing required is complete.
 * A figure that is read of org units of another level counts once, as the share of them that have it: three hundred schools do not outweigh the district's own figures, and one that is silent shows.
 */
export function completenessOf(statuses: readonly string[], elsewhere: readonly Pick<FigureElsewhere, 'figure' | 'status'>[] = []): string {
  const shares = [...statuses.map((status) => [status]), ...[...Map.groupBy(elsewhere, ({ figure }) => figure).values()].map((all) => all.map(({ status }) => status))].map((all) => divide(of(all.filter((status) => status === 'present').length), of(all.length)));
  if (shares.length === 0) return '100.0';
  return round(divide(multiply(of(100), shares.reduce(add, of(0))), of(shares.length)), 1, 'down');
}
