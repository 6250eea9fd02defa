import { expect, it } from '@jest/globals';
import { keepOffsets, type Offset } from './offsets.ts';

const message = (offset: number, partition = 0) => ({ topic: 't', partition, offset: String(offset) });
const told = (calls: readonly (readonly Offset[])[]) => calls.map((due) => due.map(({ partition, offset }) => `${partition}@${offset}`));

/** A group that takes what it is told, or refuses it so many times first. */
function group({ refusals = 0 } = {}) {
  const calls: (readonly Offset[])[] = [];
  const faults: string[] = [];
  let reached: (() => void) | undefined;
  const offsets = keepOffsets(
    (due) => {
      calls.push(due);
      reached?.();
      return (refusals -= 1) >= 0 ? Promise.reject(new Error('the coordinator is not there')) : Promise.resolve();
    },
    (_error, what) => faults.push(what),
  );
  const calledTimes = async (times: number) => {
    while (calls.length < times) await new Promise<void>((resolve) => (reached = resolve));
  };
  return { offsets, calls, faults, calledTimes };
}

it('tells the group only the last place of each partition, one behind what was processed', async () => {
  const { offsets, calls, calledTimes } = group();
  for (const offset of [4, 5, 6]) offsets.note(message(offset));
  offsets.note(message(9, 1));
  await calledTimes(1);
  await offsets.close();
  expect(told(calls)).toEqual([['0@7', '1@10']]);
});

it('tells it again by itself when the group could not be told, though no further event comes', async () => {
  const { offsets, calls, faults, calledTimes } = group({ refusals: 2 });
  offsets.note(message(4));
  await calledTimes(3);
  await offsets.close();
  expect([told(calls), faults]).toEqual([[['0@5'], ['0@5'], ['0@5']], ['moving the offsets of the group; it is tried again', 'moving the offsets of the group; it is tried again']]);
});

it('tells what came meanwhile instead of what it could not tell', async () => {
  const { offsets, calls, calledTimes } = group({ refusals: 1 });
  offsets.note(message(4));
  await calledTimes(1);
  offsets.note(message(5));
  await calledTimes(2);
  await offsets.close();
  expect(told(calls)).toEqual([['0@5'], ['0@6']]);
});

it('says nothing of what was noted before the group was shared out anew, told or not', async () => {
  const { offsets, calls, calledTimes } = group({ refusals: 1 });
  offsets.note(message(4));
  await calledTimes(1);
  offsets.forget();
  offsets.note(message(2, 1));
  await offsets.close();
  expect(told(calls)).toEqual([['0@5'], ['1@3']]);
});

it('tells the rest when it is closed, and nothing afterwards', async () => {
  const { offsets, calls } = group();
  offsets.note(message(4));
  await offsets.close();
  offsets.note(message(5));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(told(calls)).toEqual([['0@5']]);
});
