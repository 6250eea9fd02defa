import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { compare, decimalText, multiply, parse, type Rational, sum, zero } from '../rational.ts';
import { readReference } from '../reference.ts';
import { boundsOf } from './bounds.ts';
import { partsIn } from './effective-weights.ts';
import { type Finding, finding, type LintRule } from './finding.ts';

/** The score runs from 0 to what was promised, no less and no further. */
export const rangeNotAsPromised: LintRule = ({ methodology: { document, order } }) => {
  const promised = document.undertakings?.total;
  const bounds = boundsOf(document, order).get(readReference(document.score.of).id);
  if (promised === undefined || !bounds || (compare(bounds.low, zero) === 0 && compare(bounds.high, parse(promised)) === 0)) return [];
  return [finding('error', '/score/of', `the score can run from ${decimalText(bounds.low)} to ${decimalText(bounds.high)}, not from 0 to ${promised}`, 'mend the weights or the scales of its parts, or what "undertakings": { "total": ... } promises')];
};

/** Scores without a band, and bands without a score. */
export const bandsAndRange: LintRule = ({ methodology: { document, order } }) => {
  const { bands = [], score } = document;
  const bounds = boundsOf(document, order).get(readReference(score.of).id);
  const [first, low] = [bands[0], bounds?.low ?? zero];
  const gap = first && compare(parse(first.from), low) > 0 ? [finding('warning', '/bands/0/from', `a score below ${first.from} has no band: a gap`, 'begin the first band at the lowest score there can be')] : [];
  const idle = bands.flatMap(({ id, from }, index) => (bounds && compare(parse(from), bounds.high) > 0 ? [finding('warning', pointer('bands', index, 'from'), `nobody can reach ${id}: the score ends at ${decimalText(bounds.high)}`, 'lower the band, or mend the scales of the parts')] : []));
  return [...gap, ...idle];
};

/** Weights are shares that a reader adds up, on every day of the document. */
export const weightsThatDoNotAddUp: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const weights = Object.values(partsIn(node) ?? {}).filter((weight) => typeof weight === 'string' || 'parameter' in weight);
    // A weight that an attribute or a node gives has no one value to add up.
    if (weights.length < 2 || weights.length < Object.keys(partsIn(node) ?? {}).length || !node.step.endsWith('mean')) return [];
    const promised = document.undertakings?.total;
    const wrong = totals(weights, document.parameters ?? {}).find(({ total }) => (promised ? compare(total, parse(promised)) !== 0 : meantAsShares(total)));
    return wrong ? [finding(promised ? 'error' : 'warning', pointer('nodes', id, 'parts'), `the weights add up to ${decimalText(wrong.total)}${wrong.day ? ` from ${wrong.day} on` : ''}, not to ${promised ?? '1 or 100'}`, 'mend the weights, so that a reader takes each as its share')] : [];
  });

/** Weights that nearly add up to 1 or 100 were meant to; 2, 2, 1 and 1 are a ratio, which need not sum to anything. */
const meantAsShares = (total: Rational) => ['1', '100'].some((whole) => compare(total, parse(whole)) !== 0 && compare(total, multiply(parse(whole), parse('0.5'))) >= 0 && compare(total, multiply(parse(whole), parse('1.5'))) <= 0);

type Parameters = Readonly<Record<string, readonly { readonly from?: string | undefined; readonly value: string }[]>>;
/** What the weights add up to from each day on which one of them changes. */
function totals(weights: readonly (string | { readonly parameter: string })[], parameters: Parameters): { day: string | undefined; total: Rational }[] {
  const dated = weights.flatMap((weight) => (typeof weight === 'string' ? [] : (parameters[weight.parameter] ?? [])));
  const on = (day: string | undefined) => (weight: string | { readonly parameter: string }) => {
    if (typeof weight === 'string') return parse(weight);
    const entries = parameters[weight.parameter] ?? [];
    return parse((entries.findLast(({ from }) => from === undefined || (day !== undefined && from <= day)) ?? entries[0])?.value ?? '0');
  };
  return [...new Set(dated.length ? dated.map(({ from }) => from) : [undefined])].map((day) => ({ day, total: sum(weights.map(on(day))) }));
}

/** Parts of a mean that end at different points: the larger takes more than its weight. */
export const scaleMismatch: LintRule = ({ methodology: { document, order } }) => {
  const bounds = boundsOf(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    if (!['weighted-mean', 'mean', 'geometric-mean', 'harmonic-mean', 'power-mean', 'mazziotta-pareto'].includes(node.step)) return [];
    const ends = new Set(inputsOf(node).flatMap((part) => (bounds.has(readReference(part).id) ? [decimalText(bounds.get(readReference(part).id)!.high)] : [])));
    return ends.size > 1 ? [finding('warning', pointer('nodes', id), `its parts are on different scales: ${[...ends].join(' and ')}`, 'give all of them one scale, or the larger takes more than its weight')] : [];
  });
};

/** A factor of 0 makes such a mean 0 whatever the rest is worth. */
export const zeroUnderGeometricMean: LintRule = ({ methodology: { document, order } }) => {
  const bounds = boundsOf(document, order);
  const reaches0 = (part: string) => {
    const known = bounds.get(readReference(part).id);
    return known ? compare(known.low, zero) <= 0 : ['min-max', 'borda'].includes(document.nodes[readReference(part).id]?.step ?? '') && !(Number(document.nodes[readReference(part).id]?.['low']) > 0);
  };
  return Object.entries(document.nodes).flatMap(([id, node]): Finding[] => {
    if (!['geometric-mean', 'harmonic-mean'].includes(node.step) && !(node.step === 'power-mean' && Number(node['power']) < 0)) return [];
    const parts = inputsOf(node).filter(reaches0);
    return parts.length ? [finding('warning', pointer('nodes', id), `${parts.join(', ')} can be 0, and then all of ${id} is`, 'floor the parts with "limits", or use mazziotta-pareto')] : [];
  });
};

export const rangeRules: readonly LintRule[] = [rangeNotAsPromised, bandsAndRange, weightsThatDoNotAddUp, scaleMismatch, zeroUnderGeometricMean];
