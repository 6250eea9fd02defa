import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type z } from 'zod';
import { type Operation, type ServiceName } from '@mizan/contracts';
// not the whole package: a command should not load a web server to ask one
import { call } from '@mizan/http/call.ts';
import { ProblemError } from '@mizan/http/problem.ts';
import { exit, Failure } from './failure.ts';

interface Endpoints {
  urls: Record<ServiceName | 'identity' | 'portal', string>;
  demonstrationSecretFile: string;
  brokers?: string;
}
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

async function endpoints(): Promise<Endpoints> {
  const file = join(process.env['MIZAN_DATA'] ?? '.data', 'run', 'endpoints.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Endpoints;
  } catch {
    throw new Failure(exit.unreachable, 'Mizan is not running here. Start it with: npm start (or set MIZAN_DATA to its data folder).');
  }
}

/** The broker of the product that runs here; nothing when its events move without one. */
export const brokersHere = async (): Promise<string | undefined> => process.env['KAFKA_BROKERS'] ?? (await endpoints().catch(() => undefined))?.brokers;

/** A bearer token for a demonstration person; it exists on the embedded default only. @throws Failure */
export async function signIn(person: string): Promise<{ token: string; urls: Endpoints['urls'] }> {
  const { urls, demonstrationSecretFile } = await endpoints();
  const secret = await readFile(demonstrationSecretFile, 'utf8').catch(() => '');
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
      return call(operation, { baseUrl: urls[home], token, ...effect, ...(input as object) }).catch(refused);
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
