import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type z } from 'zod';
import { type Operation, type ServiceName } from '@mizan/contracts';
// not the whole package: a command should not load a web server to ask one
import { call } from '@mizan/http/call.ts';
import { ProblemError } from '@mizan/http/problem.ts';
import { type Endpoints, endpoints } from './endpoints.ts';
import { exit, Failure } from './failure.ts';

type Input = { params?: Record<string, string>; query?: Record<string, string | number>; body?: unknown; raw?: ReadableStream | Uint8Array; signal?: AbortSignal };

export interface Session {
  readonly urls: Endpoints['urls'];
  readonly token: string;
  ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    operation: Operation<P, Q, B, R>,
    input?: Input,
    service?: ServiceName,
  ): Promise<z.output<R>>;
}

/** The broker of the product that runs here; nothing when its events move without one. */
export const brokersHere = async (): Promise<string | undefined> => process.env['KAFKA_BROKERS'] ?? (await endpoints().catch(() => undefined))?.brokers;

/** A bearer token for a demonstration person; it exists on the embedded default only. @throws Failure */
export async function signIn(person: string): Promise<{ token: string; urls: Endpoints['urls'] }> {
  const { urls, demonstrationSecretFile } = await endpoints();
  const secret = demonstrationSecretFile === undefined ? '' : await readFile(demonstrationSecretFile, 'utf8').catch(() => '');
  if (!(urls.identity as string | undefined)) throw new Failure(exit.usage, 'Nothing says where people sign in. Set MIZAN_URL_IDENTITY, or MIZAN_TOKEN to a token you have.');
  const reply = await fetch(`${urls.identity}/demonstration/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret.trim()}` },
    body: JSON.stringify({ as: person }),
  }).catch(() => {
    throw new Failure(exit.unreachable, `The sign-in service does not answer at ${urls.identity}. Is npm start running?`);
  });
  if (!reply.ok) throw new Failure(exit.permission, `Nobody signs in as ${person}. The people of the demonstration are listed at ${urls.portal}.`);
  return { token: ((await reply.json()) as { token: string }).token, urls };
}

/** A session as a person who holds `role` in the demonstration, unless `--as` or MIZAN_TOKEN says who. */
export async function openSession(as: string | undefined, role: string): Promise<Session> {
  const given = process.env['MIZAN_TOKEN'];
  const { token, urls } = given && !as ? { token: given, urls: (await endpoints()).urls } : await signIn(as ?? role);
  return {
    urls,
    token,
    async ask(operation, input = {}, service) {
      const home = operation.service === 'every' ? service : operation.service;
      if (!home) throw new RangeError(`${operation.id} needs to be told which service`);
      const effect = operation.effect ? { idempotencyKey: randomUUID() } : {};
      const baseUrl = urls[home] as string | undefined;
      if (baseUrl === undefined) throw new Failure(exit.usage, `Nothing says where ${home} answers. Set MIZAN_URL_${home.toUpperCase()}.`);
      return call(operation, { baseUrl, token, ...effect, ...(input as object) }).catch(refused);
    },
  };
}

function refused(error: unknown): never {
  if (error instanceof ProblemError) {
    const code = error.status === 401 || error.status === 403 ? exit.permission : error.status >= 500 ? exit.unreachable : exit.faults;
    throw Object.assign(new Failure(code, error.detail || error.code), { problem: error });
  }
  throw new Failure(exit.unreachable, `A service does not answer (${(error as Error).message}). Is npm start running?`);
}
