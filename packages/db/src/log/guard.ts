import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readIfPresent } from './present-file.ts';

/** What was signed last; kept outside the database, so that a database set back cannot make us forget it. */
export interface Guard {
  readonly size: number;
  readonly root: string;
}

export async function readGuard(file: string): Promise<Guard | undefined> {
  const text = await readIfPresent(file);
  return text === undefined ? undefined : (JSON.parse(text) as Guard);
}

/** Writes through to the disk, name included, before it returns. */
export async function writeGuard(file: string, guard: Guard): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(`${file}.new`, 'w', 0o600);
  await handle.writeFile(JSON.stringify(guard));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
  await syncFolder(dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle on a folder; there the rename is written through by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
