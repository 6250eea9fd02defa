import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const nobody = '65534';

/** Puts before a command what makes it run without root's rights, and prepares its folder for that. */
export type Unprivileged = (command: readonly string[], folder: string) => Promise<string[]>;

/**
 * PostgreSQL refuses to run as root. A user namespace makes it nobody while its files stay ours; where containers
 * forbid that, it becomes nobody in earnest and the folder is given to it.
 */
export async function unprivileged(): Promise<Unprivileged> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return (command) => Promise.resolve([...command]);
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];
  const [program = '', ...args] = [...namespace, 'true'];
  const allowed = await run(program, args).then(() => true, () => false);
  return allowed ? (command) => Promise.resolve([...namespace, ...command]) : asNobody;
}

async function asNobody(command: readonly string[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await run('chown', ['-R', `${nobody}:${nobody}`, folder]);
  // it must pass through the folder above, whose other contents keep their own rights
  await chmod(dirname(folder), 0o711);
  return ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--', ...command];
}
