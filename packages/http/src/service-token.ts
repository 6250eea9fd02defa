import { apiAudience } from './principal.ts';

/** Bearer tokens of a service's own client (client credentials), asked for again half a minute before they end, by a clock that nobody can set. */
export function serviceToken({ issuer, clientId, secret }: { issuer: string; clientId: string; secret: string }): () => Promise<string> {
  let held: { token: string; until: number } | undefined;
  return async () => {
    if (held && performance.now() < held.until) return held.token;
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: apiAudience, scope: 'api' }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${clientId} could not sign in: ${response.status} ${await response.text()}`);
    const { access_token: token, expires_in: seconds } = (await response.json()) as { access_token: string; expires_in: number };
    held = { token, until: performance.now() + (seconds - 30) * 1000 };
    return token;
  };
}
