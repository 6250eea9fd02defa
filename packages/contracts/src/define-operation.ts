import { z } from 'zod';
import { type Role } from './vocabulary.ts';

export type ServiceName = 'indicators' | 'scoring' | 'incentives' | 'audit';

export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly service: ServiceName | 'every';
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Who may call it; `service` is another service signed in by client credentials. */
  readonly roles: readonly Role[];
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly reply: { readonly status: number; readonly body: Reply; readonly type?: string };
  readonly refusals: Readonly<Record<string, number>>;
  /** An effect needs an Idempotency-Key and runs in one transaction with it. */
  readonly effect?: boolean;
  readonly ifMatch?: boolean;
  /** Media type of a request body that is streamed and not JSON. */
  readonly consumes?: string;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** Declares an HTTP operation once: routing, validation, refusals, OpenAPI and the typed client derive from it. */
export function defineOperation<
  Reply extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  declaration: Omit<Operation<Params, Query, Body, Reply>, 'params' | 'query' | 'body' | 'refusals'> & {
    params?: Params;
    query?: Query;
    body?: Body;
    refusals?: Record<string, number>;
  },
): Operation<Params, Query, Body, Reply> {
  return {
    ...declaration,
    params: declaration.params ?? (nothing as unknown as Params),
    query: declaration.query ?? (nothing as unknown as Query),
    body: declaration.body ?? (nothing as unknown as Body),
    refusals: declaration.refusals ?? {},
  };
}
