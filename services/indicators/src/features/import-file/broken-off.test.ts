import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { type RunningImport } from '@mizan/contracts';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { openObjects } from '../../objects.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

type Phase = RunningImport['phase'];
let database: TestDatabase;
let folder: string;
let superuser: Sql;
const send = (text: string, kind: 'observations' | 'org-units' | 'indicators' = 'observations', imports = new RunningImports()) =>
  importFile({ db: database.db, objects: openObjects(folder), imports, importId: 'one', limits: { bytes: 1e7, rows: 1e5 }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind, name: 'file.csv', chunks: whole(text) });
async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
/** Of new keys and of known ones, so that it is staged, compared and stored sorted. */
const file = (year: number) => `indicator,org_unit,period,value\n${Array.from({ length: 2000 }, (_, row) => `reading,d1,${year}-${2000 - row},${row}\n`).join('')}`;
const rowsOf = async (year: number) => (await database.db.sql`SELECT 1 FROM observation WHERE period LIKE ${`${year}-%`}`).length;
const files = async () => (await readdir(folder)).sort();

beforeAll(async () => {
  database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  folder = join(database.dataDir, 'objects');
  superuser = postgres(database.superuserUrl, { max: 2, onnotice: () => undefined, connection: { search_path: 'indicators' } });
  await send('code,name,level,parent_code\nd1,One,district,\n', 'org-units');
  await send('code,name,unit,direction\nreading,Reading,percent,higher\n', 'indicators');
}, 60_000);
afterAll(async () => {
  await superuser.end();
  await database.stop();
});

/** What holds an import in a phase until it is let go. */
const holds: Record<'comparing' | 'storing', string> = {
  comparing: `SELECT pg_advisory_xact_lock(hashtextextended('merge of an import', 0))`,
  storing: 'LOCK TABLE observation IN SHARE MODE',
};
/** Does something while imports stay in a phase. */
async function holding(phase: Phase, what: () => Promise<void>): Promise<void> {
  if (phase === 'receiving') return what();
  await superuser.begin(async (held) => {
    await held.unsafe(holds[phase as keyof typeof holds]);
    await what();
  });
}

const told = (child: ChildProcess, phase: Phase) =>
  new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text).includes(phase) && resolve());
    child.once('exit', () => reject(new Error(`ended before ${phase}: ${said}`)));
  });

describe('a service that is killed in the middle of an import', () => {
  it.each([
    ['receiving', 2071],
    ['comparing', 2072],
    ['storing', 2073],
  ] as const)('while %s leaves no row and no submission, and after the sweep no file; the same file then comes in once', async (phase, year) => {
    const path = join(database.dataDir, `${year}.csv`);
    await writeFile(path, file(year));
    const before = [await files(), (await database.db.sql`SELECT 1 FROM submission`).length];
    await holding(phase, async () => {
      const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(new URL('./import-process.fixture.ts', import.meta.url)), 'import-and-tell', database.url, folder, path, phase === 'receiving' ? 'silent' : ''], { stdio: ['ignore', 'pipe', 'inherit'] });
      await told(child, phase);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await openObjects(folder).sweep()).toBe(1);
    });
    expect(await send(file(year))).toMatchObject({ status: 'accepted', created: 2000 });
    expect(await send(file(year))).toMatchObject({ status: 'unchanged' });
    expect([await rowsOf(year), (await database.db.sql`SELECT 1 FROM submission`).length]).toEqual([2000, Number(before[1]) + 1]);
    expect((await files()).length).toBe((before[0] as string[]).length + 1);
  }, 60_000);
});

describe('an import that is cancelled', () => {
  it.each([
    ['comparing', 2081],
    ['storing', 2082],
  ] as const)('while %s ends at once and stores nothing', async (phase, year) => {
    const before = await files();
    const imports = new RunningImports();
    await holding(phase, async () => {
      const running = send(file(year), 'observations', imports);
      const watch = setInterval(() => imports.list()[0]?.phase === phase && imports.cancel('one'), 5);
      await expect(running).rejects.toMatchObject({ code: 'import-cancelled' });
      clearInterval(watch);
    });
    expect([await rowsOf(year), await files(), imports.list()]).toEqual([0, before, []]);
    expect(await send(file(year))).toMatchObject({ status: 'accepted', created: 2000 });
  });
});

describe('an observation put into the table by a superuser', () => {
  it('is neither read nor hides the real figure where no submission stands for it', async () => {
    const rows = `indicator,org_unit,period,value\nreading,d1,2091,61.8\n`;
    await send(rows);
    await superuser.unsafe(`INSERT INTO observation SELECT (jsonb_populate_record(o, '{"submission_no": 999999, "value": "99.9"}')).* FROM observation AS o WHERE period = '2091'`);
    expect(await database.db.sql`SELECT value FROM current_observation WHERE period = '2091'`).toEqual([{ value: '61.8' }]);
    expect(await send(`indicator,org_unit,period,value\nreading,d1,2091,99.9\n`)).toMatchObject({ updated: 1 });
  });
});
