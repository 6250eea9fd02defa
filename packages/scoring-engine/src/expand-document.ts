import { type Fault, pointer } from './pointer.ts';
import { meant } from './nearest.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document with every `forEach` and every chain written out, and the way back from a place in it to the place as written. */
export interface Expanded {
  readonly document: unknown;
  readonly faults: readonly Fault[];
  readonly placeOf: (path: readonly PropertyKey[]) => readonly PropertyKey[];
}

export function expand(json: unknown): Expanded {
  if (!isObject(json)) return { document: json, faults: [], placeOf: (path) => path };
  const faults: Fault[] = [];
  const origin = new Map<string, readonly PropertyKey[]>();
  const indicators = section(json, 'indicators', listOf(json, {}), origin, faults);
  const items = listOf(json, isObject(indicators) ? indicators : {});
  const nodes = isObject(json['nodes']) ? withoutChains(section(json, 'nodes', items, origin, faults) as Json, origin) : json['nodes'];
  const placeOf = (path: readonly PropertyKey[]) => [...(origin.get(`${String(path[0])}/${String(path[1])}`) ?? path.slice(0, 2)), ...path.slice(2)];
  return { document: { ...json, ...(indicators === undefined ? {} : { indicators }), ...(nodes === undefined ? {} : { nodes: isObject(nodes) ? listsIn(nodes, items, faults, json) : nodes }) }, faults, placeOf };
}

/** What an item puts in place of `{}`, and of `{name}` for each further word it has. */
type Item = Readonly<Record<string, string>>;
type Items = (each: unknown) => readonly Item[] | undefined;

/** What a `forEach` goes through: a list in place, a list by name, or the indicators with a tag. */
const listOf = (json: Json, indicators: Json): Items => (each) => {
  if (Array.isArray(each)) return each.map(itemOf);
  if (typeof each === 'string') return isObject(json['lists']) && Object.hasOwn(json['lists'], each) && Array.isArray(json['lists'][each]) ? json['lists'][each].map(itemOf) : undefined;
  const tag = isObject(each) ? each['tag'] : undefined;
  return typeof tag === 'string' ? Object.keys(indicators).filter((id) => (indicators[id] as { tags?: string[] }).tags?.includes(tag)).map(itemOf) : undefined;
};
/** Why a `forEach` goes through nothing: then what it stands for would not be there at all, and nobody would see it. */
function fruitless(each: unknown, found: readonly Item[] | undefined, { lists, indicators }: Json): string | undefined {
  if (found?.length) return undefined;
  if (isObject(each) && typeof each['tag'] === 'string') return `no indicator has the tag ${each['tag']}${meant(each['tag'], isObject(indicators) ? Object.values(indicators).flatMap((one) => (isObject(one) && Array.isArray(one['tags']) ? one['tags'].map(String) : [])) : [])}`;
  if (found) return 'the list is empty';
  return typeof each === 'string' ? `there is no list ${each} under \`lists\`${meant(each, isObject(lists) ? Object.keys(lists) : [])}` : 'a list, the name of one under `lists`, or { "tag": ... } should stand here';
}
const itemOf = (item: unknown): Item => (isObject(item) ? (item as Item) : { id: String(item) });

function section(json: Json, name: string, items: Items, origin: Map<string, readonly PropertyKey[]>, faults: Fault[]): unknown {
  const written = json[name];
  if (!isObject(written)) return written;
  return Object.fromEntries(
    Object.entries(written).flatMap(([id, body]): [string, unknown][] => {
      const first = Array.isArray(body) ? (body as unknown[])[0] : body;
      if (!isObject(first) || first['forEach'] === undefined) return [[id, body]];
      const found = items(first['forEach']);
      const fault = fruitless(first['forEach'], found, json);
      if (fault) faults.push({ pointer: pointer(name, id, 'forEach'), text: fault });
      return (found ?? []).map((item) => {
        const key = placed(id, item);
        origin.set(`${name}/${key}`, [name, id]);
        return [key, filled(withoutForEach(body), item)];
      });
    }),
  );
}

const withoutForEach = (body: unknown): unknown => {
  if (Array.isArray(body)) return [withoutForEach((body as unknown[])[0]), ...(body as unknown[]).slice(1)];
  const { forEach: _, ...rest } = body as Json;
  return rest;
};

const placed = (text: string, item: Item) => text.replaceAll('{}', item['id'] ?? '').replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(item, name) ? item[name]! : whole));
/** `{}` stands for the item, `{name}` for a further word of it, in ids and in text. */
function filled(value: unknown, item: Item): unknown {
  if (typeof value === 'string') return placed(value, item);
  if (Array.isArray(value)) return value.map((one) => filled(one, item));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [placed(key, item), filled(one, item)])) : value;
}

/** A list of steps under one id: each reads the one before, a formula, also that of over-peers, by the name `before`; those inside are called by the id and their position. */
function withoutChains(nodes: Json, origin: Map<string, readonly PropertyKey[]>): Json {
  return Object.fromEntries(
    Object.entries(nodes).flatMap(([id, body]): [string, unknown][] => {
      if (!Array.isArray(body)) return [[id, body]];
      const place = origin.get(`nodes/${id}`) ?? ['nodes', id];
      return body.map((step, index) => {
        const key = index === body.length - 1 ? id : `${id}.${index + 1}`;
        origin.set(`nodes/${key}`, [...place, index]);
        return [key, isObject(step) && index > 0 ? afterOne(step, `${id}.${index}`) : step];
      });
    }),
  );
}

function afterOne(step: Json, before: string): Json {
  if (step['step'] === 'formula' || step['step'] === 'over-peers') return { ...step, let: { before, ...(isObject(step['let']) ? step['let'] : {}) } };
  return step['parts'] === undefined ? { of: before, ...step } : step;
}

/** `{ "forEach": LIST, "is": "{}.score" }` inside a list of ids stands for one id an item, and `"{}.score": { "forEach": LIST, "is": "{weight}" }` among parts for one part an item. */
function listsIn(nodes: Json, items: Items, faults: Fault[], json: Json): Json {
  const spread = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (Array.isArray(value)) return value.flatMap((one: unknown, index) => (isObject(one) && one['forEach'] !== undefined ? each(one, [...path, index]) : [spread(one, [...path, index])]));
    return isObject(value) ? Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (path.at(-1) === 'parts' && isObject(one) && one['forEach'] !== undefined ? (each({ ...one, is: [key, one['is']] }, [...path, key]) as [string, unknown][]) : [[key, spread(one, [...path, key])]]))) : value;
  };
  const each = (one: Json, path: readonly PropertyKey[]): unknown[] => {
    const found = items(one['forEach']);
    const fault = fruitless(one['forEach'], found, json);
    if (fault) faults.push({ pointer: pointer(...path, 'forEach'), text: fault });
    return (found ?? []).map((item) => filled(one['is'], item));
  };
  return spread(nodes, ['nodes']) as Json;
}
