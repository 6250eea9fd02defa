import { setTimeout as pause } from 'node:timers/promises';
import { type Running } from './child.ts';

const longestPause = 30_000;
/** Who ran this long is not failing at its start, and is started again quickly. */
const steady = 30_000;

export interface Kept {
  stop(): Promise<void>;
}

/**
 * Keeps one program running: when it ends it is started again after a pause that doubles with every failure.
 * @throws whatever the first start throws; later starts are tried again
 */
export async function keepRunning({ name, start, say, firstPause = 500 }: { name: string; start: () => Promise<Running>; say: (text: string) => void; firstPause?: number }): Promise<Kept> {
  const stopping = new AbortController();
  let current = await start();

  const startAgain = async (reason: string, failures: number): Promise<number> => {
    const wait = Math.min(longestPause, firstPause * 2 ** failures);
    say(`${name} ended (${reason}); it starts again in ${wait / 1000} s.`);
    await pause(wait, undefined, { signal: stopping.signal });
    try {
      current = await start();
      if (stopping.signal.aborted) await current.stop();
      return failures + 1;
    } catch (error) {
      return startAgain((error as Error).message, failures + 1);
    }
  };
  const watch = async () => {
    for (let failures = 0; ; ) {
      const since = Date.now();
      const reason = await current.ended;
      if (stopping.signal.aborted) return;
      failures = await startAgain(reason, Date.now() - since > steady ? 0 : failures);
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
}
