import { type z } from 'zod';
import { type Operation } from '@mizan/contracts';
import { inSpan, traceparent } from '@mizan/telemetry';
import { ProblemError } from './problem.ts';

export interface CallOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number>;
  readonly body?: unknown;
  /** Bytes of an operation that consumes something other than JSON. */
  readonly raw?: ReadableStream | Uint8Array;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** Calls an operation and gives its reply. @throws ProblemError when it was refused; TypeError when nobody answers */
export async function call<O extends Operation>(operation: O, options: CallOptions): Promise<z.output<O['reply']['body']>> {
  const response = await ask(operation, options);
  if (!response.ok) throw await problemOf(response);
  if (operation.reply.type === 'application/octet-stream') return new Uint8Array(await response.arrayBuffer()) as never;
  return (operation.reply.type === undefined ? await response.json() : await response.text()) as never;
}

/** What is asked for in the course of some work is a span of that work; what is asked for out of the blue is the other side's alone. */
function ask(operation: Operation, options: CallOptions): Promise<Response> {
  const method = operation.method.toUpperCase();
  const send = () => fetch(address(operation, options), { method, headers: headers(operation, options), ...(options.signal ? { signal: options.signal } : {}), ...payload(operation, options) });
  if (traceparent() === undefined) return send();
  return inSpan({ name: `${method} ${operation.path}`, kind: 'client', attributes: { 'http.request.method': method, 'url.template': operation.path } }, async (span) => {
    const response = await send();
    span?.add({ 'http.response.status_code': response.status });
    if (!response.ok) span?.fail({ name: String(response.status) });
    return response;
  });
}

function address({ path }: Operation, { baseUrl, params = {}, query = {} }: CallOptions): URL {
  const filled = path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(filled, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

function headers(operation: Operation, { token, idempotencyKey, ifMatch }: CallOptions): Record<string, string> {
  const trace = traceparent();
  return {
    authorization: `Bearer ${token}`,
    ...(trace === undefined ? {} : { traceparent: trace }),
    ...(operation.consumes ? { 'content-type': operation.consumes } : operation.method === 'get' ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': `"${idempotencyKey}"` }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch.replaceAll('"', '')}"` }),
  };
}

function payload(operation: Operation, { body, raw }: CallOptions): Record<string, unknown> {
  if (operation.consumes) return { body: raw, duplex: 'half' };
  return operation.method === 'get' ? {} : { body: JSON.stringify(body ?? {}) };
}

async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { code?: string; detail?: string; details?: Record<string, unknown> };
    return new ProblemError({ status: response.status, code: problem.code ?? 'unknown', detail: problem.detail ?? text, ...(problem.details ? { details: problem.details } : {}) });
  } catch {
    return new ProblemError({ status: response.status, code: 'unknown', detail: text.slice(0, 500) });
  }
}
