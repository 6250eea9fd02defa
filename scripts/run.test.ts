import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const nobodyListens = 'http://127.0.0.1:1';
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'mizan-clone-'));
  for (const file of ['scripts/run.mjs', 'package.json', 'pnpm-lock.yaml']) await cp(file, join(clone, file));
});
afterEach(() => rm(clone, { recursive: true, force: true }));

/** A first start in a clone where nothing is installed, with a registry of our choice and no cache to fall back on. */
function start(registry: string) {
  const env = { PATH: process.env['PATH'], HOME: clone, npm_config_registry: registry, npm_config_fetch_retries: '0', npm_config_cache: join(clone, 'cache') };
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], { cwd: clone, env, detached: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, end: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
}

const toolchain = async () => (existsSync(join(clone, '.toolchain')) ? readdir(join(clone, '.toolchain')) : []);

describe('the first command in a clone', () => {
  it('says in one sentence what to do when the registry cannot be reached', async () => {
    const { code, said } = await start(nobodyListens).end;
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^Getting pnpm/), expect.stringMatching(/^pnpm .* could not be fetched \(ECONNREFUSED\)\. See that this machine reaches the npm registry/)]);
  });

  it('does not take an installation that was killed half-way for a finished one', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const asked = once(silent, 'connection');
    const { child, end } = start(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await asked;
    process.kill(-child.pid!, 'SIGKILL');
    await end;
    silent.close();
    expect(await toolchain()).toEqual([expect.stringMatching(/^pnpm-.*\.new$/)]);
    const { said } = await start(nobodyListens).end;
    expect(said).toContain('Getting pnpm');
    expect((await toolchain()).filter((name) => !name.endsWith('.new'))).toEqual([]);
  });
});
