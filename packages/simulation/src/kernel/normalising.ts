import { definedLn } from '../draws/normal.ts';
import { type Doubles, type Normalise } from './program.ts';

/** Points of every org unit by a step as it is stated, or by an alternative on the same range of points. Not a number where there is none. */
export function normaliseInto(into: Doubles, step: Normalise, how: Normalise['how'], x: Doubles): void {
  const stated = how === step.how;
  if (how === 'goalposts' || how === 'log-goalposts') goalposts(into, step, x);
  else if (how === 'min-max') minMax(into, step, x, stated);
  else if (how === 'z-score') zScore(into, step, x, stated);
  else percentRank(into, step, x, stated);
  for (let unit = 0; unit < into.length; unit += 1) if (step.fixed[unit]! === step.fixed[unit]!) into[unit] = step.fixed[unit]!;
}

/** The points of the worst and the best under the stated step; of a z-score two deviations either side. */
function range({ how, low, high, scale }: Normalise, unit: number): readonly [number, number] {
  if (how === 'min-max') return [low[unit]!, high[unit]!];
  if (how === 'z-score') return [low[unit]! - 2 * high[unit]!, low[unit]! + 2 * high[unit]!];
  return [0, scale[unit]!];
}

function goalposts(into: Doubles, { how, low, high, scale, less }: Normalise, x: Doubles): void {
  const at = how === 'log-goalposts' ? definedLn : (value: number) => value;
  for (let unit = 0; unit < into.length; unit += 1) {
    const [a, b] = [low[unit]!, high[unit]!];
    const [least, most] = [Math.min(a, b), Math.max(a, b)];
    const [from, to] = less ? [most, least] : [a, b];
    const held = Math.min(Math.max(x[unit]!, least), most);
    into[unit] = Number.isNaN(held) ? NaN : (scale[unit]! * (at(held) - at(from))) / (at(to) - at(from));
  }
}

const present = (x: Doubles) => x.filter((value) => !Number.isNaN(value));

function minMax(into: Doubles, step: Normalise, x: Doubles, stated: boolean): void {
  let [least, most] = [Infinity, -Infinity];
  for (const value of x) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const [from, to] = step.less ? [most, least] : [least, most];
  for (let unit = 0; unit < into.length; unit += 1) {
    const [low, high] = stated ? [step.low[unit]!, step.high[unit]!] : range(step, unit);
    into[unit] = low + ((high - low) * (x[unit]! - from)) / (to - from);
  }
}

function zScore(into: Doubles, step: Normalise, x: Doubles, stated: boolean): void {
  const values = present(x);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - (stated && step.deviation === 'population' ? 0 : 1)));
  const known = values.length > 1 && deviation > 0;
  for (let unit = 0; unit < into.length; unit += 1) {
    const [low, high] = range(step, unit);
    const z = ((step.less ? -1 : 1) * (x[unit]! - mean)) / deviation;
    into[unit] = known ? (low + high) / 2 + ((high - low) / 4) * z : NaN;
  }
}

function percentRank(into: Doubles, step: Normalise, x: Doubles, stated: boolean): void {
  const ascending = present(x).sort();
  const n = ascending.length;
  for (let unit = 0; unit < into.length; unit += 1) {
    const [lower, notHigher] = [below(ascending, x[unit]!, false), below(ascending, x[unit]!, true)];
    const worse = step.less ? n - notHigher : lower;
    const others = Math.max(notHigher - lower - 1, 0);
    const counted = worse + (step.ties === 'max' ? others : step.ties === 'average' ? others / 2 : 0);
    const [low, high] = stated ? [0, step.scale[unit]!] : range(step, unit);
    into[unit] = n > 1 && !Number.isNaN(x[unit]!) ? low + (high - low) * Math.min(Math.max(counted / (n - 1), 0), 1) : NaN;
  }
}

/** How many values are lower, or with `same` lower or the same. */
function below(ascending: Doubles, x: number, same: boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < x || (same && ascending[middle] === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}
