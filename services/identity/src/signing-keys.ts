import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Keys {
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly cookies: string[];
}

/** The issuer's signing key and cookie secret from their file (mode 0400), made on first start. */
export async function openKeys(file: string): Promise<Keys> {
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // a file that is there and cannot be read must not be replaced: every token signed by it would be lost
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (found !== undefined) return JSON.parse(found) as Keys;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: randomUUID() };
  const keys: Keys = { jwks: { keys: [jwk] }, cookies: [randomBytes(32).toString('base64url')] };
  await keep(file, JSON.stringify(keys));
  return keys;
}

/** Moved into place whole, so that a killed start leaves either no key or a good one. */
async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o400);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
