import { type Doubles } from './program.ts';

/**
 * Opens the sorting of at most so many doubles, for many small lists one after another.
 * Ascending order by laying the doubles out over half as many compartments again, evenly from the least to the greatest, and setting right what little is left by insertion; where they crowd, by the built-in sort.
 * @returns the first doubles of a list in ascending order, in an array that is used again
 */
export function openSort(most: number): (list: Doubles, count: number) => Doubles {
  const compartments = Math.ceil(1.5 * most);
  const [sorted, placed, starts] = [new Float64Array(most), new Int32Array(most), new Int32Array(compartments + 1)];
  return (list, count) => {
    if (layOut(list, count) && setRight(sorted, count)) return sorted;
    sorted.set(list.subarray(0, count));
    sorted.subarray(0, count).sort();
    return sorted;
  };

  /** False where there is no even way from the least to the greatest. */
  function layOut(list: Doubles, count: number): boolean {
    let [least, greatest] = [Infinity, -Infinity];
    for (let at = 0; at < count; at += 1) {
      const value = list[at]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    const scale = (compartments - 1) / (greatest - least);
    if (!(scale > 0 && scale < Infinity)) return false;
    starts.fill(0);
    for (let at = 0; at < count; at += 1) {
      const compartment = ((list[at]! - least) * scale) | 0;
      placed[at] = compartment;
      starts[compartment + 1] = starts[compartment + 1]! + 1;
    }
    let before = 0;
    for (let compartment = 1; compartment <= compartments; compartment += 1) {
      before += starts[compartment]!;
      starts[compartment] = before;
    }
    for (let at = 0; at < count; at += 1) {
      const place = starts[placed[at]!]!;
      sorted[place] = list[at]!;
      starts[placed[at]!] = place + 1;
    }
    return true;
  }
}

/** Insertion; false where it would move so much that sorting anew is quicker. */
function setRight(list: Doubles, count: number): boolean {
  let moves = 0;
  for (let at = 1; at < count; at += 1) {
    const value = list[at]!;
    if (list[at - 1]! <= value) continue;
    let place = at;
    for (; place > 0 && list[place - 1]! > value; place -= 1) list[place] = list[place - 1]!;
    list[place] = value;
    moves += at - place;
    if (moves > 16 * count) return false;
  }
  return true;
}
