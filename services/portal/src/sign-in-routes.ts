import { type Express, type Request } from 'express';
import { type PortalDeps } from './deps.ts';
import { readCookie, sessionCookie, signInCookie } from './cookies.ts';
import { type Desk } from './desk.ts';
import { financeRoles } from './frame/roles.ts';
import { type Attempt, type createOpenId } from './open-id.ts';
import { randomId, sameSecret, type Sessions } from './sessions.ts';

const attemptLimit = 10_000;

/** The only pages that answer a stranger. */
export function signInRoutes(app: Express, { telemetry }: PortalDeps, desk: Desk, sessions: Sessions, openId: ReturnType<typeof createOpenId>): void {
  const attempts = new Map<string, Attempt>();
  app.get('/', (req, res) => {
    if (desk.session(req)) return res.redirect(303, home(desk, req));
    res.send(desk.pages.home({ reader: desk.reader(req), signedOut: req.query['signed-out'] === 'yes' }));
  });
  app.get('/sign-in', async (req, res) => {
    const { attempt, url } = await openId.start(desk.reader(req).language);
    if (attempts.size >= attemptLimit) attempts.delete([...attempts.keys()][0] ?? '');
    const id = randomId();
    attempts.set(id, attempt);
    res.cookie(signInCookie, id, { ...desk.cookies, maxAge: 600_000 }).redirect(303, url);
  });
  app.get('/sign-in/callback', async (req, res) => {
    const id = readCookie(req, signInCookie);
    const attempt = attempts.get(id);
    attempts.delete(id);
    const { state, code } = req.query;
    if (!attempt || typeof state !== 'string' || typeof code !== 'string' || !sameSecret(state, attempt.state)) return desk.trouble(req, res, 'signInFailed');
    try {
      const { person, token, endsAt } = await openId.finish(attempt, code);
      res.clearCookie(signInCookie, desk.cookies).cookie(sessionCookie, sessions.open(person, token, endsAt).id, desk.cookies).redirect(303, '/');
    } catch (error) {
      telemetry.log.warn({ err: error }, 'sign-in did not finish');
      desk.trouble(req, res, 'signInFailed');
    }
  });
}

function home(desk: Desk, req: Request): string {
  const roles = desk.session(req)?.person.roles ?? [];
  if (roles.includes('district-manager')) return '/me';
  if (financeRoles.some((role) => roles.includes(role))) return '/finance';
  return roles.includes('auditor') ? '/audit' : '/desk';
}
