import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyFromSeed, type SigningKey } from '@mizan/verifiable-log';

/** The signing key of a log from its file (32 bytes, base64, mode 0400), made on first use. */
export async function openLogKey(origin: string, file: string): Promise<SigningKey> {
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found !== undefined) return keyFromSeed(origin, found);
  const seed = randomBytes(32).toString('base64');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, seed, { mode: 0o400, flag: 'wx' });
  return keyFromSeed(origin, seed);
}
