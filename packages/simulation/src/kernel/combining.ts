import { type Points } from './normalising.ts';
import { type Combine, type Doubles } from './program.ts';

/** What of the step applies to the org units at hand. */
type Bringing = Pick<Combine, 'start' | 'stretch'>;

/** Parts brought together by the weights given; a part that is not there is left out of an org unit that the exact engine scores, and the others weigh more. */
export function combineInto(into: Doubles, { start, stretch }: Bringing, how: Combine['how'], parts: readonly Doubles[], weights: Doubles): void {
  if (how === 'arithmetic') weightedMean(into, start, parts, weights);
  else into.fill(NaN);
  // A part that is not there makes the quick mean not a number, so only those org units are gone through part by part.
  for (let unit = 0; unit < into.length; unit += 1) if (into[unit]! !== into[unit]! && start[unit] === 0) into[unit] = one(how, parts, weights, unit, stretch);
}

/** So many org units that the points of all parts stay in the processor's cache. */
const block = 512;

/** The same where points are of no use to anybody else: they are made a block at a time and never stored. */
export function combineInBlocks(into: Doubles, { start, stretch }: Bringing, how: Combine['how'], parts: readonly (Doubles | Points)[], weights: Doubles): void {
  const rooms = parts.map((part) => (typeof part === 'function' ? new Float64Array(block) : part));
  for (let from = 0; from < into.length; from += block) {
    const to = Math.min(from + block, into.length);
    const columns = parts.map((part, index) => {
      if (typeof part !== 'function') return part.subarray(from, to);
      const column = rooms[index]!.subarray(0, to - from);
      part(column, from);
      return column;
    });
    combineInto(into.subarray(from, to), { start: start.subarray(from, to), stretch }, how, columns, weights);
  }
}

/** Six columns at a time, so that each sum is stored once in six. */
function weightedMean(into: Doubles, start: Doubles, parts: readonly Doubles[], weights: Doubles): void {
  let total = 0;
  for (let part = 0; part < weights.length; part += 1) total += weights[part]!;
  into.set(start);
  let part = 0;
  for (; part + 5 < parts.length; part += 6) {
    const [a, b, c, d, e, f] = [parts[part]!, parts[part + 1]!, parts[part + 2]!, parts[part + 3]!, parts[part + 4]!, parts[part + 5]!];
    const [u, v, w, x, y, z] = [weights[part]! / total, weights[part + 1]! / total, weights[part + 2]! / total, weights[part + 3]! / total, weights[part + 4]! / total, weights[part + 5]! / total];
    for (let unit = 0; unit < into.length; unit += 1) into[unit] = into[unit]! + (u * a[unit]! + v * b[unit]!) + (w * c[unit]! + x * d[unit]!) + (y * e[unit]! + z * f[unit]!);
  }
  for (; part < parts.length; part += 1) {
    const [column, weight] = [parts[part]!, weights[part]! / total];
    for (let unit = 0; unit < into.length; unit += 1) into[unit] = into[unit]! + weight * column[unit]!;
  }
}

function one(how: Combine['how'], parts: readonly Doubles[], weights: Doubles, unit: number, stretch: boolean): number {
  let [used, total, sum, least, most] = [0, 0, 0, Infinity, -Infinity];
  for (let part = 0; part < parts.length; part += 1) {
    const [value, weight] = [parts[part]![unit]!, weights[part]!];
    total += weight;
    if (Number.isNaN(value)) continue;
    used += weight;
    sum += how === 'geometric' ? weight * Math.log(value) : how === 'harmonic' ? weight / value : weight * value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (used === 0) return NaN;
  if (how === 'minimum' || how === 'maximum') return how === 'minimum' ? least : most;
  if (how === 'sum') return stretch ? (sum * total) / used : sum;
  if (how === 'arithmetic') return sum / used;
  if (least <= 0) return least < 0 ? NaN : 0;
  return how === 'geometric' ? Math.exp(sum / used) : used / sum;
}
