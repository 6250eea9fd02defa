import { Refusal } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { logNames, type Producers } from '../../producers.ts';
import { followLog } from './follow.ts';

/** Answers a question put to the copies; where they hold nothing, again from the logs as they are now, for what was logged since the last verification is not "never logged". @throws Refusal of the question, service-not-reachable */
export async function asOfNow<T>(db: Database, producers: Producers, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'trace-not-found') throw error;
    await Promise.all(logNames.map((log) => followLog(db, producers, log)));
    return question();
  }
}
