import { type Expanded } from './expand-document.ts';
import { type Fault, pathOf } from './pointer.ts';

/** What is said alike of several items of one list is said once, with the places: its author wrote it once, and mends it once. Pointers are to the document as written out. */
export function onceForAList<Said extends Fault>(found: readonly Said[], placeOf: Expanded['placeOf']): Said[] {
  const alike = Map.groupBy(found, (one) => asOfItsList(one, placeOf) ?? one);
  return [...alike.values()].map(([first, ...more]) => (more.length === 0 ? first! : { ...first!, text: `${first!.text}; the same is to be said of ${more.map(({ pointer }) => pointer).join(', ')}` }));
}

/** What is said with the item's own id taken out; nothing where no list wrote it. */
function asOfItsList<Said extends Fault>({ pointer, ...said }: Said, placeOf: Expanded['placeOf']): string | undefined {
  const path = pathOf(pointer);
  const written = placeOf(path).map(String);
  const [key = '', pattern = ''] = [path[1], written[1]];
  const [before, after] = pattern.split('{}');
  if (before === undefined || after === undefined) return undefined;
  const item = key.slice(before.length, key.length - after.length);
  const without = (words: unknown) => String(words).replaceAll(key, pattern).replaceAll(new RegExp(`(?<!\\w)${item.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'g'), '{}');
  return JSON.stringify([written, Object.values(said).map(without)]);
}
