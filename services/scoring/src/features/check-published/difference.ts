import { compare, parse, round, subtract } from '@mizan/scoring-engine';

/** Exact difference of two decimals as printed, without its sign. */
export function differenceOf(published: string, recomputed: string): string {
  const places = Math.max(placesOf(published), placesOf(recomputed));
  return round(subtract(parse(published), parse(recomputed)), places, 'down').replace('-', '');
}

/** Whether a decimal without sign is at most another. */
export const atMost = (decimal: string, limit: string): boolean => compare(parse(decimal), parse(limit)) <= 0;

const placesOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;
