import { type Operation } from '@mizan/contracts';
import { call } from '@mizan/http';
import { type z } from 'zod';
import { dataFile } from './files.ts';
import { type Person } from './invented-people.ts';
import { signIn } from './sign-in.ts';

export type Urls = Readonly<Record<'indicators' | 'scoring' | 'incentives' | 'audit' | 'identity', string>>;
type ServiceOf = 'indicators' | 'scoring' | 'incentives' | 'audit';

/** What an officer hands in with a request. */
export interface Request {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number>;
  readonly body?: unknown;
  readonly raw?: Uint8Array;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  /** Which service's log, for the operations every service has. */
  readonly at?: ServiceOf;
}

/** The demonstration's people at their desks: each request is made by the person who holds the role. */
export interface Office {
  readonly people: readonly Person[];
  readonly progress: (text: string) => void;
  ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    role: string,
    operation: Operation<P, Q, B, R>,
    request: Request,
  ): Promise<z.output<R>>;
}

export function openOffice(dataDir: string, urls: Urls, progress: (text: string) => void): Office {
  const people = JSON.parse(dataFile('people.json').toString('utf8')) as Person[];
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (role: string): Promise<string> => {
    const holder = people.find(({ roles }) => roles.includes(role));
    if (!holder) throw new Error(`nobody in the demonstration is a ${role}`);
    const token = tokens.get(role) ?? signIn(holder.sub, urls.identity, dataDir);
    tokens.set(role, token);
    return token;
  };
  return {
    people,
    progress,
    async ask(role, operation, { at, idempotencyKey, ...request }) {
      const service = operation.service === 'every' ? at : operation.service;
      if (!service) throw new Error(`${operation.id} exists in every service: name one`);
      const key = idempotencyKey === undefined ? {} : { idempotencyKey: `demonstration: ${idempotencyKey}` };
      const options = { baseUrl: urls[service], token: await tokenOf(role), ...request, ...key };
      return (await call(operation, options as Parameters<typeof call>[1]));
    },
  };
}
