import { fileURLToPath } from 'node:url';
import express, { type Express, static as serveFolder } from 'express';
import helmet from 'helmet';
import { createServer } from '@mizan/http';
import { auditRoutes } from './auditor/audit-routes.ts';
import { financeRoutes } from './finance/finance-routes.ts';
import { managerRoutes } from './manager/manager-routes.ts';
import { createOpenId } from './open-id.ts';
import { type PortalDeps } from './deps.ts';
import { createDesk } from './desk.ts';
import { Sessions } from './sessions.ts';
import { stewardRoutes } from './steward/steward-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

const folder = (from: string) => fileURLToPath(new URL(from, import.meta.url));
const year = { maxAge: '365d', immutable: true };

/** The portal: pages made on the server, no script sent, every effect through a service as the person who is signed in. */
export function createPortal(deps: PortalDeps): Express {
  const sessions = new Sessions();
  const desk = createDesk(deps, sessions);
  const routes = (app: Express) => {
    app.use(safeHeaders);
    app.use('/static', serveFolder(folder('./static')));
    app.use('/static/naskh', serveFolder(folder('../node_modules/@fontsource/noto-naskh-arabic/files'), year));
    app.use('/static/nastaliq', serveFolder(folder('../node_modules/@fontsource/noto-nastaliq-urdu/files'), year));
    // a browser asks by itself, and must not start a sign-in by it
    app.get('/favicon.ico', (_req, res) => void res.sendStatus(204));
    app.use((_req, res, next) => void (res.set('Cache-Control', 'no-store'), next()));
    app.use(desk.atOwnName, desk.rememberLanguage);
    signInRoutes(app, deps, desk, sessions, createOpenId(deps));
    app.use(desk.mustBeSignedIn);
    app.use(express.urlencoded({ extended: false, limit: '32kb' }), desk.refuseForgery);
    app.post('/sign-out', desk.signOut);
    managerRoutes(app, desk);
    financeRoutes(app, desk);
    auditRoutes(app, desk);
    stewardRoutes(app, desk);
    app.use(desk.notFound);
    app.use(desk.onFault);
  };
  return createServer({ telemetry: deps.telemetry, ready: () => true, routes });
}

const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'"], formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
  },
  // without a referrer a browser sends the origin of a form as null, and every form would be refused
  referrerPolicy: { policy: 'same-origin' },
  // plain HTTP on the loopback address is the embedded default
  strictTransportSecurity: false,
});
