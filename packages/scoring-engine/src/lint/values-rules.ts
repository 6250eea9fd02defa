import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { readReference } from '../reference.ts';
import { type Finding, type Linted, type LintRule } from './finding.ts';

/** For warnings only, so plain numbers serve. */
type Figures = ReadonlyMap<string, ReadonlyMap<string, number>>;
const warning = (place: string, text: string, advice: string): Finding => ({ severity: 'warning', pointer: place, text, advice });

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
  [...figuresOf(linted)].flatMap(([id, values]) => (values.size > 2 && new Set(values.values()).size === 1 ? [warning(pointer('indicators', id), `${id} is ${[...values.values()][0]} everywhere`, 'take it out, its weight does nothing')] : []));

/** An indicator that nearly all have reached no longer rewards anything. */
export const toppedOut: LintRule = ({ methodology: { document }, results }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (!node.step.endsWith('goalposts')) return [];
    const values = results.flatMap(({ nodes }) => (nodes[id]?.status === 'present' ? [Number(nodes[id].value)] : []));
    const full = Number(node['scale']);
    const share = values.filter((value) => value >= full).length / values.length;
    return values.length > 4 && share > 0.5 ? [warning(pointer('nodes', id, 'high'), `${(share * 100).toFixed(0)} percent have all points: it is topped out`, 'raise the goalpost, or retire the indicator')] : [];
  });

/** Two indicators that move together count one thing twice. */
export const countedTwice: LintRule = (linted) => {
  const counted = [...figuresOf(linted)].filter(([id]) => (linted.shares.get(id) ?? 0) > 0);
  return counted.flatMap(([first, a], index) => counted.slice(index + 1).flatMap(([second, b]) => {
    const pairs = [...a].flatMap(([key, value]): [number, number][] => (b.has(key) ? [[value, b.get(key)!]] : []));
    const r = correlation(pairs);
    return pairs.length > 9 && Math.abs(r) > 0.9 ? [warning(pointer('indicators', second), `${second} moves with ${first} (correlation ${r.toFixed(2)}): one thing counted twice`, 'keep one of them, or share one weight between them')] : [];
  }));
};

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1) => pairs.reduce((total, pair) => total + pair[index], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const [xy, xx, yy] = pairs.reduce(([a, b, c], [p, q]) => [a + (p - x) * (q - y), b + (p - x) ** 2, c + (q - y) ** 2], [0, 0, 0] as [number, number, number]);
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Importance far from weight: a part that hardly moves with the score does not act as its weight says. */
export const weightsThatDoNotAct: LintRule = ({ methodology: { document }, results, shares }) => {
  const root = document.nodes[readReference(document.score.of).id];
  if (!root || !['weighted-mean', 'mean', 'sum'].includes(root.step) || results.length < 10) return [];
  return inputsOf(root).flatMap((part) => {
    const pairs = results.flatMap(({ exact, nodes }): [number, number][] => (exact !== undefined && nodes[part]?.status === 'present' ? [[Number(nodes[part].value), share(exact)]] : []));
    const r = correlation(pairs);
    return pairs.length > 9 && r < 0.2 ? [warning(pointer('nodes', part), `${part} has ${((shares.get(part) ?? 0) * 100).toFixed(0)} percent of the weight but hardly moves the score (correlation ${r.toFixed(2)})`, 'look at its spread: widen its goalposts or change its weight')] : [];
  });
};
const share = (exact: string) => exact.split('/').map(Number).reduce((a, b) => a / b);

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
