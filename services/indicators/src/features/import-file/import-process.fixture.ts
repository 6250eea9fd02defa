import { createReadStream } from 'node:fs';
import { connect } from '@mizan/db';
import { openObjects } from '../../objects.ts';
import { importFile } from './import-file.ts';
import { RunningImports } from './running-imports.ts';

/** Sends a file as far as told and then nothing more. */
async function* sent(path: string, endless: boolean): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  if (endless) await new Promise(() => undefined);
}

/** As a process of its own, to be killed: imports a file and says each phase on a line of its own. */
async function importAndTell([url = '', folder = '', path = '', sender = '']: readonly string[]): Promise<void> {
  const imports = new RunningImports();
  let told = '';
  const watch = setInterval(() => {
    const [found] = imports.list();
    const now = found && (found.phase !== 'receiving' || found.rows > 0) ? found.phase : told;
    if (now !== told) process.stdout.write(`${(told = now)}\n`);
  }, 1);
  await importFile({ db: connect(url), objects: openObjects(folder), imports, importId: 'killed', limits: { bytes: 1e7, rows: 1e5 }, actor: { service: 'indicators', deployment: 'test', onBehalf: 'steward' }, kind: 'observations', name: 'file.csv', chunks: sent(path, sender === 'silent') });
  clearInterval(watch);
  process.exit();
}
if (process.argv[2] === 'import-and-tell') await importAndTell(process.argv.slice(3));
