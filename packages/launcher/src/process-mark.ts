import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Enough to know a process again later: a process id alone may meanwhile belong to somebody else's program. */
export interface ProcessMark {
  readonly pid: number;
  readonly startedAt: string;
  /** A part of its command line. */
  readonly command: string;
}

/** @returns undefined when the process has already ended */
export async function markOf(pid: number, command: string): Promise<ProcessMark | undefined> {
  const startedAt = await startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt, command };
}

/** Whether the marked process still runs, and is that very process. */
export async function isRunning({ pid, startedAt, command }: ProcessMark): Promise<boolean> {
  return (await startOf(pid)) === startedAt && (await commandOf(pid)).includes(command);
}

/** Asks a marked process to end, and makes it when it has not within ten seconds. */
export async function end(mark: ProcessMark): Promise<void> {
  for (const [signal, patience] of [['SIGINT', 10_000], ['SIGKILL', 2000]] as const) {
    if (!(await isRunning(mark))) return;
    try {
      process.kill(mark.pid, signal);
    } catch {
      return; // it ended between the look and the signal
    }
    for (const until = Date.now() + patience; Date.now() < until && (await isRunning(mark)); ) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ps(pid, 'command');
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').join(' ');
}

async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return (await ps(pid, 'lstart')) || undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // the second field is the program's name, which may itself hold spaces and brackets; a zombie no longer runs
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' ? undefined : fields[18];
}

async function ps(pid: number, column: 'command' | 'lstart'): Promise<string> {
  return promisify(execFile)('ps', ['-o', `${column}=`, '-p', String(pid)]).then(({ stdout }) => stdout.trim(), () => '');
}
