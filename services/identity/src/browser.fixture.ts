import { createHash, randomBytes } from 'node:crypto';
import { type Config } from './config.ts';

const secret = () => randomBytes(16).toString('hex');

/** What a browser does for a sign-in: keeps cookies and follows one redirect at a time. */
export function openBrowser(config: Config) {
  const cookies = new Map<string, string>();
  const verifier = `${secret()}${secret()}`;
  const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(new URL(url, config.issuer), {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  };
  /** Asks for a sign-in as the portal does. */
  const ask = (changed: Record<string, string> = {}) => {
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = { client_id: 'portal', response_type: 'code', redirect_uri: `${config.portal}/sign-in/callback`, scope: 'openid api', state: secret(), nonce: secret(), code_challenge: challenge, code_challenge_method: 'S256', ...changed };
    return go(`/auth?${new URLSearchParams(query)}`);
  };
  const exchange = async (code: string) => {
    const [{ id, secret: clientSecret } = { id: '', secret: '' }] = config.clients;
    const response = await fetch(`${config.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: `${config.portal}/sign-in/callback`, code_verifier: verifier }),
    });
    return (await response.json()) as { access_token: string };
  };
  return { go, ask, exchange };
}

export const leadsTo = (response: Response): string => response.headers.get('location') ?? '';
