import { randomBytes } from 'node:crypto';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { type Role } from '@mizan/contracts';
import { isTransient, ProblemError } from '@mizan/http';
import { type Ask, askAs } from './ask.ts';
import { type PortalDeps } from './deps.ts';
import { cookieOptions, languageCookie, readCookie, sessionCookie } from './cookies.ts';
import type { Reader } from './frame/frame.tsx';
import type { Trouble } from './frame/plain-pages.tsx';
import { sameSecret, type Session, type Sessions } from './sessions.ts';
import { type Language } from './words/index.ts';

export type Desk = ReturnType<typeof createDesk>;
const statuses: Record<Trouble, number> = { notFound: 404, forbidden: 403, forgery: 403, error: 500, unreachable: 503, signInFailed: 400 };

/** What every page needs: who reads, in which language, asking as whom, and how trouble is told. */
export function createDesk({ urls, pages, ownUrl, telemetry }: PortalDeps, sessions: Sessions) {
  const cookies = cookieOptions(ownUrl);
  const session = (req: Request): Session | undefined => sessions.find(readCookie(req, sessionCookie));
  const reader = (req: Request, path = withoutLanguage(req.originalUrl)): Reader => {
    const found = session(req);
    return { language: languageOf(req), path, ...(found ? { person: { ...found.person, csrf: found.csrf } } : {}) };
  };
  const trouble = (req: Request, res: Response, kind: Trouble): void => {
    const reference = randomBytes(5).toString('hex').toUpperCase();
    telemetry.log.info({ reference, trouble: kind, method: req.method, path: req.path }, 'a page told trouble');
    res.set('X-Reference', reference).status(statuses[kind]).send(pages.trouble({ reader: reader(req, req.method === 'GET' ? undefined : '/'), trouble: kind, reference }));
  };
  const only = (...roles: readonly Role[]): RequestHandler => (req, res, next) => (roles.some((role) => session(req)?.person.roles.includes(role)) ? next() : trouble(req, res, 'forbidden'));
  const ask = (req: Request): Ask => askAs(urls, session(req)?.token ?? '');
  const rememberLanguage: RequestHandler = (req, res, next) => {
    if (req.query['lang'] === 'en' || req.query['lang'] === 'ur') res.cookie(languageCookie, req.query['lang'], { ...cookies, maxAge: 31_536_000_000 });
    next();
  };
  // cookies belong to a name, and the sign-in comes back to ours
  const atOwnName: RequestHandler = (req, res, next) => (req.hostname === 'localhost' && new URL(ownUrl).hostname !== 'localhost' && req.method === 'GET' ? res.redirect(307, `${ownUrl}${req.originalUrl}`) : next());
  const mustBeSignedIn: RequestHandler = (req, res, next) => (session(req) ? next() : req.method === 'GET' ? res.redirect(303, '/sign-in') : trouble(req, res, 'forgery'));
  const refuseForgery: RequestHandler = (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const given = (req.body as { csrf?: unknown } | undefined)?.csrf;
    const origin = req.get('origin');
    const ours = (origin === undefined || origin === ownUrl) && typeof given === 'string' && sameSecret(given, session(req)?.csrf ?? '');
    return ours ? next() : trouble(req, res, 'forgery');
  };
  const signOut: RequestHandler = (req, res) => {
    sessions.close(readCookie(req, sessionCookie));
    res.clearCookie(sessionCookie, cookies).set('Clear-Site-Data', '"cache"').redirect(303, '/?signed-out=yes');
  };
  const notFound: RequestHandler = (req, res) => trouble(req, res, 'notFound');
  const onFault: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    if (error instanceof ProblemError && error.status === 401) return res.clearCookie(sessionCookie, cookies).redirect(303, '/sign-in');
    if (error instanceof ProblemError && error.status === 404) return trouble(req, res, 'notFound');
    telemetry.log.error({ err: error, path: req.path }, 'a page failed');
    trouble(req, res, doesNotAnswer(error) ? 'unreachable' : 'error');
  };
  return { pages, cookies, session, reader, ask, trouble, only, atOwnName, rememberLanguage, mustBeSignedIn, refuseForgery, signOut, notFound, onFault };
}

function languageOf(req: Request): Language {
  const asked = req.query['lang'] ?? readCookie(req, languageCookie);
  return asked === 'ur' ? 'ur' : 'en';
}

function withoutLanguage(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://portal');
  searchParams.delete('lang');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
}

/** A service that cannot be reached, or could not reach its database. */
const doesNotAnswer = (error: unknown) => (error instanceof ProblemError ? error.code === 'not-answered' : isTransient(error));
