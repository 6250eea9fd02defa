import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { compare, parse, sum } from '../rational.ts';
import { readReference } from '../reference.ts';
import { stepNamed } from '../steps/index.ts';
import { type Finding, type LintRule } from './finding.ts';

const warning = (place: string, text: string, advice: string): Finding => ({ severity: 'warning', pointer: place, text, advice });
const error = (place: string, text: string, advice: string): Finding => ({ ...warning(place, text, advice), severity: 'error' });
const percent = (share: number) => `${(share * 100).toFixed(1)} percent`;

/** What nobody reads has no effect, and its author may think it has. */
export const unused: LintRule = ({ methodology: { document } }) => {
  const read = new Set([...Object.values(document.nodes).flatMap(inputsOf), document.score.of, document.score.band ?? '', ...Object.values(document.nodes).flatMap((node) => parametersIn(node))].map((id) => readReference(id).id));
  const idle = (section: 'indicators' | 'parameters', what: string) => Object.keys(document[section] ?? {}).filter((id) => !read.has(id)).map((id) => warning(pointer(section, id), `no node reads the ${what} ${id}`, 'use it in a node, or take it out'));
  return [...idle('indicators', 'indicator'), ...idle('parameters', 'parameter')];
};

function parametersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { parameter } = value as { parameter?: unknown };
  return typeof parameter === 'string' ? [parameter] : Object.values(value).flatMap(parametersIn);
}

export const noExamples: LintRule = ({ methodology: { document } }) => (document.examples?.length ? [] : [warning('/examples', 'there is no worked example', 'add at least one with its figures and its score; publishing runs them')]);

export const weightsThatDoNotAddUp: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const weights = Object.values((node['parts'] ?? {}) as Record<string, unknown>);
    if (weights.length < 2 || !node.step.endsWith('mean') || !weights.every((weight) => typeof weight === 'string')) return [];
    const total = sum(weights.map((weight) => parse(weight)));
    const promised = document.undertakings?.total;
    const fits = (promised ? [promised] : ['1', '100']).some((whole) => compare(total, parse(whole)) === 0);
    return fits ? [] : [(promised ? error : warning)(pointer('nodes', id, 'parts'), `the weights add up to ${Number(total.n) / Number(total.d)}, not to ${promised ?? '1 or 100'}`, 'mend the weights, so that a reader takes each as its share')];
  });

export const uncontrollable: LintRule = ({ methodology: { document }, shares }) => {
  const all = Object.entries(document.indicators).filter(([id]) => (shares.get(id) ?? 0) > 0);
  if (all.length > 0 && all.every(([, { controllableBy }]) => controllableBy === undefined)) return [warning('/indicators', 'no indicator says who can move it', 'add "controllableBy" to each')];
  return all.flatMap(([id, { controllableBy }]) => {
    if (controllableBy === undefined) return [warning(pointer('indicators', id), `nobody says who can move ${id}`, 'add "controllableBy"')];
    return controllableBy.length === 0 ? [error(pointer('indicators', id, 'controllableBy'), `nobody can move ${id}, yet it counts for ${percent(shares.get(id)!)} of the score`, 'take it out of the score, or use it to group peers instead')] : [];
  });
};

export const refusedSources: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.indicators).flatMap(([id, { sourceClass }]) =>
    sourceClass !== undefined && document.undertakings?.refusedSources?.includes(sourceClass) ? [error(pointer('indicators', id, 'sourceClass'), `${id} comes from ${sourceClass}, which this document refuses`, 'take it from another source')] : [],
  );

export const sharesPromised: LintRule = ({ methodology: { document }, shares }) =>
  (document.undertakings?.shares ?? []).flatMap(({ tag, least }, index) => {
    const share = Object.entries(document.indicators).reduce((total, [id, { tags }]) => total + (tags?.includes(tag) ? (shares.get(id) ?? 0) : 0), 0);
    return share + 1e-9 < Number(least) ? [error(pointer('undertakings', 'shares', index), `${tag} counts for ${percent(share)} of the score, less than ${percent(Number(least))}`, `raise the weights of the indicators tagged ${tag}`)] : [];
  });

export const burden: LintRule = ({ methodology: { document } }) => {
  const asked = Object.values(document.indicators).filter(({ sourceClass }) => sourceClass === 'school-return').length;
  const most = document.undertakings?.requests;
  return most !== undefined && asked > most ? [error('/undertakings/requests', `${asked} indicators are asked of schools, more than ${most}`, 'drop some, or take them from records that exist')] : [];
};

