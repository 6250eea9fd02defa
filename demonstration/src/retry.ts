import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError } from '@mizan/http';

const patience = 60_000;

/** Tries again while the refusal is one that passes by itself, for a minute at most. @throws the last refusal */
export async function retryWhile<T>(codes: readonly string[], attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + patience; ; await pause(250)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ProblemError && codes.includes(error.code)) || Date.now() > deadline) throw error;
    }
  }
}
