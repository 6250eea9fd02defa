import { type Combine, type Doubles } from './program.ts';

/** Parts brought together by the weights given; a part that is not there is left out of an org unit that the exact engine scores, and the others weigh more. */
export function combineInto(into: Doubles, { scored, stretch }: Combine, how: Combine['how'], parts: readonly Doubles[], weights: Doubles, full: boolean): void {
  if (full && how === 'arithmetic') return weightedMean(into, parts, weights);
  for (let unit = 0; unit < into.length; unit += 1) into[unit] = scored[unit] ? one(how, parts, weights, unit, stretch) : NaN;
}

/** The commonest case, with nothing missing: four columns at a time, so that each sum is stored once in four. */
function weightedMean(into: Doubles, parts: readonly Doubles[], weights: Doubles): void {
  let total = 0;
  for (const weight of weights) total += weight;
  into.fill(0);
  let part = 0;
  for (; part + 3 < parts.length; part += 4) {
    const [a, b, c, d] = [parts[part]!, parts[part + 1]!, parts[part + 2]!, parts[part + 3]!];
    const [v, w, x, y] = [weights[part]! / total, weights[part + 1]! / total, weights[part + 2]! / total, weights[part + 3]! / total];
    for (let unit = 0; unit < into.length; unit += 1) into[unit] = into[unit]! + v * a[unit]! + w * b[unit]! + x * c[unit]! + y * d[unit]!;
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