/** A factor of 0 makes a geometric mean 0 whatever the rest is worth. */
export const zeroUnderGeometricMean: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (!['geometric-mean', 'harmonic-mean'].includes(node.step)) return [];
    const parts = inputsOf(node).filter((part) => ['goalposts', 'log-goalposts', 'min-max', 'percent-rank', 'borda', 'achievement', 'improvement'].includes(document.nodes[readReference(part).id]?.step ?? '') && !liftedFrom0(document.nodes[readReference(part).id]!));
    return parts.length ? [warning(pointer('nodes', id), `${parts.join(', ')} can be 0, and then all of ${id} is`, 'floor the parts with "limits", or use mazziotta-pareto')] : [];
  });
const liftedFrom0 = (node: Record<string, unknown>) => node['step'] === 'min-max' && typeof node['low'] === 'string' && Number(node['low']) > 0;

/** A jump in a table gives two neighbours very different points for nearly the same figure. */
export const cliffs: LintRule = ({ methodology: { document }, shares }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (node.step !== 'step-table' || (shares.get(id) ?? 0) === 0) return [];
    const points = (node['rows'] as { points?: string }[]).map((row, index) => Number(row.points ?? index));
    const falls = points.findIndex((value, index) => index > 0 && value < points[index - 1]!) ;
    const jumps = points.map((value, index) => (index === 0 ? 0 : value - points[index - 1]!));
    const range = Math.max(...points) - Math.min(...points);
    const steepest = jumps.findIndex((jump) => range > 0 && jump / range > 0.5);
    return [
      ...(falls > 0 && !rises(points) ? [warning(pointer('nodes', id, 'rows', falls), 'a better figure earns fewer points than the row before', 'put the points in one direction')] : []),
      ...(steepest > 0 && points.length > 2 ? [warning(pointer('nodes', id, 'rows', steepest), 'more than half of the points hang on one bound: a cliff', 'part it into smaller rows, or use goalposts')] : []),
    ];
  });
/** A table whose points go against the direction that its indicator says. */
export const tableAgainstDirection: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const direction = document.indicators[typeof node['of'] === 'string' ? readReference(node['of']).id : '']?.direction;
    if (node.step !== 'step-table' || direction === undefined) return [];
    const points = (node['rows'] as { points?: string }[]).map((row, index) => Number(row.points ?? index));
    const [first, last] = [points[0]!, points.at(-1)!];
    return first !== last && (direction === 'higher') !== last > first ? [error(pointer('nodes', id, 'rows'), `better figures of ${String(node['of'])} earn fewer points: its direction is ${direction}`, 'turn the points round, or mend the direction')] : [];
  });

const rises = (points: readonly number[]) => points.every((value, index) => index === 0 || value <= points[index - 1]!);

/** A score that a colleague can move, where pay may hang on it. */
export const dependsOnPeers: LintRule = ({ methodology: { document }, shares }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const { period } = (node['peers'] ?? {}) as { period?: string };
    return stepNamed.get(node.step)?.peers === 'population' && period === undefined && (shares.get(id) ?? 0) > 0 && !(node.step === 'distance-to-target' && node['from'] !== undefined)
      ? [warning(pointer('nodes', id), `${id} moves when another org unit's figure does`, 'take the statistic from a frozen earlier period ("peers": { "period": "benchmark" }), or use goalposts')]
      : [];
  });

export const bandsFromTheBottom: LintRule = ({ methodology: { document } }) => {
  const first = document.bands?.[0];
  return first && compare(parse(first.from), parse('0')) > 0 ? [warning('/bands/0/from', `a score below ${first.from} has no band: a gap`, 'begin the first band at the lowest score there can be')] : [];
};

export const scaleMismatch: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (!['weighted-mean', 'mean', 'geometric-mean', 'harmonic-mean', 'power-mean', 'mazziotta-pareto'].includes(node.step)) return [];
    const scales = inputsOf(node).flatMap((part) => {
      const { step, scale } = (document.nodes[part] ?? {}) as { step?: string; scale?: unknown };
      return step?.endsWith('goalposts') && typeof scale === 'string' ? [scale] : [];
    });
    return new Set(scales.map(Number)).size > 1 ? [warning(pointer('nodes', id), `its parts are on different scales: ${[...new Set(scales)].join(' and ')}`, 'give all of them one scale, or the larger takes more than its weight')] : [];
  });

export const documentRules: readonly LintRule[] = [unused, noExamples, weightsThatDoNotAddUp, uncontrollable, refusedSources, sharesPromised, burden, zeroUnderGeometricMean, cliffs, tableAgainstDirection, dependsOnPeers, bandsFromTheBottom, scaleMismatch];
