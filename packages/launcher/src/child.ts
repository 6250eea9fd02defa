import { type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that was started and will be followed to its end. */
export interface Running {
  readonly pid: number | undefined;
  /** Settles with the reason when the program ends, for whatever cause. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** @param signal - what asks it to end; after the patience it is made to */
export function follow(child: ChildProcess, signal: NodeJS.Signals, patience: number): Running {
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, by) => resolve(by ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  return {
    pid: child.pid,
    ended,
    async stop() {
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(force);
    },
  };
}

export const isInstalled = (program: string) => (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Whether the kernel can be asked to end a child when we die, however we die. */
export const kernelEndsChildren = process.platform === 'linux' && isInstalled('setpriv');

/** The same command, sent a signal by the kernel when this process dies. */
export const diesWithUs = (signal: 'INT' | 'TERM', command: readonly string[]) => (kernelEndsChildren ? ['setpriv', '--pdeathsig', signal, '--', ...command] : [...command]);
