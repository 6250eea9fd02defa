import { readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportReport } from '@mizan/contracts';
import { readEntries } from '@mizan/db';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { contentDigest } from '../../content-digest.ts';
import { openObjects } from '../../objects.ts';
import { readLine } from '../read-line/read-line.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

let database: TestDatabase;
let folder: string;
const limits = { bytes: 10_000_000, rows: 100_000 };
const sample = (name: string) => readFileSync(join('demonstration', 'data', name));
async function* inPieces(bytes: Uint8Array, size = 1777) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const send = (bytes: Uint8Array | string, kind: ImportReport['kind'] = 'observations', more: Partial<typeof limits> = {}) =>
  importFile({ db: database.db, objects: openObjects(folder), imports: new RunningImports(), importId: 'one', limits: { ...limits, ...more }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind, name: 'file.csv', chunks: inPieces(Buffer.from(bytes)) });
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
    const [row] = await database.db.sql<{ id: string; line: number }[]>`SELECT submission_id AS id, line FROM current_observation WHERE org_unit = 'PK-BA-QUETTA' LIMIT 1`;
    const read = await readLine(database.db, openObjects(folder), row!.id, row!.line);
    const bytes = fromBase64(read.bytes);
    expect(sample('observations.csv').subarray(read.offset, read.offset + read.length).equals(Buffer.from(bytes))).toBe(true);
    expect(verifyInclusion({ index: read.line - 1, size: read.lineCount, leafHash: leafHash(bytes), proof: read.proof.map(fromHex), root: fromHex(read.linesRoot) })).toBe(true);
  });
});

