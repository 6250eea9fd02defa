import { order, pair, type Pair, same, whole } from './fractions.fixture.ts';
import { type Desk, type Found, isThere, Missing, noSuchNumber } from './desk.fixture.ts';

interface Row {
  readonly from?: string;
  readonly points?: string;
  readonly id?: string;
  readonly when?: Readonly<Record<string, Condition>>;
}
type Condition = string | readonly string[] | { readonly from?: string; readonly below?: string };
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

function meets(found: Found, condition: Condition): boolean | undefined {
  if (!isThere(found)) return undefined;
  const { value, word } = found;
  if (typeof condition === 'string') return condition === word || (isNumber(condition) && same(pair(condition), value));
  if (Array.isArray(condition)) return condition.some((one: string) => meets(found, one));
  const { from, below } = condition as { from?: string; below?: string };
  return (from === undefined || order(value, pair(from)) >= 0) && (below === undefined || order(value, pair(below)) < 0);
}
/** The first row of which nothing is untrue decides; what it needs must be there. */
function decisionTable({ word, find }: Desk): Found {
  for (const [index, row] of (JSON.parse(word('rows')!) as Row[]).entries()) {
    const tested = Object.entries(row.when ?? {}).map(([id, condition]) => ({ found: find(id), met: meets(find(id), condition) }));
    if (tested.some(({ met }) => met === false)) continue;
    const gaps = tested.flatMap(({ found }) => (isThere(found) ? [] : found.gaps));
    if (gaps.length > 0) throw new Missing(gaps);
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
