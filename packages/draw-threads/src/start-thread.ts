import { Worker } from 'node:worker_threads';
import { type Piece, type Results, type What } from '@mizan/simulation/uncertainty/task.ts';
import { type Told } from './thread.ts';

export interface Thread {
  tell(told: Told): void;
  /** @throws Error when the thread failed or was ended */
  ask<Wanted extends What>(work: number, what: Wanted, piece: Piece): Promise<Results[Wanted]>;
  end(): Promise<void>;
}

/** Starts a thread. It answers in the order in which it is asked. */
export function startThread(): Thread {
  const worker = new Worker(new URL('thread.ts', import.meta.url));
  const waiting: PromiseWithResolvers<Results[What]>[] = [];
  let over: Error | undefined;
  const fail = (why: Error) => {
    over ??= why;
    for (const one of waiting.splice(0)) one.reject(over);
  };
  worker.on('message', (result: Results[What]) => waiting.shift()!.resolve(result));
  worker.on('error', (why) => fail(why instanceof Error ? why : new Error(String(why))));
  worker.on('exit', () => fail(new Error('the thread was ended before it had answered')));
  return {
    tell: (told) => worker.postMessage(told),
    ask(work, what, piece) {
      const one = Promise.withResolvers<Results[What]>();
      if (over) one.reject(over);
      else {
        waiting.push(one);
        worker.postMessage({ work, what, piece } satisfies Told);
      }
      return one.promise as Promise<Results[typeof what]>;
    },
    end: async () => void (await worker.terminate()),
  };
}
