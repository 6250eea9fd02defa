import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

export interface Supervised {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}
export interface Program {
  readonly name: string;
  readonly script: string;
  readonly env: Record<string, string>;
  readonly logFile: string;
  readonly onRestart: (text: string) => void;
  readonly onStart: (pid: number) => void;
}

/** Many short-lived rows: a small young generation keeps a service's memory flat at a little cost in time. */
const smallYoungSpace = ['--max-semi-space-size=2', '--max-old-space-size=192'];

/** Keeps one service running: a dead one is started again after 0.5, 1, 2 … at most 30 seconds. It dies with this process. */
export async function supervise(program: Program): Promise<Supervised> {
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const start = async () => {
    const log = await open(program.logFile, 'a', 0o600);
    const startedAt = Date.now();
    const command = process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'TERM', '--', process.execPath] : [process.execPath];
    const started = spawn(command[0]!, [...command.slice(1), '--no-warnings', ...smallYoungSpace, program.script], { stdio: ['ignore', log.fd, log.fd], env: program.env });
    child = started;
    await log.close();
    if (started.pid) program.onStart(started.pid);
    started.once('exit', (code, signal) => {
      if (stopping) return;
      failures = Date.now() - startedAt > 30_000 ? 1 : failures + 1;
      const wait = Math.min(30_000, 250 * 2 ** failures);
      program.onRestart(`${program.name} ended (${signal ?? code}); it starts again in ${wait / 1000} s. Its log: ${program.logFile}`);
      timer = setTimeout(() => void start(), wait);
    });
  };
  await start();
  return {
    get pid() {
      return child?.pid;
    },
    stop() {
      stopping = true;
      clearTimeout(timer);
      return ended(child);
    },
  };
}

/** Asks a process to end, and after 12 seconds makes it. */
function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 12_000);
    child.once('exit', () => (clearTimeout(force), resolve()));
    child.kill('SIGTERM');
  });
}
