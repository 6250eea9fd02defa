import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { canonicalText } from '@mizan/verifiable-log';
import { readObjectText } from './objects.ts';
import { methodology } from './tables.ts';
import { demonstrationMethodology } from './testing/demonstration.fixture.ts';
import { publishDocument } from './testing/publish.fixture.ts';

let test: TestDatabase;
let hash = '';

beforeAll(async () => {
  test = await startTestDatabase('scoring', fileURLToPath(new URL('../migrations', import.meta.url)));
  hash = await publishDocument(test.db, demonstrationMethodology());
});
afterAll(() => test.stop());

describe('the tables of scoring, for whoever holds the service\'s own role', () => {
  it('refuse to change a published methodology and to publish it twice', async () => {
    await expect(test.db.sql`UPDATE methodology SET version = '2'`).rejects.toThrow('permission denied');
    await expect(test.db.sql`UPDATE methodology SET published_by = 'demo-004'`).rejects.toThrow('published once');
  });

  it('refuse a publication that no step of its life led to', async () => {
    const [other] = await test.db.sql<{ sha256: string }[]>`INSERT INTO object (sha256, bytes) VALUES (encode(sha256('{}'), 'hex'), '{}') RETURNING sha256`;
    const publish = test.db.sql`INSERT INTO methodology (methodology_sha256, methodology_id, version, title, registered_by, published_by, published_at) VALUES (${other!.sha256}, 'm', '1', '{}', 'demo-002', 'demo-003', now())`;
    await expect(publish).rejects.toThrow('published by the steps of its life');
  });

  it('keep an object only under its own hash', async () => {
    await expect(test.db.sql`INSERT INTO object (sha256, bytes) VALUES (${'0'.repeat(64)}, '\\x00')`).rejects.toThrow('object_check');
    expect(await readObjectText(test.db.sql, hash)).toBe(canonicalText(demonstrationMethodology()));
  });

  it('give a title back by language', async () => {
    const [row] = await test.db.orm.select().from(methodology);
    expect(row?.title).toEqual(demonstrationMethodology()['title']);
  });
});
