import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { apiAudience, createAuthenticate, type Principal } from '@mizan/http';
import { randomId } from './sessions.ts';

interface Client {
  /** Where people sign in, and who signs the tokens. */
  readonly issuer: string;
  /** Where the portal itself reaches the issuer. */
  readonly issuerInternal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly ownUrl: string;
}
interface Discovery {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
}
/** What must come back with the code for a sign-in to be ours. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly language: string;
}
export interface SignedIn {
  readonly person: Principal;
  readonly token: string;
  readonly endsAt: number;
}

/** Authorization code with PKCE against the issuer; nothing is trusted that its keys did not sign. */
export function createOpenId(client: Client) {
  const authenticate = createAuthenticate(client.issuer, client.issuerInternal);
  return {
    async start(language: string): Promise<{ attempt: Attempt; url: string }> {
      const attempt = { state: randomId(), nonce: randomId(), verifier: randomId(), language };
      const { authorization_endpoint: endpoint } = await discover(client.issuerInternal);
      return { attempt, url: `${new URL(new URL(endpoint).pathname, client.issuer).toString()}?${authorization(client, attempt).toString()}` };
    },
    async finish(attempt: Attempt, code: string): Promise<SignedIn> {
      const found = await discover(client.issuerInternal);
      const tokens = await exchange(client, found, attempt, code);
      await verifyIdToken(client, found, attempt, tokens.id_token);
      const person = await authenticate(`Bearer ${tokens.access_token}`);
      if (!person) throw new Error('the access token is not one for our services');
      return { person, token: tokens.access_token, endsAt: performance.now() + tokens.expires_in * 1000 };
    },
  };
}

function authorization({ clientId, ownUrl }: Client, { state, nonce, verifier, language }: Attempt): URLSearchParams {
  return new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: `${ownUrl}/sign-in/callback`,
    scope: 'openid api',
    resource: apiAudience,
    // desks and phones are shared, so the last person is never assumed
    prompt: 'login',
    ui_locales: language,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
}

async function discover(issuer: string): Promise<Discovery> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
  return (await response.json()) as Discovery;
}

async function exchange({ clientId, clientSecret, ownUrl }: Client, { token_endpoint: endpoint }: Discovery, { verifier }: Attempt, code: string) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: `${ownUrl}/sign-in/callback`, code_verifier: verifier, resource: apiAudience }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`the issuer refused the code: ${response.status}`);
  return (await response.json()) as { access_token: string; id_token: string; expires_in: number };
}

async function verifyIdToken({ issuer, clientId }: Client, { jwks_uri: keys }: Discovery, { nonce }: Attempt, idToken: string): Promise<void> {
  const { payload } = await jwtVerify(idToken, createRemoteJWKSet(new URL(keys)), { issuer, audience: clientId, algorithms: ['RS256', 'ES256'], clockTolerance: 5 });
  if (payload['nonce'] !== nonce) throw new Error('the identity token is of another sign-in');
}
