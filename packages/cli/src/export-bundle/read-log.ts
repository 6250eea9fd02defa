import { readCheckpoints, readLogEntries, type ServiceName } from '@mizan/contracts';
import { exit, Failure } from '../session/failure.ts';
import { type Session } from '../session/session.ts';

export interface FetchedLog {
  /** Exact text of the leaves. */
  readonly lines: readonly string[];
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
}

/** The log up to its last checkpoint: a leaf younger than that is not covered by any signature yet. @throws Failure when it ends before */
export async function readLog(session: Session, log: ServiceName, progress: (done: number, total: number) => void = () => undefined): Promise<FetchedLog> {
  const { checkpoints } = await session.ask(readCheckpoints, {}, log);
  const size = checkpoints.at(-1)?.size ?? 0;
  const lines: string[] = [];
  while (lines.length < size) {
    const page = await session.ask(readLogEntries, { query: { from: lines.length, limit: Math.min(500, size - lines.length) } }, log);
    if (!page.entries.length) throw new Failure(exit.incomplete, `The ${log} log ends before its last checkpoint.`);
    lines.push(...page.entries.map(({ leaf }) => leaf));
    progress(lines.length, size);
  }
  return { lines, checkpoints };
}
