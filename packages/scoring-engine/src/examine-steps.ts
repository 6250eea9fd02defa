import { type Fault, pointer } from './pointer.ts';
import { inputsOf } from './inputs-of.ts';
import { type MethodologyDocument } from './methodology-schema.ts';
import { compare, parse } from './rational.ts';
import { weightedStatistics } from './weighted-statistics.ts';

type Node = MethodologyDocument['nodes'][string];
type Place = (...path: readonly PropertyKey[]) => string;
type Check = (node: Node, place: Place) => readonly Fault[];

/** Bounds of a table stand in ascending order, each once: a row out of order would never be found, or found for its neighbour. */
const ascending = (list: string, field: string | undefined, what: string): Check => (node, place) => {
  const rows = ((node[list] ?? []) as readonly unknown[]).map((row) => (field === undefined ? row : (row as Record<string, unknown>)[field]) as string | object | undefined);
  return rows.flatMap((bound, index): Fault[] => {
    const before = rows[index - 1];
    const at = place(list, index, ...(field === undefined ? [] : [field]));
    if (index === 0) return [];
    if (bound === undefined) return [{ pointer: at, text: `only the first ${what} may do without \`${field}\`` }];
    // A bound that is read from a parameter or a node is known only where the step is worked out, and looked at there.
    const order = typeof before !== 'string' || typeof bound !== 'string' ? -1 : compare(parse(before), parse(bound));
    return order < 0 ? [] : [{ pointer: at, text: order === 0 ? `another ${what} begins at ${String(bound)} too` : `${String(bound)} stands after ${String(before)}: the ${what}s stand in ascending order` }];
  });
};

const limitsInOrder: Check = ({ low, high }, place) => {
  if (low === undefined && high === undefined) return [{ pointer: place(), text: 'limits without `low` and `high` hold nothing; say one of them' }];
  const crossed = typeof low === 'string' && typeof high === 'string' && compare(parse(low), parse(high)) > 0;
  return crossed ? [{ pointer: place('low'), text: `${low} is above the upper limit ${high}` }] : [];
};

const noMoreThanParts: Check = (node, place) => {
  const parts = (node['parts'] === undefined ? ((node['of'] ?? []) as readonly unknown[]) : Object.keys(node['parts'] as object)).length;
  const { take, skip = 0 } = node as { take?: number; skip?: number };
  const many = (['reweight', 'leaveOut'] as const).flatMap((rule) => {
    const { minimumParts } = (node[rule] ?? {}) as { minimumParts?: number };
    return minimumParts !== undefined && minimumParts > parts ? [{ pointer: place(rule, 'minimumParts'), text: `there are only ${parts} parts` }] : [];
  });
  return take !== undefined && take + skip > parts ? [...many, { pointer: place('take'), text: `there are only ${parts} parts` }] : many;
};

const requiredAreParts: Check = (node, place) =>
  (['reweight', 'leaveOut'] as const).flatMap((rule) => {
    const { required = [] } = (node[rule] ?? {}) as { required?: string[] };
    return required.flatMap((part, index) => (inputsOf(node).includes(part) ? [] : [{ pointer: place(rule, 'required', index), text: `${part} is not a part of this node` }]));
  });

const shareWhereNeeded: Check = ({ statistic, share }, place) => {
  const needs = ['quantile', 'mean-of-top', 'mean-of-bottom'].includes(String(statistic));
  if (needs && share === undefined) return [{ pointer: place('share'), text: `${String(statistic)} needs a share, from 0 to 1` }];
  if (!needs && share !== undefined) return [{ pointer: place('share'), text: `${String(statistic)} has no use for a share` }];
  const outside = typeof share === 'string' && (compare(parse(share), parse('0')) < 0 || compare(parse(share), parse('1')) > 0);
  return outside ? [{ pointer: place('share'), text: `a share is from 0 to 1, not ${share}; 75 percent is 0.75` }] : [];
};

const weightedStatistic: Check = ({ statistic, weight }, place) => (weight !== undefined && !(weightedStatistics as readonly unknown[]).includes(statistic) ? [{ pointer: place('weight'), text: `${String(statistic)} has no use for a weight; ${weightedStatistics.join(', ')} have` }] : []);

const spreadWhereNeeded: Check = ({ form, spread, indifference, preference }, place) => {
  if (form !== 'gaussian') return spread === undefined ? [] : [{ pointer: place('spread'), text: 'only `gaussian` has a spread' }];
  if (spread === undefined) return [{ pointer: place('spread'), text: 'gaussian needs a spread, more than 0' }];
  return Object.entries({ indifference, preference }).flatMap(([name, value]) => (value === '0' ? [] : [{ pointer: place(name), text: `gaussian has no use for ${name}; the spread says how a lead counts` }]));
};

const comparedWithNobody: Check = ({ from, peers }, place) => (from !== undefined && peers !== undefined ? [{ pointer: place('peers'), text: 'with `from` it is compared with nobody; take `peers` out, or `from`' }] : []);

/** A row that always holds ends the table: nothing below it is reached. */
const reachable: Check = ({ rows }, place) => {
  const table = rows as readonly { when: object }[];
  const written = table.map(({ when }) => JSON.stringify(Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1))));
  const last = table.findIndex(({ when }) => Object.keys(when).length === 0);
  return written.flatMap((row, index) => {
    if (last >= 0 && index > last) return [{ pointer: place('rows', index), text: `row ${last + 1} always holds, so this row is never reached` }];
    const before = written.indexOf(row);
    return before < index ? [{ pointer: place('rows', index), text: `row ${before + 1} has the same conditions, so this row is never reached` }] : [];
  });
};

const checks: Readonly<Record<string, readonly Check[]>> = {
  'step-table': [ascending('rows', 'from', 'row')],
  interpolate: [ascending('knots', 'at', 'knot')],
  'evidence-level': [ascending('levels', undefined, 'level')],
  limits: [limitsInOrder],
  'peer-statistic': [shareWhereNeeded, weightedStatistic],
  'below-statistic': [shareWhereNeeded],
  'net-flow': [spreadWhereNeeded],
  'decision-table': [reachable],
  'distance-to-target': [comparedWithNobody],
};

/** What contradicts itself within one step. */
export const stepFaults = ({ nodes }: MethodologyDocument): Fault[] =>
  Object.entries(nodes).flatMap(([id, node]) => [noMoreThanParts, requiredAreParts, ...(checks[node.step] ?? [])].flatMap((check) => check(node, (...path) => pointer('nodes', id, ...path))));
