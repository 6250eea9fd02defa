import { timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import { SignJWT, importJWK, type JWK } from 'jose';
import { errors, type Provider } from 'oidc-provider';
import { type Config, type Person } from './config.ts';
import { type Language, style } from './document.ts';
import { apiAudience, claimsOf, createProvider } from './provider.ts';
import { signInPage } from './sign-in-page.ts';
import { openKeys } from './signing-keys.ts';
import { troublePage } from './trouble-page.ts';

/** Adds the sign-in page, the token of the command line and the provider itself to a server. */
export async function addIdentity(app: Express, config: Config): Promise<void> {
  const provider = await createProvider(config);
  app.use(safeHeaders(config));
  app.get('/sign-in.css', (_req, res) => void res.type('css').send(style));
  // a browser asks by itself, and nothing is missing
  app.get('/favicon.ico', (_req, res) => void res.sendStatus(204));
  app.use('/sign-in', (_req, res, next) => void (res.set('Cache-Control', 'no-store'), next()));
  app.get('/sign-in/:uid', (req, res) => showSignIn(provider, config, req, res));
  app.post('/sign-in/:uid', express.urlencoded({ extended: false }), (req, res) => finishSignIn(provider, config, req, res));
  app.post('/demonstration/tokens', express.json(), (req, res) => demonstrationToken(config, req, res));
  app.use(provider.callback());
  app.use(onFault(config));
}

const safeHeaders = ({ portal }: Config) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      // a form's answer leads back to the portal, which a browser counts as where the form goes
      directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], formAction: ["'self'", portal], baseUri: ["'none'"], frameAncestors: ["'none'"] },
    },
    // plain HTTP on the loopback address is the embedded default
    strictTransportSecurity: false,
  });

async function showSignIn(provider: Provider, { people }: Config, req: Request, res: Response): Promise<void> {
  const { uid, params } = await provider.interactionDetails(req, res);
  const asked = req.query['lang'] ?? params['ui_locales'];
  const language: Language = asked === 'ur' ? 'ur' : 'en';
  res.type('html').send(signInPage({ uid, people, language }));
}

async function finishSignIn(provider: Provider, { people, portal }: Config, req: Request, res: Response): Promise<void> {
  const person = find(people, String((req.body as { as?: string } | undefined)?.as));
  if (!person) return void res.status(400).type('html').send(troublePage({ trouble: 'unknownPerson', portal }));
  await provider.interactionFinished(req, res, { login: { accountId: person.sub } }, { mergeWithLastSubmission: false });
}

/** A reader gets a page that says what to do next; a program gets a code. Neither gets our stack. */
const onFault = ({ portal }: Config): ErrorRequestHandler => (error: { status?: number; statusCode?: number }, req, res, _next) => {
  const status = error.status ?? error.statusCode ?? 500;
  if (status >= 500) console.error(error);
  const trouble = error instanceof errors.SessionNotFound ? 'expired' : status < 500 ? 'refused' : 'failed';
  if (req.is('json')) return void res.status(status).json({ code: status < 500 ? 'request-malformed' : 'internal-error' });
  res.status(status).type('html').send(troublePage({ trouble, portal }));
};

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
