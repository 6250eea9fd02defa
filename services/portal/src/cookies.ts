import { type CookieOptions, type Request } from 'express';

export const sessionCookie = 'mizan-session';
export const signInCookie = 'mizan-sign-in';
export const languageCookie = 'mizan-language';

export function cookieOptions(ownUrl: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: ownUrl.startsWith('https:') };
}

export function readCookie(req: Request, name: string): string {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}
