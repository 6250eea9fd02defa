import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { fromBase64, fromHex, leafHash, verifyInclusion } from '@mizan/verifiable-log';
import { openObjects } from '../../objects.ts';
import { importFile } from '../import-file/import-file.ts';
import { RunningImports } from '../import-file/running-imports.ts';
import { readLine } from './read-line.ts';
import { readLines } from './read-lines.ts';

const actor = { service: 'indicators', deployment: 'test', onBehalf: 'steward' };
const schools = Array.from({ length: 300 }, (_, at) => `s${at},"School ${at},\nof a village",school,\n`);
let database: TestDatabase;
let submissionId: string;
const folder = () => join(database.dataDir, 'objects');
const linesOf = (lines: readonly number[]) => readLines(database.db, openObjects(folder()), submissionId, lines);
async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  const stored = await importFile({ db: database.db, objects: openObjects(folder()), imports: new RunningImports(), importId: 'one', limits: { bytes: 1e6, rows: 1000 }, actor, kind: 'org-units', name: 'file.csv', chunks: whole(['code,name,level,parent_code\n', ...schools].join('')) });
  submissionId = stored.submissionId!;
}, 60_000);
afterAll(() => database.stop());

describe('lines of a stored file', () => {
  it('come each with its bytes and its proof, in the order they were asked for, also the header', async () => {
    const { lines, linesRoot, lineCount, header } = await linesOf([301, 2, 1, 77]);
    expect(lines.map(({ bytes }) => new TextDecoder().decode(fromBase64(bytes)))).toEqual([schools[299], schools[0], 'code,name,level,parent_code\n', schools[75]]);
    expect(header).toBe('code,name,level,parent_code');
    for (const { line, bytes, proof } of lines) expect(verifyInclusion({ index: line - 1, size: lineCount, leafHash: leafHash(fromBase64(bytes)), proof: proof.map(fromHex), root: fromHex(linesRoot) })).toBe(true);
  });

  it('are the same as one by one', async () => {
    const { lines: [first], ...file } = await linesOf([77, 3]);
    expect(await readLine(database.db, openObjects(folder()), submissionId, 77)).toEqual({ ...file, ...first });
  });

  it('are refused where the file has no such line, or is no longer what was imported', async () => {
    await expect(linesOf([2, 302])).rejects.toMatchObject({ code: 'line-not-found' });
    const { fileSha256 } = await linesOf([2]);
    await writeFile(join(folder(), fileSha256), ['code,name,level,parent_code\n', ...schools].join('').replace('School 5', 'School 6'));
    await expect(linesOf([2])).rejects.toMatchObject({ code: 'stored-file-damaged' });
    await writeFile(join(folder(), fileSha256), 'code,name,level,parent_code\n');
    await expect(linesOf([2])).rejects.toMatchObject({ code: 'stored-file-damaged' });
  });
});
