import { order, pair, type Pair, same, whole } from './fractions.fixture.ts';
import { type Desk, type Found, isThere, Missing, noSuchNumber } from './desk.fixture.ts';

interface Row {
  readonly from?: string;
  readonly points?: string;
  readonly id?: string;
  readonly when?: Readonly<Record<string, Condition>>;
}
type Condition = string | readonly string[] | { readonly from?: string; readonly below?: string } | { readonly number: string };
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);
const labelled = (value: Pair, word: string | undefined): Found => ({ value, ...(word === undefined ? {} : { word }) });
const earned = ({ points, id }: Row, index: number) => labelled(points === undefined ? whole(index) : pair(points), id);

function stepTable({ node, value, word, numberIn }: Desk): Found {
  const rows = JSON.parse(word('rows')!) as Row[];
  const x = value(node.of[0]!);
  const bounds = rows.flatMap(({ from }) => (from === undefined ? [] : [numberIn(from)]));
  if (bounds.some((bound, at) => at > 0 && order(bounds[at - 1]!, bound) >= 0)) throw noSuchNumber();
  const begins = (from: string) => (word('closed') === 'from' ? order(numberIn(from), x) <= 0 : order(numberIn(from), x) < 0);
  const reached = rows.filter(({ from }) => from === undefined || begins(from));
  if (reached.length === 0) throw noSuchNumber();
  return earned(reached.at(-1)!, reached.length - 1);
}

/** A bound, and what becomes of a condition whose bound is missing. */
function against(text: string | undefined, holds: (bound: Pair) => boolean, numberIn: Desk['numberIn']): boolean | Missing {
  try {
    return text === undefined || holds(numberIn(text));
  } catch (error) {
    if (error instanceof Missing) return error;
    throw error;
  }
}
function meets(found: Found, condition: Condition, numberIn: Desk['numberIn']): boolean | Missing {
  if (!isThere(found)) return new Missing(found.gaps);
  const { value, word } = found;
  if (typeof condition === 'string') return condition === word || (isNumber(condition) && same(pair(condition), value));
  if (Array.isArray(condition)) return condition.some((one: string) => meets(found, one, numberIn) === true);
  const { from, below, number } = condition as { from?: string; below?: string; number?: string };
  const met = [against(number, (bound) => same(bound, value), numberIn), against(from, (bound) => order(value, bound) >= 0, numberIn), against(below, (bound) => order(value, bound) < 0, numberIn)];
  return met.includes(false) ? false : together(met);
}
/** True, or all that is missing. */
function together(met: readonly (boolean | Missing)[]): boolean | Missing {
  const gaps = met.flatMap((one) => (one instanceof Missing ? one.gaps : []));
  return met.some((one) => one instanceof Missing) ? new Missing(gaps) : true;
}
/** The first row of which nothing is untrue decides; what it needs must be there. */
function decisionTable({ word, find, numberIn }: Desk): Found {
  for (const [index, row] of (JSON.parse(word('rows')!) as Row[]).entries()) {
    const met = Object.entries(row.when ?? {}).map(([id, condition]) => meets(find(id), condition, numberIn));
    if (met.includes(false)) continue;
    const all = together(met);
    if (all instanceof Missing) throw all;
    return earned(row, index);
  }
  throw noSuchNumber();
}
function gate({ node, word, find }: Desk): Found {
  const { points = '0', id } = JSON.parse(word('otherwise')!) as Row;
  const conditions = (JSON.parse(word('conditions')!) as string[]).map(find);
  const gaps = conditions.flatMap((found) => (isThere(found) ? [] : found.gaps));
  if (conditions.some((found) => isThere(found) && found.value[0] === 0n) || (gaps.length > 0 && word('whenMissing') === 'fails')) return labelled(pair(points), id);
  if (gaps.length > 0) throw new Missing(gaps);
  return find(node.of[0]!);
}
function attribute({ word }: Desk): Found {
  const [values, recorded] = [word('values'), word('recorded')];
  const known = values === undefined ? {} : (JSON.parse(values) as Record<string, string>);
  const text = recorded === undefined || values === undefined ? recorded : Object.hasOwn(known, recorded) ? known[recorded] : undefined;
  if (text === undefined || !isNumber(text)) throw noSuchNumber();
  return { value: pair(text) };
}
function firstPresent({ node, find }: Desk): Found {
  const all = node.of.map(find);
  return all.find(isThere) ?? { gaps: all.flatMap((found) => (isThere(found) ? [] : found.gaps)) };
}

/** What is looked up rather than worked out, with the word that a reader sees. */
export const tables: Readonly<Record<string, (desk: Desk) => Found>> = { 'step-table': stepTable, 'decision-table': decisionTable, gate, attribute, 'first-present': firstPresent };
