import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
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

/** A schema as a release left it that had only these of the log's files. */
async function asReleasedWith(files: readonly string[], schema: string) {
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined });
  await superuser.unsafe(`CREATE SCHEMA ${schema} AUTHORIZATION scoring_owner`);
  await superuser.end();
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined, connection: { search_path: schema } });
  await sql.unsafe('CREATE TABLE migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
  for (const name of files) {
    const text = await readFile(new URL(`../migrations/${name}`, import.meta.url), 'utf8');
    await sql.unsafe(text);
    await sql`INSERT INTO migration (name, digest) VALUES (${name}, ${createHash('sha256').update(text).digest('hex')})`;
  }
  return sql;
}

describe('migrations', () => {
  it('keep what a filled database had taken and parked, and know that the bytes of what was taken are not known', async () => {
    const sql = await asReleasedWith(['000-log.sql', '001-relay.sql'], 'filled');
    await sql`INSERT INTO inbox (consumer, event_id) SELECT 'scoring.roles', gen_random_uuid() FROM generate_series(1, 1000)`;
    await sql`INSERT INTO dead_letter (consumer, source, place, subject, bytes, reason) VALUES ('scoring.roles', 'test/audit/incentives', 'a[0]@0', '', 'first', 'not an event')`;
    await migrate({ ownerUrl: database.ownerUrl, schema: 'filled', role: 'scoring' });
    const [taken] = await sql`SELECT count(*)::int AS n, count(leaf_hash)::int AS known FROM inbox`;
    expect(taken).toEqual({ n: 1000, known: 0 });
    const park = (bytes: string) => sql`INSERT INTO dead_letter (consumer, source, place, subject, bytes, reason) VALUES ('scoring.roles', 'test/audit/incentives', 'a[0]@0', '', ${bytes}::text::bytea, 'not an event') ON CONFLICT DO NOTHING RETURNING 1`;
    expect([(await park('first')).length, (await park('second')).length]).toEqual([0, 1]);
    await sql.end();
  });

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
