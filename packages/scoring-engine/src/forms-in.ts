/** Fields whose keys are words of the document's own (ids, short names, attribute words, languages), which may be called as the forms of a number are: an indicator may be called `node`. */
const ownWords: ReadonlySet<string> = new Set(['let', 'when', 'parts', 'values', 'label']);
/** Where one thing is read, `parts` is a number and no weights. */
export const countsParts = (node: object) => typeof (node as { of?: unknown }).of === 'string';
/** Whether what stands at a path of a node has keys of the document's own; under such a key the language begins again. */
export const holdsOwnWords = (node: object, path: readonly string[]) => !(path[0] === 'parts' && countsParts(node)) && path.reduce((own, key) => !own && ownWords.has(key), false);

type Form = 'node' | 'parameter' | 'attribute' | 'by';
interface Named {
  readonly path: readonly string[];
  readonly name: string;
}

/** Where in a node a form such as `{ "parameter": NAME }` stands, and the name in it. */
export function formsIn(form: Form, node: object | undefined): Named[] {
  const within = (value: unknown, path: readonly string[]): Named[] => {
    if (typeof value !== 'object' || value === null) return [];
    const keys = Object.keys(value).sort().join();
    const name = (value as Readonly<Record<string, unknown>>)[form];
    const isForm = keys === (form === 'by' ? 'by,values' : form) && typeof name === 'string' && !holdsOwnWords(node!, path);
    return isForm ? [{ path, name }] : Object.entries(value).flatMap(([field, inner]) => within(inner, [...path, field]));
  };
  return within(node, []);
}