describe('what a file may say', () => {
  const header = 'indicator,org_unit,period,value,status,source,remark\n';
  const digestOf = async () => {
    const [row] = await database.db.sql<{ id: string; no: number; leaf: string }[]>`
      SELECT s.submission_id AS id, submission_no AS no, convert_from(leaf, 'utf8') AS leaf FROM submission AS s JOIN audit_entry AS e ON e.subject = 'submission/' || submission_id ORDER BY submission_no DESC LIMIT 1`;
    return { logged: (JSON.parse(row!.leaf) as { data: { contentDigest: string } }).data.contentDigest, stored: await contentDigest(database.db.sql, { submissionId: row!.id, submissionNo: row!.no }) };
  };

  it('a byte order mark, quotes, line breaks in a column that is not used, and no last line ending', async () => {
    const text = `\uFEFF${header}"learning_score",PK-BA-QUETTA,2040,5.50,,"said ""so"", \\ سو","two\nlines"\r\nlearning_score,PK-BA-QUETTA,2041,,suppressed,,`;
    expect(await send(text)).toMatchObject({ status: 'accepted', created: 2 });
    const rows = await database.db.sql`SELECT period, value, status, source, line FROM current_observation WHERE period IN ('2040', '2041') ORDER BY period`;
    expect(rows).toEqual([{ period: '2040', value: '5.50', status: 'present', source: 'said "so", \\ سو', line: 2 }, { period: '2041', value: '', status: 'suppressed', source: '', line: 3 }]);
  });

  it('the digest in the log is that of the rows in the table, whether they went straight in or were compared', async () => {
    expect((await digestOf()).logged).toBe((await digestOf()).stored);
    expect(await send(`${header}learning_score,PK-BA-QUETTA,2041,7,,,\nlearning_score,PK-BA-QUETTA,2040,5.50,,"said ""so"", \\ سو",\n`)).toMatchObject({ status: 'accepted', created: 0, updated: 1, unchanged: 1 });
    expect((await digestOf()).logged).toBe((await digestOf()).stored);
  });

  it('another value for what is known: the newest stands, and the one before is kept', async () => {
    const rows = await database.db.sql`SELECT value, status FROM observation WHERE period = '2041' ORDER BY submission_no`;
    expect(rows).toEqual([{ value: '', status: 'suppressed' }, { value: '7', status: 'present' }]);
    expect(await database.db.sql`SELECT value FROM current_observation WHERE period = '2041'`).toEqual([{ value: '7' }]);
  });

  it('a file sent again after others changed what it says takes its say back', async () => {
    const first = `${header}learning_score,PK-BA-QUETTA,2055,5,,,\n`;
    const later = `${header}learning_score,PK-BA-QUETTA,2055,6,,,\n`;
    for (const [file, status] of [[first, 'accepted'], [first, 'unchanged'], [later, 'accepted'], [first, 'accepted'], [first, 'unchanged'], [later, 'accepted']] as const) expect(await send(file)).toMatchObject({ status });
    expect(await database.db.sql`SELECT value FROM current_observation WHERE period = '2055'`).toEqual([{ value: '6' }]);
  });

  it('the same file twice at the same moment is stored once', async () => {
    const file = `${header}learning_score,PK-BA-QUETTA,2050,5,,,\n`;
    const both = await Promise.all([send(file), send(file)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['accepted', 'unchanged']);
  });
});

describe('an import that is cancelled', () => {
  it('while its sender is silent stores nothing, leaves no file, and says so', async () => {
    const before = [await stored(), (await readdir(folder)).length];
    const imports = new RunningImports();
    async function* silent() {
      yield await Promise.resolve(Buffer.from('indicator,org_unit,period,value\n'));
      await new Promise(() => undefined);
    }
    const running = importFile({ db: database.db, objects: openObjects(folder), imports, importId: 'slow', limits, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind: 'observations', name: 'x', chunks: silent() });
    expect(imports.list()).toMatchObject([{ importId: 'slow', phase: 'receiving' }]);
    expect(imports.cancel('slow')).toMatchObject({ importId: 'slow' });
    await expect(running).rejects.toMatchObject({ code: 'import-cancelled' });
    expect([await stored(), (await readdir(folder)).length, imports.list().length]).toEqual([...before, 0]);
  });

  it('while it waits for another import stops waiting', async () => {
    const imports = new RunningImports();
    await database.db.sql.begin(async (other) => {
      await other`SELECT pg_advisory_xact_lock(hashtextextended('merge of an import', 0))`;
      const running = importFile({ db: database.db, objects: openObjects(folder), imports, importId: 'waits', limits, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind: 'observations', name: 'x', chunks: inPieces(Buffer.from('indicator,org_unit,period,value\nlearning_score,PK-BA-QUETTA,2060,5\n')) });
      const watch = setInterval(() => imports.list()[0]?.phase === 'comparing' && imports.cancel('waits'), 5);
      await expect(running).rejects.toMatchObject({ code: 'import-cancelled' });
      clearInterval(watch);
    });
    expect(await database.db.sql`SELECT 1 FROM observation WHERE period = '2060'`).toHaveLength(0);
  });
});

describe('a service that was killed while it received', () => {
  it('finds and removes what it had begun', async () => {
    const left = join(folder, `receiving-${hostname()}-999999999-00000000-0000-4000-8000-000000000000`);
    await writeFile(left, 'half a file');
    expect(await openObjects(folder).sweep()).toBe(1);
    expect(await readdir(folder)).not.toContain(basename(left));
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
    ['an exponent', `${header}learning_score,PK-BA-QUETTA,2031,6e1,\n`, 'file-has-faults', 'value'],
    ['a blank before a number', `${header}learning_score,PK-BA-QUETTA,2031, 5,\n`, 'file-has-faults', 'value'],
    ['a denominator below none', 'indicator,org_unit,period,value,numerator,denominator\nlearning_score,PK-BA-QUETTA,2031,,5,-10\n', 'file-has-faults', 'denominator'],
    ['an unknown status', `${header}learning_score,PK-BA-QUETTA,2031,,lost\n`, 'file-has-faults', 'status'],
    ['a field too many', `${header}learning_score,PK-BA-QUETTA,2031,5,,more\n`, 'file-has-faults', '(row)'],
    ['a quote that does not close', `${header}${good}learning_score,PK-BA-QUETTA,2032,"5,\n${good}`, 'file-has-faults', '(row)'],
    ['a quote inside a field', `${header}learning_score,PK-BA-QUETTA,2032,5"5",\n`, 'file-has-faults', '(row)'],
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
    ['UTF-16', Buffer.from(`\uFEFF${header}${good}`, 'utf16le'), 'file-not-text'],
    ['bytes that are no text in a later row', Buffer.concat([Buffer.from(`${header}${good}`), Buffer.from([0xff, 0x0a])]), 'file-not-text'],
    ['a line that has no end', `${header}${'x'.repeat(1_100_000)}`, 'line-too-long'],
  ])('%s', async (_what, bytes, code) => {
    await expect(send(bytes)).rejects.toMatchObject({ code });
  });

  it('a row that stands twice is told by period, indicator and org unit, and by the line it repeats', async () => {
    const refusal = (await send(`${header}${good}${good}`).catch((error: unknown) => error)) as { details: { report: ImportReport } };
    expect(refusal.details.report.faults).toEqual([{ row: 3, column: '(row)', found: '2031, learning_score, PK-BA-QUETTA', expected: 'a row that does not stand already in line 2' }]);
  });

  it('every faulty row is counted, a row that stands twice among them, and the first thousand are told in order', async () => {
    const bad = Array.from({ length: 1500 }, (_, row) => `learning_score,PK-BA-QUETTA,${3000 + row},x,\n`).join('');
    const refusal = (await send(`${header}${good}${good}${bad}`).catch((error: unknown) => error)) as { details: { report: ImportReport } };
    expect(refusal.details.report).toMatchObject({ rows: 1502, faulty: 1501, faultsByColumn: { value: 1500, '(row)': 1 } });
    expect(refusal.details.report.faults).toHaveLength(1000);
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
    await expect(importFile({ db: database.db, objects: openObjects(folder), imports: new RunningImports(), importId: 'one', limits, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind: 'observations', name: 'x', chunks: broken() })).rejects.toThrow('aborted');
    expect([await stored(), (await readdir(folder)).length]).toEqual(before);
  });
});
