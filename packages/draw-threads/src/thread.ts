import { parentPort } from 'node:worker_threads';
import { openTask, type Piece, type Results, type Task, type What } from '@mizan/simulation/uncertainty/task.ts';

/** What a thread is told, in turn: to open a task under a number, to work out a piece of it, to forget it. Pieces alone are answered. */
export type Told = { readonly open: number; readonly task: Task } | { readonly work: number; readonly what: What; readonly piece: Piece } | { readonly close: number };

const opened = new Map<number, ReturnType<typeof openTask>>();

parentPort?.on('message', (told: Told) => {
  if ('open' in told) opened.set(told.open, openTask(told.task));
  else if ('close' in told) opened.delete(told.close);
  else answer(opened.get(told.work)!(told.what, told.piece));
});

/** Its numbers are handed over, not copied. */
function answer(result: Results[What]): void {
  parentPort!.postMessage(result, Object.values(result).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [])));
}
