import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { importFile } from '@mizan/indicators/features/import-file/import-file.ts';
import { RunningImports } from '@mizan/indicators/features/import-file/running-imports.ts';
import { openObjects } from '@mizan/indicators/objects.ts';
import { startTestDatabase } from '@mizan/testkit';
import { alternating, besideRow, milliseconds, type Row } from './alternating.ts';
import { rowsToImport as rows } from './environment.ts';

const [units, indicators] = [8334, 30];
const unit = (index: number) => `U-${String(index).padStart(5, '0')}`;
const indicator = (index: number) => `indicator_${String(index).padStart(2, '0')}`;

/** A million observations imported by the service's own code, first new and then again, beside `psql \copy` of the same file into a table with the same key and no checks, no history and no proof. */
export async function* ingestBesideCopy(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-ingest-'));
  const database = await startTestDatabase('indicators', fileURLToPath(new URL('../../services/indicators/migrations', import.meta.url)));
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined });
  const file = join(folder, 'observations.csv');
  await writeFiles(folder, file);
  const bad = join(folder, 'bad.csv');
  await writeObservations(bad, () => 'x');
  const imports = new RunningImports();
  const send = (path: string, kind: 'observations' | 'org-units' | 'indicators') =>
    importFile({ db: database.db, objects: openObjects(join(folder, 'objects')), imports, importId: 'bench', limits: { bytes: 2 ** 27, rows: 2_000_000 }, actor: { service: 'indicators', deployment: 'bench', onBehalf: 'bench' }, kind, name: path, chunks: createReadStream(path) });
  await send(join(folder, 'units.csv'), 'org-units');
  await send(join(folder, 'indicators.csv'), 'indicators');
  const psql = whichPsql();
  const peer = psql === undefined ? undefined : async () => {
    await superuser.unsafe('DROP TABLE IF EXISTS peer; CREATE TABLE peer (indicator text COLLATE "C", org_unit text COLLATE "C", period text COLLATE "C", value text, status text, source text, PRIMARY KEY (period, indicator, org_unit))');
    return milliseconds(() => execFileSync(psql, [database.superuserUrl, '-qc', `\\copy peer FROM '${file}' CSV HEADER`], { stdio: ['ignore', 'ignore', 'inherit'] }));
  };
  // The submission too: a file that is known by its hash is not stored again.
  const empty = () => superuser.unsafe(`SET session_replication_role = replica; TRUNCATE indicators.observation; DELETE FROM indicators.submission WHERE kind = 'observations'`);
  try {
    const why = 'there is no psql on this machine';
    const fresh = await alternating(async () => (await empty(), milliseconds(() => send(file, 'observations'))), peer, 3);
    yield { what: 'new', ...besideRow(`${rows} rows`, 'psql \\copy', fresh, why) };
    const again = await alternating(() => milliseconds(() => send(file, 'observations')), peer, 3);
    yield { what: 'the same again, nothing written', ...besideRow(`${rows} rows`, 'psql \\copy', again, why) };
    const refused = await alternating(() => milliseconds(() => send(bad, 'observations').catch(() => undefined)), undefined, 3);
    const peak = `${Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024)} MiB`;
    yield { what: 'every row faulty', ...besideRow(`${rows} rows`, 'new', { first: refused.first, second: fresh.first, ratio: refused.first / fresh.first }), 'peak of the whole benchmark': peak };
  } finally {
    await superuser.end();
    await database.stop();
    rmSync(folder, { recursive: true });
  }
}

async function writeFiles(folder: string, file: string): Promise<void> {
  writeFileSync(join(folder, 'units.csv'), `code,name,level,parent_code\n${Array.from({ length: units }, (_, index) => `${unit(index)},Unit ${index},school,\n`).join('')}`);
  writeFileSync(join(folder, 'indicators.csv'), `code,name,unit,direction\n${Array.from({ length: indicators }, (_, index) => `${indicator(index)},Indicator ${index},%,higher\n`).join('')}`);
  await writeObservations(file, (row) => (((row * 7919) % 10_000) / 100).toFixed(1));
}

async function writeObservations(file: string, value: (row: number) => string): Promise<void> {
  const out = createWriteStream(file);
  out.write('indicator,org_unit,period,value,status,source\n');
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      const row = from + at;
      return `${indicator(Math.floor(row / units) % indicators)},${unit(row % units)},${2001 + Math.floor(row / (units * indicators))},${value(row)},,return\n`;
    });
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function whichPsql(): string | undefined {
  try {
    return execFileSync('which', ['psql'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
