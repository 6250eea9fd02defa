import { type Doubles } from './program.ts';
import { openSort } from './sorting.ts';

/** Ranks the scores of a draw: 1 + the number of org units that stand strictly better, and 0 where there is no score; written from a place on. */
export type RankInto = (into: Uint32Array, scores: Doubles, from?: number) => void;

/**
 * Opens the ranking of so many org units. Scores are first taken to whole multiples of a fixed step, at most 10^-9 and as fine as a double can carry beside the org unit's number, so that the last digits of doubles, which depend on the order of adding, decide nothing.
 * @param largest a size that scores stay below
 */
export function openRanks(units: number, largest: number, lessIsBetter = false): RankInto {
  const room = 2 ** Math.ceil(Math.log2(Math.max(units, 2)));
  let step = 1e9;
  while (step > 1 && largest * step * room >= 2 ** 52) step /= 10;
  const [keys, share, up] = [new Float64Array(units), 1 / room, lessIsBetter ? -step : step];
  const sort = openSort(units);
  return (into, scores, from = 0) => {
    let count = 0;
    for (let unit = 0; unit < units; unit += 1) if (scores[unit]! === scores[unit]!) keys[count++] = Math.floor(scores[unit]! * up + 0.5) * room + unit;
    if (count < units) into.fill(0, from, from + units);
    const sorted = sort(keys, count);
    let rank = 0;
    let before = NaN;
    for (let place = count - 1; place >= 0; place -= 1) {
      const score = Math.floor(sorted[place]! * share);
      if (score !== before) rank = count - place;
      before = score;
      into[from + ((sorted[place]! - score * room) | 0)] = rank;
    }
  };
}
