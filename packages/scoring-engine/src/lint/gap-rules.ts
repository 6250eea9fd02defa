import { type Expression } from 'jsep';
import { dotted, readFormula } from '../formula/read.ts';
import { pointer } from '../examine-document.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { type Finding, type LintRule, warning } from './finding.ts';
import { type Possible, possibleIn, readsBy } from './possible.ts';
import { boundsOfCondition, choices, figuresBetween, holds } from './truth.ts';

type Node = MethodologyDocument['nodes'][string];
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
function figuresOf(rows: readonly Row[], input: string, possible: Possible): readonly number[] | undefined {
  const bounds: number[] = [];
  let ranges = false;
  for (const { when } of rows) {
    const condition = when[input];
    if (condition === undefined) continue;
    const interval = typeof condition === 'object' && !Array.isArray(condition);
    const numbers = interval ? ['from', 'below'].flatMap((end) => (condition as Record<string, unknown>)[end] ?? []) : [condition].flat();
    if (!numbers.every(isNumber) || (interval && Object.keys(condition as object).some((key) => !['from', 'below'].includes(key)))) return undefined;
    bounds.push(...numbers.map(Number));
    ranges ||= interval;
  }
  // Where every row names single numbers the figure is likely a count or a yes or no: nothing lies between them.
  return ranges ? figuresBetween(bounds, possible(input)) : (possible(input).only ?? bounds);
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

export const gaps: LintRule = ({ methodology: { document, order } }) => {
  const possible = possibleIn(document, order);
  const looks: Readonly<Record<string, (id: string, node: Node, possible: Possible) => Finding[]>> = { 'step-table': belowTheFirstRow, 'decision-table': holesIn, formula: deadBranches };
  return Object.entries(document.nodes).flatMap(([id, node]) => looks[node.step]?.(id, node, possible) ?? []);
};
