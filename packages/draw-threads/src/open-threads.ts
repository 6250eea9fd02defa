import { availableParallelism } from 'node:os';
import { type CarryOut, inTurn, type Piece, type Results, type Task, type What } from '@mizan/simulation/uncertainty/task.ts';
import { startThread, type Thread } from './start-thread.ts';

export interface Threads {
  /** Shares draws out; every result is the same bit for bit as if they were carried out here, whatever the number of threads. */
  readonly carryOut: CarryOut;
  /** Ends all threads, with whatever they are at. */
  readonly close: () => Promise<void>;
}
/** A thread that has one piece in hand and one in waiting is never idle. */
const piecesInHand = 2;

/**
 * Opens threads for draws. They are started when there is work for them and kept until they are closed, for starting one takes as long as some thousand draws.
 * @param most how many at most; as many as there are processors if nothing is said
 * @param enough how many operations on an org unit's number must fall to a thread for it to be started: about a quarter of a second if nothing is said. Where there is not enough for two, the work is done here
 */
export function openThreads({ most = availableParallelism(), enough = 2e8 }: { readonly most?: number; readonly enough?: number } = {}): Threads {
  const threads: Thread[] = [];
  let tasks = 0;
  return {
    carryOut(task, what, pieces) {
      const wanted = Math.min(most, pieces.length, Math.floor(operationsOf(task, what, pieces) / enough));
      if (wanted < 2 && threads.length === 0) return inTurn(task, what, pieces);
      while (threads.length < wanted) threads.push(startThread());
      tasks += 1;
      return sharedOut(threads, tasks, task, what, pieces);
    },
    async close() {
      await Promise.all(threads.splice(0).map((thread) => thread.end()));
    },
  };
}

function operationsOf({ program: { units, operations, factors } }: Task, what: What, pieces: readonly Piece[]): number {
  const draws = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return draws * (what === 'shifts' ? factors.length + 2 : 1) * units.length * operations.length;
}

async function* sharedOut<Wanted extends What>(threads: readonly Thread[], number: number, task: Task, what: Wanted, pieces: readonly Piece[]): AsyncGenerator<Results[Wanted]> {
  const [hands, left] = [threads.flatMap((thread) => new Array<Thread>(piecesInHand).fill(thread)), pieces.values()];
  const working = new Map<number, Promise<{ hand: number; result: Results[Wanted] }>>();
  const give = (hand: number) => {
    const { value: piece, done } = left.next();
    if (done) return working.delete(hand);
    const answer = hands[hand]!.ask(number, what, piece).then((result) => ({ hand, result }));
    // Who turned away in the middle does not wait for the rest, nor hear of a thread that ends.
    answer.catch(() => undefined);
    return working.set(hand, answer);
  };
  for (const thread of threads) thread.tell({ open: number, task });
  try {
    hands.forEach((_, hand) => give(hand));
    while (working.size > 0) {
      const { hand, result } = await Promise.race(working.values());
      give(hand);
      yield result;
    }
  } finally {
    for (const thread of threads) thread.tell({ close: number });
  }
}
