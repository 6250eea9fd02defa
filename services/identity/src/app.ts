import { timingSafeEqual } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import { SignJWT, importJWK, type JWK } from 'jose';
import { type Config, type Person } from './config.ts';
import { apiAudience, claimsOf, createProvider } from './provider.ts';
import { signInPage, signInStyle } from './sign-in-page.ts';
import { openKeys } from './signing-keys.ts';

/** Adds the sign-in page, the token of the command line and the provider itself to a server. */
export async function addIdentity(app: Express, config: Config): Promise<void> {
  const provider = await createProvider(config);
  app.get('/sign-in.css', (_req, res) => void res.type('css').send(signInStyle));
  app.get('/sign-in/:uid', async (req, res) => {
    await provider.interactionDetails(req, res);
    res.type('html').send(signInPage({ uid: req.params.uid, people: config.people, language: req.query['lang'] === 'ur' ? 'ur' : 'en' }));
  });
  app.post('/sign-in/:uid', express.urlencoded({ extended: false }), async (req, res) => {
    const person = find(config.people, String((req.body as { as?: string }).as));
    if (!person) return void res.status(400).type('text/plain').send('Choose one of the people listed. Go back and try again.\n');
    await provider.interactionFinished(req, res, { login: { accountId: person.sub } }, { mergeWithLastSubmission: false });
  });
  app.post('/demonstration/tokens', express.json(), (req, res) => demonstrationToken(config, req, res));
  app.use(provider.callback());
}

const find = (people: readonly Person[], as: string) => people.find(({ sub }) => sub === as) ?? people.find(({ roles }) => roles.includes(as));

/** A token for the command line of this machine: who can read the secret's file may be any demonstration person. */
async function demonstrationToken(config: Config, req: Request, res: Response): Promise<void> {
  const given = Buffer.from(req.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${config.demonstrationSecret}`);
  const person = find(config.people, String((req.body as { as?: string } | undefined)?.as));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return void res.status(401).json({ code: 'not-signed-in' });
  if (!person) return void res.status(404).json({ code: 'person-not-found' });
  const [jwk] = (await openKeys(config.keyFile)).jwks.keys as JWK[];
  const token = await new SignJWT({ ...claimsOf(person), client_id: 'demonstration' })
    .setProtectedHeader({ alg: 'ES256', kid: jwk?.kid ?? '', typ: 'at+jwt' })
    .setIssuer(config.issuer)
    .setAudience(apiAudience)
    .setSubject(person.sub)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(jwk as JWK, 'ES256'));
  res.json({ token, expiresIn: 3600 });
}
