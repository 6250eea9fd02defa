import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { postgresBinaries } from './postgres-binaries.ts';

export interface RunningPostgres {
  readonly url: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const onLinux = process.platform === 'linux';
const asRoot = process.getuid?.() === 0;

/**
 * Starts the real PostgreSQL server on the loopback address, making its folder on first use. It dies with this process,
 * even when this process is killed, and recovers by itself at the next start.
 * @param dataDir - the cluster's folder; stays owned by the caller, also when that is root
 */
export async function startPostgres({ dataDir, port, logFile }: { dataDir: string; port: number; logFile?: string }): Promise<RunningPostgres> {
  const { initdb, postgres: server } = await postgresBinaries();
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(initdb, dataDir);
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
  const log = await open(logFile ?? join(dataDir, 'server.log'), 'a');
  const settings = [`listen_addresses=127.0.0.1`, 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB', 'log_min_messages=warning'];
  const command = dieWithParent([server, '-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]);
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', log.fd, log.fd], env: quietEnv() });
  await log.close();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await answers(url, child, logFile ?? join(dataDir, 'server.log'));
  return { url, pid: child.pid, stop: () => stopServer(child) };
}

async function initialise(initdb: string, dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const command = unprivileged([initdb, '-D', dataDir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  await promisify(execFile)(command[0]!, command.slice(1), { env: quietEnv() });
}

/** PostgreSQL refuses to run as root: a user namespace makes it nobody while the files stay ours. */
function unprivileged(command: string[]): string[] {
  return onLinux && asRoot ? ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--', ...command] : command;
}

/** setpriv must come after unshare: a new namespace forgets the signal that is to be sent when the parent dies. */
function dieWithParent(command: string[]): string[] {
  return unprivileged(onLinux ? ['setpriv', '--pdeathsig', 'INT', '--', ...command] : command);
}

const quietEnv = () => ({ PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TZ: 'UTC' });

async function answers(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`PostgreSQL did not start; its reason is at the end of ${logFile}`);
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
    try {
      await sql`SELECT 1`;
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 1 }).catch(() => undefined);
    }
  }
}

function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
