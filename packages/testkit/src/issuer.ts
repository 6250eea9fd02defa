import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TestIssuer {
  readonly issuer: string;
  token(claims: { sub: string; roles: string[]; orgUnits?: string[]; name?: string }, overrides?: { audience?: string; typ?: string; expiresIn?: string }): Promise<string>;
  stop(): Promise<void>;
}

/** A token issuer with a real key set on a real port, for tests of who may do what. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createServer((_req, res) => res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    token: ({ sub, roles, orgUnits = [], name = sub }, { audience = 'urn:mizan:api', typ = 'at+jwt', expiresIn = '5m' } = {}) =>
      new SignJWT({ roles, orgUnits, name })
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(privateKey),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
