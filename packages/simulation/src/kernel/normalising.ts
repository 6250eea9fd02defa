import { definedLn } from '../draws/normal.ts';
import { type Doubles, type Normalise } from './program.ts';

/** Writes the points of org units from one on, as many as there is room for. */
export type Points = (into: Doubles, from: number) => void;

/** Opens the points by a step as it is stated, or by an alternative on the same range of points: what all org units have to do with is worked out once. Not a number where there is none. */
export function openPoints(step: Normalise, how: Normalise['how'], x: Doubles): Points {
  const { fixed } = step;
  const points = bySteps[how](step, x, how === step.how);
  if (!fixed) return points;
  return (into, from) => {
    points(into, from);
    for (let at = 0; at < into.length; at += 1) if (fixed[from + at]! === fixed[from + at]!) into[at] = fixed[from + at]!;
  };
}

/** The points of the worst and the best under the stated step; of a z-score two deviations either side. */
function ends({ how, low, high, scale }: Normalise): readonly [Doubles, Doubles] {
  if (how === 'min-max') return [low, high];
  if (how === 'z-score') return [low.map((centre, unit) => centre - 2 * high[unit]!), low.map((centre, unit) => centre + 2 * high[unit]!)];
  return [new Float64Array(scale.length), scale];
}

function goalposts({ how, low, high, scale, less }: Normalise, x: Doubles): Points {
  const at = how === 'log-goalposts' ? definedLn : (value: number) => value;
  return (into, first) => {
    for (let place = 0; place < into.length; place += 1) {
      const unit = first + place;
      const [a, b] = [low[unit]!, high[unit]!];
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const [from, to] = less ? [most, least] : [a, b];
      const held = Math.min(Math.max(x[unit]!, least), most);
      into[place] = Number.isNaN(held) ? NaN : (scale[unit]! * (at(held) - at(from))) / (at(to) - at(from));
    }
  };
}

const present = (x: Doubles) => x.filter((value) => !Number.isNaN(value));

function minMax(step: Normalise, x: Doubles): Points {
  let [least, most] = [Infinity, -Infinity];
  for (let unit = 0; unit < x.length; unit += 1) {
    const value = x[unit]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const [from, to] = step.less ? [most, least] : [least, most];
  const [low, high] = ends(step);
  return (into, first) => {
    for (let at = 0; at < into.length; at += 1) into[at] = low[first + at]! + ((high[first + at]! - low[first + at]!) * (x[first + at]! - from)) / (to - from);
  };
}

function zScore(step: Normalise, x: Doubles, stated: boolean): Points {
  const values = present(x);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - (stated && step.deviation === 'population' ? 0 : 1)));
  const known = values.length > 1 && deviation > 0;
  const [low, high] = ends(step);
  return (into, first) => {
    for (let at = 0; at < into.length; at += 1) {
      const [worst, best] = [low[first + at]!, high[first + at]!];
      const z = ((step.less ? -1 : 1) * (x[first + at]! - mean)) / deviation;
      into[at] = known ? (worst + best) / 2 + ((best - worst) / 4) * z : NaN;
    }
  };
}

function percentRank(step: Normalise, x: Doubles): Points {
  const ascending = present(x).sort();
  const n = ascending.length;
  const [low, high] = ends(step);
  return (into, first) => {
    for (let at = 0; at < into.length; at += 1) {
      const [value, worst, best] = [x[first + at]!, low[first + at]!, high[first + at]!];
      const [lower, notHigher] = [below(ascending, value, false), below(ascending, value, true)];
      const worse = step.less ? n - notHigher : lower;
      const others = Math.max(notHigher - lower - 1, 0);
      const counted = worse + (step.ties === 'max' ? others : step.ties === 'average' ? others / 2 : 0);
      into[at] = n > 1 && !Number.isNaN(value) ? worst + (best - worst) * Math.min(Math.max(counted / (n - 1), 0), 1) : NaN;
    }
  };
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

const bySteps: Readonly<Record<Normalise['how'], (step: Normalise, x: Doubles, stated: boolean) => Points>> = { goalposts, 'log-goalposts': goalposts, 'min-max': minMax, 'z-score': zScore, 'percent-rank': percentRank };
