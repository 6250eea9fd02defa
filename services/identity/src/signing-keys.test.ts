import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeys } from './signing-keys.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mizan-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the issuer\'s keys', () => {
  it('are made once, for their owner alone, and stay the same on the next start', async () => {
    const file = join(folder, 'made', 'identity.json');
    const first = await openKeys(file);
    expect(await openKeys(file)).toEqual(first);
    expect((await stat(file)).mode & 0o777).toBe(0o400);
    expect(await readdir(join(folder, 'made'))).toEqual(['identity.json']);
  });

  it('are made whole after a start that was killed while it wrote them', async () => {
    const file = join(folder, 'identity.json');
    await writeFile(`${file}.${process.pid}.new`, '{"jwks":{"ke');
    await chmod(`${file}.${process.pid}.new`, 0o400);
    expect((await openKeys(file)).jwks.keys).toHaveLength(1);
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('cookies');
  });

  it('are never replaced when their file is there and cannot be read', async () => {
    await expect(openKeys(folder)).rejects.toThrow(/EISDIR/);
  });
});
