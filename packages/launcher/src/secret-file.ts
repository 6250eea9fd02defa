import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Makes a random secret on first use (mode 0400). Moved into place whole, so that a killed start leaves no empty secret. */
export async function makeSecret(file: string): Promise<void> {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o400 });
  await rename(draft, file);
}
