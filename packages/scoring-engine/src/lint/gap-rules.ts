import { type Expression } from 'jsep';
import { dotted, readFormula } from '../formula/read.ts';
import { pointer } from '../examine-document.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { decimalText } from '../rational.ts';
import { readReference } from '../reference.ts';
import { boundsOf } from './bounds.ts';
import { type Finding, finding, type LintRule } from './finding.ts';
import { boundsOfCondition, choices, figuresBetween, holds } from './truth.ts';

const warning = (place: string, text: string, advice: string) => finding('warning', place, text, advice);
type Node = MethodologyDocument['nodes'][string];
/** How far a figure or a node can go; for warnings, so plain numbers serve. */
type Possible = (reference: string) => { readonly low?: number; readonly high?: number };

function possibleIn(document: MethodologyDocument, order: readonly string[]): Possible {
  const bounds = boundsOf(document, order);
  return (text) => {
    const { id, side } = readReference(text);
    const found = side ? undefined : bounds.get(id);
    return found ? { low: Number(decimalText(found.low)), high: Number(decimalText(found.high)) } : {};
  };
}

/** A table that begins above the least figure there can be leaves whoever is below without a score. */
function belowTheFirstRow(id: string, node: Node, possible: Possible): Finding[] {
  const [first] = node['rows'] as readonly { readonly from?: unknown }[];
  const { low } = possible(String(node['of']));
  const from = first?.from;
  if (!isNumber(from)) return [];
  const least = low ?? 0;
  const covered = node['closed'] === 'to' && low !== undefined ? Number(from) < least : Number(from) <= least;
  const whoever = node['closed'] === 'to' ? `${from} or less` : `below ${from}`;
  return covered ? [] : [warning(pointer('nodes', id, 'rows', 0, 'from'), `a figure of ${String(node['of'])} that is ${whoever} has no row, and whoever has it no score: a gap`, 'let the first row go without "from"')];
}

type Row = { readonly when: Readonly<Record<string, unknown>> };
const isNumber = (text: unknown): text is string => typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);

/** The figures that the conditions on one input tell apart; nothing where one is a word or is read from elsewhere. */
function figuresOf(rows: readonly Row[], input: string, possible: Possible): number[] | undefined {
  const bounds: number[] = [];
  for (const { when } of rows) {
    const condition = when[input];
    if (condition === undefined) continue;
    const interval = typeof condition === 'object' && !Array.isArray(condition);
    const numbers = interval ? ['from', 'below'].flatMap((end) => (condition as Record<string, unknown>)[end] ?? []) : [condition].flat();
    if (!numbers.every(isNumber) || (interval && Object.keys(condition as object).some((key) => !['from', 'below'].includes(key)))) return undefined;
    bounds.push(...numbers.map(Number));
  }
  return figuresBetween(bounds, possible(input));
}

function meets(condition: unknown, value: number): boolean {
  if (typeof condition === 'string' || Array.isArray(condition)) return [condition].flat().some((one) => Number(one) === value);
  const { from, below } = condition as { from?: string; below?: string };
  return (from === undefined || value >= Number(from)) && (below === undefined || value < Number(below));
}

/** What a table of rules leaves out, and rows that others always come before. */
function holesIn(id: string, node: Node, possible: Possible): Finding[] {
  const rows = node['rows'] as readonly Row[];
  const inputs = [...new Set(rows.flatMap(({ when }) => Object.keys(when)))];
  const figures = inputs.map((input) => [input, figuresOf(rows, input, possible)] as const);
  const known = figures.flatMap(([input, values]) => (values ? [[input, values] as const] : []));
  const all = known.length === figures.length ? choices(known) : undefined;
  if (!all) return [];
  const first = all.map((one) => rows.findIndex(({ when }) => Object.entries(when).every(([input, condition]) => meets(condition, one[input]!))));
  const hole = all[first.indexOf(-1)];
  const gap = hole ? [warning(pointer('nodes', id, 'rows'), `no row holds where ${Object.entries(hole).map(([input, value]) => `${input} is ${value}`).join(' and ')}, so whoever has that has no score: a gap`, 'add a last row without "when", or close the gap')] : [];
  const idle = rows.flatMap(({ when }, index) => (first.includes(index) || Object.keys(when).length === 0 ? [] : [warning(pointer('nodes', id, 'rows', index), 'wherever this row holds, a row before it does too, so it never decides', 'put it before the wider row, or take it out')]));
  return [...gap, ...idle];
}

const inside = (tree: Expression): Expression[] => [tree['left'], tree['right'], tree['argument'], ...((tree['arguments'] as unknown[] | undefined) ?? [])].filter((part): part is Expression => typeof part === 'object' && part !== null);
const isChoice = (tree: Expression) => tree.type === 'CallExpression' && dotted(tree['callee'] as Expression) === 'if';

