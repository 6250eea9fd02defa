import { pointer } from '../examine-document.ts';
import { inputsOf, periodWords } from '../inputs-of.ts';
import { earliestDay, isRelative, readReference } from '../reference.ts';
import { peersOf } from '../steps/index.ts';
import { adoptedOnAssumptions, assumptions } from './assumptions-rules.ts';
import { betterNeverLowers } from './better-never-lowers.ts';
import { error, type LintRule, warning } from './finding.ts';
import { rangeRules } from './range-rules.ts';
import { shareRules } from './share-rules.ts';
import { parametersIn, sharedCore } from './shared-core.ts';
import { sourcesRules } from './sources-rules.ts';


/** What nobody reads has no effect, and its author may think it has. */
export const unused: LintRule = ({ methodology: { document } }) => {
  const read = new Set([...Object.values(document.nodes).flatMap(inputsOf), document.score.of, document.score.band ?? '', ...Object.values(document.nodes).flatMap((node) => parametersIn(node)), ...parametersIn(document.attribution)].map((id) => readReference(id).id));
  const idle = (section: 'indicators' | 'parameters', what: string) => Object.keys(document[section] ?? {}).filter((id) => !read.has(id)).map((id) => warning(pointer(section, id), `no node reads the ${what} ${id}`, 'use it in a node, or take it out'));
  return [...idle('indicators', 'indicator'), ...idle('parameters', 'parameter')];
};

export const noExamples: LintRule = ({ methodology: { document } }) => (document.examples?.length ? [] : [warning('/examples', 'there is no worked example', 'add at least one with its figures and its score; without one it can be neither tested nor published')]);

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
      ...(steepest > 0 && (points.length > 2 || earns(node)) ? [warning(pointer('nodes', id, 'rows', steepest), 'more than half of the points hang on one bound: a cliff', 'part it into smaller rows, or use goalposts')] : []),
    ];
  });
/** A table whose points go against the direction that its indicator says. */
export const tableAgainstDirection: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const direction = document.indicators[typeof node['of'] === 'string' ? readReference(node['of']).id : '']?.direction;
    if (node.step !== 'step-table' || direction === undefined) return [];
    const points = (node['rows'] as { points?: string }[]).map((row, index) => Number(row.points ?? index));
    const [first, last] = [points[0]!, points.at(-1)!];
    const wanted = document.score.direction === 'lower' ? 'lower' : 'higher';
    return first !== last && (direction === wanted) !== last > first ? [error(pointer('nodes', id, 'rows'), `better figures of ${String(node['of'])} earn ${wanted === 'lower' ? 'more' : 'fewer'} points: its direction is ${direction}${wanted === 'lower' ? ', and of the score the lower is better' : ''}`, 'turn the points round, or mend the direction')] : [];
  });

/** True of a table that says points, and not only words. */
const earns = (node: Readonly<Record<string, unknown>>) => (node['rows'] as { points?: string }[]).some(({ points }) => points !== undefined);
const rises = (points: readonly number[]) => points.every((value, index) => index === 0 || value <= points[index - 1]!);

/** A score that a colleague can move, where pay may hang on it. */
export const dependsOnPeers: LintRule = ({ methodology: { document }, shares }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const { period } = (node['peers'] ?? {}) as { period?: string };
    return peersOf(node) === 'population' && period === undefined && (shares.get(id) ?? 0) > 0
      ? [warning(pointer('nodes', id), `${id} moves when another org unit's figure does`, 'take the statistic from a frozen earlier period ("peers": { "period": "benchmark" }), or use goalposts')]
      : [];
  });

/** A rank moves when a colleague does; it is for views, and counts only where the document says so. */
export const rankCounts: LintRule = ({ methodology: { document, order } }) => {
  if (document.allows?.includes('rank')) return [];
  const counts = new Set([document.score.of, document.score.band ?? ''].map((id) => readReference(id).id));
  for (const id of [...order].reverse()) if (counts.has(id)) for (const input of inputsOf(document.nodes[id]!)) counts.add(readReference(input).id);
  return Object.entries(document.nodes).flatMap(([id, node]) => (node.step === 'rank' && counts.has(id) ? [error(pointer('nodes', id), `the rank ${id} counts in the score or its band`, 'keep it for views, or say "allows": ["rank"]')] : []));
};

/** A benchmark is fixed before the time that is scored, or those who are scored move it. */
export const benchmarkAfterwards: LintRule = ({ methodology: { document } }) => {
  const words = new Set(Object.values(document.nodes).flatMap(periodWords));
  return Object.entries(document.periods ?? {}).flatMap(([word, bound]) => {
    const day = isRelative(bound) ? undefined : earliestDay(bound);
    const late = isRelative(bound) ? Number(bound) >= 0 : day !== undefined && document.effective !== undefined && day >= document.effective.from;
    return late && words.has(word) ? [error(pointer('periods', word), `${word} means ${bound}, which is not over when the scored time begins`, 'bind it to an earlier period')] : [];
  });
};

export const documentRules: readonly LintRule[] = [unused, noExamples, ...sourcesRules, ...shareRules, ...rangeRules, cliffs, tableAgainstDirection, betterNeverLowers, dependsOnPeers, rankCounts, benchmarkAfterwards, sharedCore, assumptions, adoptedOnAssumptions];
