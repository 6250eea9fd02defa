import { setImmediate as turn } from 'node:timers/promises';

/**
 * Gives several callers one run: the items of all who call while a run is under way go into the next one, and so do
 * those who call in the same turn. One run at a time.
 * @returns a function that settles as the run did in which its items were
 */
export function shareRuns<T>(run: (items: readonly T[]) => Promise<void>): (items: readonly T[]) => Promise<void> {
  let waiting: T[] = [];
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const start = async (before: Promise<void>) => {
    await before.catch(() => undefined);
    await turn();
    const items = waiting;
    [waiting, next] = [[], undefined];
    await run(items);
  };
  return (items) => {
    waiting.push(...items);
    next ??= current = start(current);
    return next;
  };
}
