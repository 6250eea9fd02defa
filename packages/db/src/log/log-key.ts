import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyFromSeed, type SigningKey } from '@mizan/verifiable-log';
import { readIfPresent } from './present-file.ts';

/** The signing key of a log from its file (32 bytes, base64, mode 0400), made on first use. */
export async function openLogKey(origin: string, file: string): Promise<SigningKey> {
  const found = await readIfPresent(file);
  if (found !== undefined) return keyFromSeed(origin, found);
  const seed = randomBytes(32).toString('base64');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, seed, { mode: 0o400, flag: 'wx' });
  return keyFromSeed(origin, seed);
}
