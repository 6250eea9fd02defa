import { type Doubles } from './program.ts';

/** Ranks the scores of a draw: 1 + the number of org units that stand strictly higher, and 0 where there is no score. */
export type RankInto = (into: Uint16Array | Uint32Array, scores: Doubles) => void;

/**
 * Opens the ranking of so many org units. Scores are first taken to whole multiples of a fixed step, at most 10^-9 and as fine as a double can carry beside the org unit's number, so that the last digits of doubles, which depend on the order of adding, decide nothing.
 * @param largest a size that scores stay below
 */
export function openRanks(units: number, largest: number): RankInto {
  const room = 2 ** Math.ceil(Math.log2(Math.max(units, 2)));
  let step = 1e9;
  while (step > 1 && largest * step * room >= 2 ** 52) step /= 10;
  const [keys, sorted, starts] = [new Float64Array(units), new Float64Array(units), new Uint32Array(2 * units + 1)];
  return (into, scores) => {
    let count = 0;
    for (let unit = 0; unit < units; unit += 1) if (scores[unit]! === scores[unit]!) keys[count++] = Math.round(scores[unit]! * step) * room + unit;
    sortInto(sorted, keys, count, starts);
    into.fill(0);
    let [rank, last] = [0, NaN];
    for (let place = count - 1; place >= 0; place -= 1) {
      const score = Math.floor(sorted[place]! / room);
      if (score !== last) [rank, last] = [count - place, score];
      into[sorted[place]! - score * room] = rank;
    }
  };
}

/** Ascending order by laying the keys out over twice as many compartments, evenly from the least to the greatest, and setting right what is left: most compartments hold one or none. */
function sortInto(into: Doubles, keys: Doubles, count: number, starts: Uint32Array): void {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < count; at += 1) {
    const key = keys[at]!;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const scale = most > least ? (2 * count - 1) / (most - least) : 0;
  if (!(scale >= 0 && most < Infinity)) return void into.fill(NaN);
  starts.fill(0);
  for (let at = 0; at < count; at += 1) starts[Math.trunc((keys[at]! - least) * scale) + 1]! += 1;
  for (let compartment = 1; compartment <= 2 * count; compartment += 1) starts[compartment]! += starts[compartment - 1]!;
  for (let at = 0; at < count; at += 1) into[starts[Math.trunc((keys[at]! - least) * scale)]!++] = keys[at]!;
  if (!setRight(into, count)) into.subarray(0, count).sort();
}

/** Insertion; false where the keys crowd so much that sorting anew is quicker. */
function setRight(keys: Doubles, count: number): boolean {
  let moves = 0;
  for (let at = 1; at < count; at += 1) {
    const key = keys[at]!;
    let place = at;
    for (; place > 0 && keys[place - 1]! > key; place -= 1) keys[place] = keys[place - 1]!;
    keys[place] = key;
    moves += at - place;
    if (moves > 16 * count) return false;
  }
  return true;
}
