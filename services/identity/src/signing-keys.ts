import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Keys {
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly cookies: string[];
}

/** The issuer's signing key and cookie secret from their file (mode 0400), made on first start. */
export async function openKeys(file: string): Promise<Keys> {
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found !== undefined) return JSON.parse(found) as Keys;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: randomUUID() };
  const keys: Keys = { jwks: { keys: [jwk] }, cookies: [randomBytes(32).toString('base64url')] };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(keys), { mode: 0o400, flag: 'wx' });
  return keys;
}
