export type Json = Record<string, unknown>;
export const manager = { controllableBy: ['district-manager'] };

/** A document with other values at some places; nothing stands for a place that is taken out. */
export function changed(document: Json, ...changes: readonly (readonly [path: string, value: unknown])[]): Json {
  const copy = structuredClone(document);
  for (const [path, value] of changes) {
    const keys = path.split('/').slice(1);
    const last = keys.pop()!;
    const holder = keys.reduce((at, key) => at[key] as Json, copy);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy;
}
