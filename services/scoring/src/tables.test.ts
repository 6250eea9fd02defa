import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { transact } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { keepObjects, readObjectText } from './objects.ts';
import { methodology } from './tables.ts';

let test: TestDatabase;
let hash = '';
const document = new TextEncoder().encode('{"id":"m"}');

beforeAll(async () => {
  test = await startTestDatabase('scoring', fileURLToPath(new URL('../migrations', import.meta.url)));
  hash = await transact(test.db, { service: 'scoring', deployment: 'test' }, async (tx) => {
    const [kept = ''] = await keepObjects(tx.sql, [document]);
    await tx.orm.insert(methodology).values({ methodologySha256: kept, methodologyId: 'm', version: '1', title: { en: 'M' }, registeredBy: 'demo-002' });
    return kept;
  });
});
afterAll(() => test.stop());

describe('the tables of scoring, for whoever holds the service\'s own role', () => {
  it('refuse publication by the person who registered', async () => {
    const publish = test.db.sql`UPDATE methodology SET published_by = 'demo-002', published_at = now() WHERE methodology_id = 'm'`;
    await expect(publish).rejects.toThrow('another_person_publishes');
  });

  it('refuse to change a methodology and to publish it twice', async () => {
    await expect(test.db.sql`UPDATE methodology SET version = '2'`).rejects.toThrow('permission denied');
    await test.db.sql`UPDATE methodology SET published_by = 'demo-003', published_at = now() WHERE methodology_id = 'm'`;
    await expect(test.db.sql`UPDATE methodology SET published_by = 'demo-004'`).rejects.toThrow('published once');
  });

  it('keep an object only under its own hash', async () => {
    await expect(test.db.sql`INSERT INTO object (sha256, bytes) VALUES (${'0'.repeat(64)}, '\\x00')`).rejects.toThrow('object_check');
    expect(await readObjectText(test.db.sql, hash)).toBe('{"id":"m"}');
  });

  it('give a title back by language', async () => {
    const [row] = await test.db.orm.select().from(methodology);
    expect(row?.title).toEqual({ en: 'M' });
  });
});
