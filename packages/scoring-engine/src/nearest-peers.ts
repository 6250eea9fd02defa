import { type Column, isPresent } from './cell.ts';
import { type Place } from './population.ts';
import { abs, compare, type Rational, subtract } from './rational.ts';

interface Placed {
  readonly place: Place;
  readonly at: Rational;
}

/** Those with a figure, from the lowest to the highest. */
export const inOrderOf = (places: readonly Place[], columnOf: (place: Place) => Column): readonly Placed[] =>
  places
    .flatMap((place) => [columnOf(place)].flatMap((column) => (isPresent(column) ? [{ place, at: column.value }] : [])))
    .sort((a, b) => compare(a.at, b.at));

/**
 * From where to where the nearest of an ordered list stand: as many as are asked for, and all that are as far as the last of them, so that no order of rows decides.
 * Who asks stands among them and is not counted.
 */
export function nearestTo(ordered: readonly Placed[], x: Rational, count: number, isSelf: (place: Place) => boolean): [number, number] {
  let high = firstAtLeast(ordered, x);
  let low = high;
  const distance = (index: number) => (ordered[index] ? abs(subtract(ordered[index].at, x)) : undefined);
  let [taken, farthest] = [0, undefined as Rational | undefined];
  for (;;) {
    const [down, up] = [distance(low - 1), distance(high)];
    const downward = down !== undefined && (up === undefined || compare(down, up) <= 0);
    const next = downward ? down : up;
    if (next === undefined || (taken >= count && compare(next, farthest!) > 0)) return [low, high];
    const index = downward ? (low -= 1) : high++;
    if (isSelf(ordered[index]!.place)) continue;
    [taken, farthest] = [taken + 1, next];
  }
}

function firstAtLeast(ordered: readonly Placed[], x: Rational): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(ordered[middle]!.at, x) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
