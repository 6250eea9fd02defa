import { readTrace } from '@mizan/contracts';
import { openSession } from '../session/session.ts';
import { exit } from '../session/failure.ts';
import { type Terminal } from '../session/terminal.ts';
import { isProved, traceInWords } from './in-words.ts';

/** `trace`: from a case, a score of an org unit or person, or a leaf hash to the raw lines, each step with its place in the log; 5 if a step is not proved. */
export async function traceCase(options: { as?: string; id: string; json?: boolean }, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'auditor');
  const trace = await session.ask(readTrace, { params: { id: options.id } });
  (options.json ? [JSON.stringify(trace)] : traceInWords(trace)).forEach(terminal.out);
  return isProved(trace) ? exit.done : exit.proof;
}
