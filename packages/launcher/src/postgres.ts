import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { diesWithUs, follow, type Running } from './child.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { commandOf } from './process-mark.ts';
import { unprivileged, type Unprivileged } from './unprivileged.ts';

export interface RunningPostgres extends Running {
  /** As superuser. */
  readonly url: string;
}
export interface PostgresPlace {
  /** The cluster's folder; made on first use. */
  readonly dataDir: string;
  readonly port: number;
  readonly logFile?: string;
}

const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB', 'log_min_messages=warning'];
const quietEnv = () => ({ PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TZ: 'UTC' });

/**
 * Starts the real PostgreSQL server on the loopback address. It dies with this process, even when this process is
 * killed, and recovers by itself at the next start.
 * @throws Error with the server's own reason when it does not start
 */
export async function startPostgres({ dataDir: folder, port, logFile = join(folder, 'server.log') }: PostgresPlace): Promise<RunningPostgres> {
  const dataDir = resolve(folder);
  const { initdb, postgres: server } = await postgresBinaries();
  const prefix = await unprivileged();
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(initdb, dataDir, prefix);
  await dropForeignLock(dataDir);
  const command = [server, '-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  // setpriv must come after unshare: a new namespace forgets the signal that is to be sent when the parent dies
  const wrapped = await prefix(diesWithUs('INT', command), dataDir);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return { url, ...(await launch(wrapped, { url, dataDir, logFile })) };
}

/** A killed first start leaves a draft, never half a cluster that looks whole. */
async function initialise(initdb: string, dataDir: string, prefix: Unprivileged): Promise<void> {
  const draft = `${dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(dataDir), { recursive: true, mode: 0o700 });
  const command = await prefix([initdb, '-D', draft, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], draft);
  await promisify(execFile)(command[0] ?? '', command.slice(1), { env: quietEnv() });
  await rename(draft, dataDir);
}

/**
 * The lock of a killed server is PostgreSQL's own to judge, unless its number has gone to another program, for which
 * the server would wait in vain. The lock of a live one stays: without it that server stops itself.
 */
async function dropForeignLock(dataDir: string): Promise<void> {
  const lock = join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
  const holder = pid > 0 ? await commandOf(pid) : '';
  if (holder && !holder.includes(dataDir)) await rm(lock, { force: true });
}

/** What a server that was just killed leaves behind goes away by itself within moments. */
const passing = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

async function launch(command: readonly string[], { url, dataDir, logFile }: { url: string; dataDir: string; logFile: string }): Promise<Running> {
  for (const until = Date.now() + 15_000; ; await pause(300)) {
    const log = await open(logFile, 'a', 0o600);
    const { size } = await log.stat();
    const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', log.fd, log.fd], env: quietEnv(), detached: true });
    const running = follow(child, 'SIGINT', 60_000);
    await log.close();
    const failure = await answers(url, dataDir, running);
    if (failure === undefined) return running;
    const said = (await readFile(logFile)).subarray(size).toString('utf8');
    if (!passing.test(said) || Date.now() > until) throw new Error(`PostgreSQL did not start (${failure}):\n${said.trim()}\nIts log: ${logFile}`);
  }
}

/** @returns nothing once this very server answers, otherwise why it does not */
async function answers(url: string, dataDir: string, running: Running): Promise<string | undefined> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const over = await Promise.race([running.ended, pause(50, undefined)]);
    if (over !== undefined) return over;
    if (await serves(url, dataDir)) return undefined;
  }
  await running.stop();
  return 'it did not answer within a minute';
}

/** Another server on the same port would answer as readily. */
async function serves(url: string, dataDir: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    const [row] = await sql<{ data_directory: string }[]>`SHOW data_directory`;
    return row?.data_directory === dataDir;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
