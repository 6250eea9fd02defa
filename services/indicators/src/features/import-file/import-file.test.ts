import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { readEntries } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { openObjects } from '../../objects.ts';
import { readLine } from '../read-line/read-line.ts';
import { importFile } from './import-file.ts';

let database: TestDatabase;
let folder: string;
const limits = { bytes: 10_000_000, rows: 100_000 };
const sample = (name: string) => readFileSync(join('demonstration', 'data', name));
async function* inPieces(bytes: Uint8Array, size = 1777) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const send = (bytes: Uint8Array | string, kind: ImportReport['kind'] = 'observations', more: Partial<typeof limits> = {}) =>
  importFile({ db: database.db, objects: openObjects(folder), limits: { ...limits, ...more }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind, name: 'file.csv', chunks: inPieces(Buffer.from(bytes)) });
const stored = async () => Number((await database.db.sql<{ n: string }[]>`SELECT count(*)::text AS n FROM observation`)[0]!.n);

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  folder = join(database.dataDir, 'objects');
  await send(sample('org_units.csv'), 'org-units');
  await send(sample('indicators.csv'), 'indicators');
});
afterAll(() => database.stop());

describe('importing real observations', () => {
  it('stores every row once, and keeps the file byte for byte', async () => {
    expect(await send(sample('observations.csv'))).toMatchObject({ status: 'accepted', rows: 5522, created: 5522, faulty: 0 });
    expect(await stored()).toBe(5522);
  });

  it('adds nothing when the same rows come in another order, with other line endings, under another name', async () => {
    const [header, ...rows] = sample('observations.csv').toString('utf8').trimEnd().split(/\r?\n/);
    const before = (await readEntries(database.db, 0, 1000)).length;
    expect(await send(`${[header, ...rows.reverse()].join('\r\n')}\r\n`)).toMatchObject({ status: 'unchanged', created: 0, updated: 0 });
    expect((await readEntries(database.db, 0, 1000)).length).toBe(before);
  });

  it('keeps 0.0 as published', async () => {
    const [row] = await database.db.sql<{ value: string }[]>`SELECT value FROM observation WHERE value = '0.0' OR value = '0' LIMIT 1`;
    expect(row).toBeDefined();
  });

  it('reads one line back from the stored file and proves it', async () => {
    const [row] = await database.db.sql<{ id: string; line: number }[]>`SELECT submission_id AS id, line FROM observation WHERE org_unit = 'PK-BA-QUETTA' LIMIT 1`;
    const read = await readLine(database.db, openObjects(folder), row!.id, row!.line);
    const bytes = fromBase64(read.bytes);
    expect(sample('observations.csv').subarray(read.offset, read.offset + read.length).equals(Buffer.from(bytes))).toBe(true);
    expect(verifyInclusion({ index: read.line - 1, size: read.lineCount, leafHash: leafHash(bytes), proof: read.proof.map(fromHex), root: fromHex(read.linesRoot) })).toBe(true);
  });
});

describe('a file that is not what it should be changes nothing and is answered in words', () => {
  const header = 'indicator,org_unit,period,value,status\n';
  const good = 'learning_score,PK-BA-QUETTA,2031,5,\n';
  it.each([
    ['a number with a comma', `${header}${good}learning_score,PK-BA-QUETTA,2032,"61,8",\n`, 'file-has-faults', 'value'],
    ['a row that stands twice', `${header}${good}${good}`, 'file-has-faults', '(row)'],
    ['an unknown org unit', `${header}${good}learning_score,PK-XX,2031,5,\n`, 'file-has-faults', 'org_unit'],
    ['an unknown indicator', `${header}nobody,PK-BA-QUETTA,2031,5,\n`, 'file-has-faults', 'indicator'],
    ['a value beside a missing status', `${header}learning_score,PK-BA-QUETTA,2031,5,suppressed\n`, 'file-has-faults', 'value'],
    ['no value and no reason', `${header}learning_score,PK-BA-QUETTA,2031,,\n`, 'file-has-faults', 'value'],
    ['too few fields', `${header}learning_score,PK-BA-QUETTA\n`, 'file-has-faults', '(row)'],
  ])('%s', async (_what, text, code, column) => {
    const before = await stored();
    const refusal = await send(text).catch((error: unknown) => error as { code: string; details: { report: ImportReport } });
    expect(refusal).toMatchObject({ code, details: { report: { status: 'rejected' } } });
    expect((refusal as { details: { report: ImportReport } }).details.report.faults[0]).toMatchObject({ column });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['a wrong column', 'a,b\n1,2\n', 'wrong-columns'],
    ['an empty file', '', 'file-empty'],
    ['a header alone', header, 'file-empty'],
    ['bytes that are no text', Buffer.from([0x69, 0xff, 0xfe, 0x0a, 0x31, 0x0a]), 'file-not-text'],
    ['zero bytes', Buffer.alloc(50), 'file-not-text'],
  ])('%s', async (_what, bytes, code) => {
    await expect(send(bytes)).rejects.toMatchObject({ code });
  });

  it('one larger than the limit is refused by the name of the limit', async () => {
    await expect(send(sample('observations.csv'), 'observations', { bytes: 1000 })).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(send(sample('observations.csv'), 'observations', { rows: 10 })).rejects.toMatchObject({ code: 'too-many-rows' });
  });

  it('one that breaks off in the middle leaves neither rows nor a file behind', async () => {
    const before = [await stored(), (await readdir(folder)).length];
    async function* broken() {
      yield await Promise.resolve(Buffer.from(`${header}${good}`));
      throw new Error('aborted');
    }
    await expect(importFile({ db: database.db, objects: openObjects(folder), limits, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind: 'observations', name: 'x', chunks: broken() })).rejects.toThrow('aborted');
    expect([await stored(), (await readdir(folder)).length]).toEqual(before);
  });
});
