import { type Expanded } from '../expand-document.ts';
import { pathOf } from '../pointer.ts';
import { type Finding } from './finding.ts';

/** What is said alike of several items of one list is said once, with the places: its author wrote it once, and mends it once. */
export function onceForAList(found: readonly Finding[], placeOf: Expanded['placeOf']): Finding[] {
  const alike = Map.groupBy(found, (one) => asOfItsList(one, placeOf) ?? one);
  return [...alike.values()].map(([first, ...more]) => (more.length === 0 ? first! : { ...first!, text: `${first!.text}; the same is to be said of ${more.map(({ pointer }) => pointer).join(', ')}` }));
}

/** The finding with the item's own id taken out; nothing where no list wrote it. */
function asOfItsList({ severity, pointer, text, advice }: Finding, placeOf: Expanded['placeOf']): string | undefined {
  const path = pathOf(pointer);
  const written = placeOf(path).map(String);
  const [key = '', pattern = ''] = [path[1], written[1]];
  const [before, after] = pattern.split('{}');
  if (before === undefined || after === undefined) return undefined;
  const item = key.slice(before.length, key.length - after.length);
  const without = (words: string) => words.replaceAll(key, pattern).replaceAll(new RegExp(`(?<!\\w)${item.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'g'), '{}');
  return JSON.stringify([severity, written, without(text), without(advice)]);
}
