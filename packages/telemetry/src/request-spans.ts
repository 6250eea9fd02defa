import { type IncomingMessage, type ServerResponse } from 'node:http';
import { beginSpan } from './spans.ts';

/** What a router noted of a request: the pattern it matched, and where it is mounted. */
type Routed = IncomingMessage & { readonly baseUrl?: string; readonly route?: { readonly path?: unknown } };

/** Asked again and again by machines, and files: a span of each would hide the work of people. */
const unasked = /^\/(healthz|readyz|metrics|static|favicon)\b/;
/** The same, unless they are asked for in the course of some work. */
const followed = /^\/(log|books|objects)\b/;

/** A span for each request: its name is the method and the pattern of the route, never the address itself, which has ids in it. */
export function requestSpans(req: IncomingMessage, res: ServerResponse, next: () => void): void {
  const path = req.url ?? '';
  const continues = headerOf(req);
  if (unasked.test(path) || (followed.test(path) && continues === undefined)) return next();
  const method = req.method ?? '';
  const span = beginSpan({ name: method, kind: 'server', continues, attributes: { 'http.request.method': method } });
  if (!span) return next();
  res.once('close', () => {
    const route = routeOf(req);
    span.add({ 'http.response.status_code': res.statusCode, ...(route === undefined ? {} : { 'http.route': route }) }, route && `${method} ${route}`);
    if (res.statusCode >= 500 || !res.writableFinished) span.fail({ name: res.writableFinished ? String(res.statusCode) : 'broken-off' });
    span.end();
  });
  span.within(next);
}

function headerOf({ headers }: IncomingMessage): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? traceparent : undefined;
}

function routeOf({ baseUrl = '', route }: Routed): string | undefined {
  return typeof route?.path === 'string' ? `${baseUrl}${route.path}` : undefined;
}
