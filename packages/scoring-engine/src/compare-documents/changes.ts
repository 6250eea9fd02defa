type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One place at which two documents differ. `path` names list entries by what they are called, `place` by their position. */
export interface Change {
  readonly path: readonly string[];
  readonly place: readonly PropertyKey[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What the entries of a list are called by: a band by its id, an example by its name, a dated number by its day. */
const nameIn = (path: readonly string[]) => (path.length === 1 ? ({ bands: 'id', examples: 'name' } as const)[path[0]!] : path.length === 2 && path[0] === 'parameters' ? 'from' : undefined);

/** Every difference of two JSON values, in code order of the names; what is whole on one side only is one change. */
export function changes(before: unknown, after: unknown, path: readonly string[] = [], place: readonly PropertyKey[] = []): Change[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) return inMembers(before, after, path, place);
  const name = nameIn(path);
  const [then, now] = name ? [entries(before, name), entries(after, name)] : [];
  if (then && now) return inEntries(then, now, path, place);
  return [{ path, place, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function inMembers(before: Json, after: Json, path: readonly string[], place: readonly PropertyKey[]): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const own = (value: Json, name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
  return names.flatMap((name) => changes(own(before, name), own(after, name), [...path, name], [...place, name]));
}

type Entries = ReadonlyMap<string, { readonly value: unknown; readonly index: number }>;
/** The entries of a list by name; nothing for what is no list, or where two have one name. */
function entries(value: unknown, name: string): Entries | undefined {
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  const found = new Map(value.map((one, index) => [String(one[name] ?? ''), { value: one, index }]));
  return found.size === value.length ? found : undefined;
}

function inEntries(before: Entries, after: Entries, path: readonly string[], place: readonly PropertyKey[]): Change[] {
  const names = [...after.keys(), ...[...before.keys()].filter((name) => !after.has(name))];
  const found = names.flatMap((name) => changes(before.get(name)?.value, after.get(name)?.value, [...path, name], [...place, (after.get(name) ?? before.get(name))!.index]));
  return found.length > 0 ? found : [{ path: [...path, 'order'], place, before: [...before.keys()], after: [...after.keys()] }];
}

/** Equal as JSON: the order of members does not matter, that of entries does. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => same(one, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]));
}
