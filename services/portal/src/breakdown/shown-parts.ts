import { compare, multiply, type Rational, rational, round, subtract } from '@mizan/scoring-engine';

export const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** A figure on a page, half up as a reader rounds it. */
export const rounded = (value: Rational, places: number): string => round(value, places, 'half-up');

/** For drawing only; no shown digit depends on it. */
export const nearly = ({ n, d }: Rational): number => Number((n * 1_000_000n) / d) / 1_000_000;

/** The whole number at or below. */
const floor = ({ n, d }: Rational): bigint => n / d - (n % d < 0n ? 1n : 0n);

/** Shows parts to the places of their total so that they add up to it: the largest remainders are raised, the earlier on a tie. */
export function shownParts(parts: readonly Rational[], total: string): string[] {
  const places = placesOf(total);
  const unit = 10n ** BigInt(places);
  const scaled = parts.map((part) => multiply(part, rational(unit)));
  const floors = scaled.map(floor);
  const left = BigInt(total.replace('.', '')) - floors.reduce((sum, value) => sum + value, 0n);
  const rest = scaled.map((value, index) => ({ index, remainder: subtract(value, rational(floors[index] ?? 0n)) }));
  const raised = new Set(rest.sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index).slice(0, Number(left)).map(({ index }) => index));
  return floors.map((value, index) => rounded(rational(value + (raised.has(index) ? 1n : 0n), unit), places));
}
