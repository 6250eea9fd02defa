import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { compare, parseExact } from '../rational.ts';
import { readReference } from '../reference.ts';
import { boundsOf } from './bounds.ts';
import { partsIn } from './effective-weights.ts';
import { type Linted, type LintRule, percent, warning } from './finding.ts';

/** For warnings only, so plain numbers serve. */
type Figures = ReadonlyMap<string, ReadonlyMap<string, number>>;

const figuresOf = ({ cells, methodology }: Linted): Figures => {
  const found = new Map<string, Map<string, number>>();
  for (const { indicator, orgUnit, period, value, subgroup } of cells) {
    if (!value || subgroup || !Object.hasOwn(methodology.indicators, indicator)) continue;
    found.set(indicator, (found.get(indicator) ?? new Map<string, number>()).set(`${orgUnit} ${period}`, Number(value)));
  }
  return found;
};

/** A figure that is the same everywhere tells nobody apart. */
export const noVariance: LintRule = (linted) =>
  [...figuresOf(linted)].flatMap(([id, values]) => (values.size > 4 && new Set(values.values()).size === 1 ? [warning(pointer('indicators', id), `${id} is ${[...values.values()][0]} everywhere, so it tells nobody apart`, 'take it out, or ask why nobody differs')] : []));

/** An indicator that nearly all have reached no longer rewards anything. */
export const toppedOut: LintRule = ({ methodology: { document, order }, results }) => {
  const bounds = boundsOf(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const field = rewards[node.step];
    const full = bounds.get(id)?.high;
    if (field === undefined || !full) return [];
    const values = results.flatMap(({ nodes }) => (nodes[id]?.status === 'present' ? [parseExact(nodes[id].exact)] : []));
    const share = values.filter((value) => compare(value, full) >= 0).length / values.length;
    return values.length > 4 && share > 0.5 ? [warning(pointer('nodes', id, field), `${(share * 100).toFixed(0)} percent have all points: it is topped out`, 'raise the goalpost, or retire the indicator')] : [];
  });
};
/** Where a step says what earns everything. */
const rewards: Readonly<Record<string, string>> = { goalposts: 'high', 'log-goalposts': 'high', achievement: 'benchmark', improvement: 'benchmark', 'step-table': 'rows', interpolate: 'knots' };

/** Two indicators that move together count one thing twice. */
export const countedTwice: LintRule = (linted) => {
  const counted = [...figuresOf(linted)].filter(([id]) => (linted.shares.get(id) ?? 0) > 0 && earnsByItself(id, linted));
  return counted.flatMap(([first, a], index) => counted.slice(index + 1).flatMap(([second, b]) => {
    const pairs = [...a].flatMap(([key, value]): [number, number][] => (b.has(key) ? [[value, b.get(key)!]] : []));
    const r = correlation(pairs);
    return pairs.length > 9 && Math.abs(r) > 0.9 ? [warning(pointer('indicators', second), `${second} moves with ${first} (correlation ${r.toFixed(2)}): one thing counted twice`, 'keep one of them, or share one weight between them')] : [];
  }));
};

/** What is only looked at as a circumstance, to say what would be expected, carries no weight of its own. */
const earnsByItself = (id: string, { methodology: { document } }: Linted) => Object.values(document.nodes).some((node) => inputsOf(node).some((input) => readReference(input).id === id) && (node.step !== 'expected-value' || readReference(String(node['of'])).id === id));

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1) => pairs.reduce((total, pair) => total + pair[index], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const [xy, xx, yy] = pairs.reduce(([a, b, c], [p, q]) => [a + (p - x) * (q - y), b + (p - x) ** 2, c + (q - y) ** 2], [0, 0, 0] as [number, number, number]);
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/**
 * Importance far from weight. A part's importance is the share of the score's variance that it brings: its covariance with the sum
 * over the variance of the sum; the shares add up to 1. Parts alike in spread and free of each other would bring wᵢ² ÷ Σw².
 */
export const weightsThatDoNotAct: LintRule = ({ methodology: { document }, results }) => {
  const of = readReference(document.score.of).id;
  const root = document.nodes[of];
  if (!root || !['weighted-mean', 'mean', 'sum'].includes(root.step)) return [];
  const parts = inputsOf(root);
  const weights = parts.map((part) => Number(partsIn(root)?.[part] ?? '1'));
  const total = weights.reduce((a, b) => a + b, 0);
  const rows = results.flatMap(({ nodes }) => (parts.every((part) => nodes[part]?.status === 'present') ? [parts.map((part, index) => (weights[index]! / total) * Number(nodes[part]!.value))] : []));
  const sums = rows.map((row) => row.reduce((a, b) => a + b, 0));
  const spread = covariance(sums, sums);
  if (rows.length < 10 || !total || spread === 0) return [];
  return parts.flatMap((part, index) => {
    const importance = covariance(rows.map((row) => row[index]!), sums) / spread;
    const alike = weights[index]! ** 2 / weights.reduce((squares, weight) => squares + weight ** 2, 0);
    const words = `${part} has ${percent(weights[index]! / total)} of the weight and brings ${percent(importance)} of the differences in the score, where ${percent(alike)} would be its part`;
    if (importance < alike / 4) return [warning(pointer('nodes', part), `${words}: its weight does not act`, 'look at its spread: narrow its goalposts, or change its weight')];
    return importance > alike + 0.3 ? [warning(pointer('nodes', part), `${words}: it decides more than its weight says`, 'look at its spread: widen its goalposts, or change its weight')] : [];
  });
};
function covariance(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [p, q] = [mean(x), mean(y)];
  return x.reduce((total, value, index) => total + (value - p) * (y[index]! - q), 0);
}

/** Much weight on figures over few cases rewards luck. */
export const fewCases: LintRule = ({ methodology: { document }, cells, shares }) =>
  Object.keys(document.indicators).flatMap((id) => {
    const counts = cells.filter(({ indicator, n }) => indicator === id && n !== undefined).map(({ n }) => Number(n));
    const few = counts.filter((n) => n < 30).length / counts.length;
    return counts.length > 4 && few > 0.25 && (shares.get(id) ?? 0) > 0.1 && document.indicators[id]?.minimumN === undefined
      ? [warning(pointer('indicators', id), `${(few * 100).toFixed(0)} percent of its figures are over fewer than 30 cases, and it has ${((shares.get(id) ?? 0) * 100).toFixed(0)} percent of the weight`, 'set "minimumN", pool more periods, or shrink it to the peers')]
      : [];
  });

/** A product that met a zero. */
export const zeroed: LintRule = ({ methodology: { document }, results }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const zeros = ['geometric-mean', 'harmonic-mean'].includes(node.step) ? results.filter(({ nodes }) => nodes[id]?.exact === '0').length : 0;
    return zeros ? [warning(pointer('nodes', id), `${zeros} org units get 0 because one part is 0, whatever the others are`, 'floor the parts with "limits", or use mazziotta-pareto')] : [];
  });

export const unknownInValues: LintRule = ({ methodology: { indicators }, cells }) =>
  Object.keys(indicators).filter((id) => cells.length > 0 && !cells.some(({ indicator }) => indicator === id)).map((id) => warning(pointer('indicators', id), `the values have no row of ${id}`, 'check its name against the file'));

export const valuesRules: readonly LintRule[] = [noVariance, toppedOut, countedTwice, weightsThatDoNotAct, fewCases, zeroed, unknownInValues];
