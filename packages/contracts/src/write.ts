import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { contractDocuments } from './documents/all.ts';

const folder = new URL('../../../contracts/', import.meta.url);

/** Writes the generated contracts, or with `--check` names those that differ from the code or that nothing generates. */
async function main(check: boolean): Promise<number> {
  const documents = contractDocuments();
  const stale: string[] = [];
  for (const [path, text] of documents) {
    const file = new URL(path, folder);
    const onDisk = await readFile(file, 'utf8').catch(() => undefined);
    if (onDisk === text) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, text);
  }
  const orphans = (await readdir(new URL('events/', folder)).catch(() => [])).map((name) => `events/${name}`).filter((path) => !documents.has(path));
  for (const path of orphans) console.error(`${path}: no event declares this; a released event keeps its declaration`);
  for (const path of stale) console.error(check ? `${path}: differs from the code; run npm run contracts` : `${path}: written`);
  return orphans.length || (check && stale.length) ? 1 : 0;
}

process.exitCode = await main(process.argv.includes('--check'));
