import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Endpoints = z.object({ demonstrationSecretFile: z.string() });
const Token = z.object({ token: z.string() });

/** Signs a demonstration person in, which only the embedded default allows. @returns a bearer token */
export async function signIn(sub: string, identityUrl: string, dataDir: string): Promise<string> {
  const { demonstrationSecretFile } = Endpoints.parse(JSON.parse(readFileSync(join(dataDir, 'run', 'endpoints.json'), 'utf8')));
  const response = await fetch(new URL('/demonstration/tokens', identityUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${readFileSync(demonstrationSecretFile, 'utf8').trim()}` },
    body: JSON.stringify({ as: sub }),
  });
  if (!response.ok) throw new Error(`${sub} could not sign in: ${response.status} ${await response.text()}`);
  return Token.parse(await response.json()).token;
}
