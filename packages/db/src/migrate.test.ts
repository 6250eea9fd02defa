import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { migrate } from './index.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await startTestDatabase('scoring');
  folder = await mkdtemp(join(tmpdir(), 'mizan-migrations-'));
  await writeFile(join(folder, '001-first.sql'), 'CREATE TABLE first (n integer); GRANT SELECT ON first TO scoring;');
  await writeFile(join(folder, '002-second.sql'), 'INSERT INTO first VALUES (2);');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.stop();
});
const run = () => migrate({ ownerUrl: database.ownerUrl, schema: 'scoring', role: 'scoring', folder });
const rows = async () => (await database.db.sql`SELECT n FROM first`).length;

describe('migrations', () => {
  it('are applied once, in order of name, when four instances start at once', async () => {
    await Promise.all([run(), run(), run(), run()]);
    expect(await rows()).toBe(1);
  });

  it('are refused when a file that was applied says something else now', async () => {
    await writeFile(join(folder, '002-second.sql'), 'INSERT INTO first VALUES (3);');
    await expect(run()).rejects.toThrow('migration 002-second.sql was applied in another form; add a new file instead of changing it');
    await writeFile(join(folder, '002-second.sql'), 'INSERT INTO first VALUES (2);');
  });

  it('leave nothing of a file that fails in the middle', async () => {
    await writeFile(join(folder, '003-third.sql'), 'INSERT INTO first VALUES (3); SELECT 1 / 0;');
    await expect(run()).rejects.toThrow('division by zero');
    expect(await rows()).toBe(1);
  });
});