/** Branches of `if` that no figure comes to. */
function deadBranches(id: string, node: Node, possible: Possible): Finding[] {
  const tree = readFormula(String(node['is']));
  const all: Expression[] = [tree];
  for (const one of all) all.push(...inside(one));
  const conditions = all.filter(isChoice).map((one) => boundsOfCondition(inside(one)[0]!));
  if (conditions.length === 0 || conditions.some((one) => one === undefined)) return [];
  const bounds = new Map<string, number[]>();
  for (const one of conditions) for (const [name, numbers] of one!) bounds.set(name, [...(bounds.get(name) ?? []), ...numbers]);
  const figures = choices([...bounds].map(([name, numbers]) => [name, figuresBetween(numbers, possible(readsBy(node, name)))] as const));
  const taken = new Map<Expression, Set<boolean>>();
  const walk = (at: Expression, given: Record<string, number>): void => {
    if (!isChoice(at)) return inside(at).forEach((part) => walk(part, given));
    const [condition, then, otherwise] = inside(at);
    const met = holds(condition!, given);
    taken.set(at, (taken.get(at) ?? new Set<boolean>()).add(met));
    walk((met ? then : otherwise)!, given);
  };
  figures?.forEach((given) => walk(tree, given));
  const dead = [...taken].find(([, met]) => met.size === 1);
  return dead ? [warning(pointer('nodes', id, 'is'), `a condition of this formula ${dead[1].has(true) ? 'always holds' : 'never holds'} where it is asked, so one of its branches never counts`, 'put the narrower condition first, or take the branch out')] : [];
}

/** What a name in a formula reads. */
function readsBy(node: Node, name: string): string {
  const given = ((node['let'] ?? {}) as Record<string, unknown>)[name] ?? name;
  return typeof given === 'string' ? given : '';
}

export const gaps: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  const looks: Readonly<Record<string, (id: string, node: Node, possible: Possible) => Finding[]>> = { 'step-table': belowTheFirstRow, 'decision-table': holesIn, formula: deadBranches };
  return Object.entries(document.nodes).flatMap(([id, node]) => looks[node.step]?.(id, node, possible) ?? []);
};

/** Steps that give points or figures, of which any but 0 would open a gate. */
const noConditions = new Set(['goalposts', 'log-goalposts', 'mean', 'weighted-mean', 'geometric-mean', 'sum', 'achievement', 'improvement', 'ratio', 'difference', 'interpolate', 'z-score', 'min-max', 'percent-rank', 'limits', 'pool', 'rank']);

/** A gate that a tenth of a point opens, that is always open, or that gives a word nobody else does. */
export const gatesThatDoNotHold: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    if (node.step !== 'gate') return [];
    const conditions = (node['conditions'] as string[]).flatMap((input, index) => conditionFindings(pointer('nodes', id, 'conditions', index), input, document, possible));
    const { id: word } = node['otherwise'] as { readonly id?: string };
    const grades = ((document.nodes[readReference(String(node['of'])).id]?.['rows'] ?? []) as { readonly id?: string }[]).flatMap((row) => row.id ?? []);
    const shown = (document.examples ?? []).some(({ then }) => then.band === word || Object.values(then.nodes ?? {}).includes(word ?? ''));
    const strange = word !== undefined && grades.length > 0 && !grades.includes(word) && !shown ? [warning(pointer('nodes', id, 'otherwise', 'id'), `"${word}" is none of the words of ${String(node['of'])}: ${grades.join(', ')}`, 'name one of them; where it is meant to stand beside them, let an example come to it')] : [];
    return [...conditions, ...strange];
  });
};

function conditionFindings(place: string, input: string, { nodes }: MethodologyDocument, possible: Possible): Finding[] {
  const node = nodes[readReference(input).id];
  if (node && noConditions.has(node.step)) return [warning(place, `${input} is no condition but a number, and any number other than 0 opens the gate`, `compare it: a formula such as "${input} >= 50"`)];
  if (node?.step !== 'formula') return [];
  const tree = readFormula(String(node['is']));
  const bounds = boundsOfCondition(tree);
  const figures = bounds && choices([...bounds].map(([name, numbers]) => [name, figuresBetween(numbers, possible(readsBy(node, name)))] as const));
  const met = new Set(figures?.map((given) => holds(tree, given)));
  return met.size === 1 ? [warning(place, `${input} ${met.has(true) ? 'always' : 'never'} holds: ${String(node['is'])}`, 'mend its bound, or take the gate out')] : [];
}

/** Rounding up to whole points and then to a decimal is another score than rounding once. */
export const roundedTwice: LintRule = ({ methodology: { document } }) => {
  const { id } = readReference(document.score.of);
  const own = document.nodes[id]?.round;
  const same = own?.places === document.score.round?.places && own?.mode === document.score.round?.mode;
  return own && document.score.round && !same ? [warning(pointer('nodes', id, 'round'), `${id} is rounded to ${own.places} places (${own.mode}) and then, as the score, once more to ${document.score.round.places} (${document.score.round.mode})`, 'round once, under "score"')] : [];
};

/** There is no logarithm of 0. */
export const logarithmOfNothing: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const { low } = possible(String(node['of']));
    return node.step === 'log' && low !== undefined && low <= 0 ? [warning(pointer('nodes', id, 'of'), `${String(node['of'])} can be ${low}, and there is no logarithm of it: whoever has it has no score`, 'hold it above 0 first, with limits')] : [];
  });
};

/** An entry of a parameter that begins when the document has ended never holds. */
export const parametersAfterTheEnd: LintRule = ({ methodology: { document } }) => {
  const end = document.effective?.to;
  return Object.entries(document.parameters ?? {}).flatMap(([name, entries]) => entries.flatMap(({ from }, index) => (end !== undefined && from !== undefined && from >= end ? [warning(pointer('parameters', name, index, 'from'), `this value would hold from ${from}, and the document ends on ${end}: it never holds`, 'take it out, or mend the end')] : [])));
};

export const gapRules: readonly LintRule[] = [gaps, gatesThatDoNotHold, roundedTwice, logarithmOfNothing, parametersAfterTheEnd];
