import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { diesWithUs, follow, kernelEndsChildren, type Running } from './child.ts';

export interface Service {
  readonly script: string;
  readonly env: Record<string, string>;
  readonly logFile: string;
}

/** Many short-lived rows: a small young generation keeps a service's memory flat at a little cost in time. */
const smallYoungSpace = ['--max-semi-space-size=2', '--max-old-space-size=192'];
const endWithParent = kernelEndsChildren ? [] : ['--import', fileURLToPath(new URL('end-with-parent.ts', import.meta.url))];

/** Starts one service as a process of its own, writing to its log. */
export async function startService({ script, env, logFile }: Service): Promise<Running> {
  const [program = '', ...args] = diesWithUs('TERM', [process.execPath, '--no-warnings', ...smallYoungSpace, ...endWithParent, script]);
  const log = await open(logFile, 'a', 0o600);
  // detached: Ctrl-C reaches the launcher alone, which then ends services before their database
  const child = spawn(program, args, { stdio: ['ignore', log.fd, log.fd], env, detached: true });
  // A service that is told to stop takes at most 25 seconds.
  const running = follow(child, 'SIGTERM', 27_000);
  await log.close();
  return running;
}
