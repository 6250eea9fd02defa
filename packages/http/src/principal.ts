import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { Refusal, type Role } from '@mizan/contracts';

/** Who is calling: a person with roles over org units, or another service. */
export interface Principal {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly orgUnits: readonly string[];
}
export type Authenticate = (authorization: string | undefined) => Promise<Principal | undefined>;

export const apiAudience = 'urn:mizan:api';

/**
 * Verifies bearer tokens of one issuer. Anything but a valid access token for our audience gives nobody.
 * @param keysAt - where the issuer's keys are fetched, when that is not the address people know it by
 * @throws Refusal identity-unreachable when the issuer's keys cannot be read: that says nothing about the caller
 */
export function createAuthenticate(issuer: string, keysAt = issuer): Authenticate {
  const keys = createRemoteJWKSet(new URL(`${keysAt}/jwks`), { cooldownDuration: 1000 });
  return async (authorization) => {
    const token = /^Bearer ([\w.~+/=-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience: apiAudience, algorithms: ['RS256', 'ES256'], typ: 'at+jwt', clockTolerance: 5 });
      return principalOf(payload);
    } catch (error) {
      if (!isUnreachable(error)) return undefined;
      throw new Refusal('identity-unreachable', 'The identity service does not answer, so nobody can be recognised just now. Try again in a moment.');
    }
  };
}

/** jose's codes for a key set that does not come, or does not come whole; fetch has a name only. */
function isUnreachable(error: unknown): boolean {
  const { code = '', name, message } = error as { code?: string; name?: string; message?: string };
  return code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JOSE_GENERIC' || (name === 'TypeError' && message === 'fetch failed');
}

function principalOf(payload: JWTPayload): Principal {
  const texts = (claim: unknown) => (Array.isArray(claim) ? claim.filter((item): item is string => typeof item === 'string') : []);
  const subject = payload.sub ?? (typeof payload['client_id'] === 'string' ? payload['client_id'] : '');
  return { subject, name: typeof payload['name'] === 'string' ? payload['name'] : subject, roles: texts(payload['roles']) as Role[], orgUnits: texts(payload['orgUnits']) };
}
