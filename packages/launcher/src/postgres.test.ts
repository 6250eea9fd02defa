import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import postgres from 'postgres';
import { freePort } from './free-port.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare-database.ts';

let home: string;
let dataDir: string;
const started: RunningPostgres[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mizan-postgres-'));
  await chmod(home, 0o700);
  dataDir = join(home, 'postgres');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, port: await freePort() });
  started.push(server);
  return server;
}
async function ask<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return work(sql).finally(() => sql.end({ timeout: 1 }));
}
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the embedded PostgreSQL', () => {
  it('runs for whoever starts it, root in a closed home included, and leaves the files theirs', async () => {
    const { url } = await start();
    expect(await ask(url, (sql) => sql`SELECT 1 AS one`)).toMatchObject([{ one: 1 }]);
    expect((await stat(join(dataDir, 'PG_VERSION'))).uid).toBe(process.getuid?.());
  });

  it('has every acknowledged row after it was killed', async () => {
    const first = await start();
    const written = await ask(first.url, async (sql) => {
      await sql`CREATE TABLE line (n int)`;
      let count = 0;
      const writing = (async () => {
        for (; ; count++) await sql`INSERT INTO line VALUES (${count})`;
      })().catch(() => undefined);
      await pause(200);
      process.kill(first.pid!, 'SIGKILL');
      await writing;
      return count;
    });
    const again = await start();
    const [row] = await ask(again.url, (sql) => sql`SELECT count(*)::int AS n FROM line`);
    expect(written).toBeGreaterThan(0);
    expect(row?.['n']).toBeGreaterThanOrEqual(written);
  });

  it('refuses a second server on the same folder and does the first no harm', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow('postmaster.pid');
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    expect(await ask(url, (sql) => sql`SELECT 1 AS one`)).toMatchObject([{ one: 1 }]);
  }, 40_000);

  it('starts although the number in a stale lock has gone to another program', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await expect(start()).resolves.toBeDefined();
  });

  it('starts after a first start that was killed half way', async () => {
    await (await startPostgres({ dataDir: `${dataDir}.new`, port: await freePort() })).stop();
    await rm(join(`${dataDir}.new`, 'global'), { recursive: true });
    await expect(start()).resolves.toBeDefined();
  });

  it('ends by itself when the process that started it is killed', async () => {
    const script = `import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))};
      const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: ${await freePort()} });
      process.stdout.write(String(pid)); setInterval(() => {}, 1000);`;
    const launcher = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await new Promise((resolve) => launcher.stdout.once('data', resolve)));
    expect(lives(pid)).toBe(true);
    launcher.kill('SIGKILL');
    for (const until = Date.now() + 10_000; lives(pid) && Date.now() < until; ) await pause(50);
    expect(lives(pid)).toBe(false);
  });
});

describe('the prepared database', () => {
  it('lets a service into its own schema alone, and may be prepared again', async () => {
    const { url: superuserUrl } = await start();
    const services = ['indicators', 'scoring'];
    const { indicators, scoring } = await prepareDatabase({ superuserUrl, services });
    expect(await prepareDatabase({ superuserUrl, services })).toEqual({ indicators, scoring });
    await ask(scoring!.ownerUrl, (sql) => sql.unsafe('CREATE TABLE scoring.score (n int); GRANT SELECT ON scoring.score TO scoring'));
    await expect(ask(indicators!.url, (sql) => sql`SELECT * FROM scoring.score`)).rejects.toThrow('permission denied for schema scoring');
    await expect(ask(scoring!.url, (sql) => sql`CREATE TABLE scoring.another (n int)`)).rejects.toThrow('permission denied');
  });
});
