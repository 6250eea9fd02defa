import { type Express, json, type Request, type Response } from 'express';
import { type z } from 'zod';
import { type Operation, Refusal } from '@mizan/contracts';
import { type Database, transact, type Tx } from '@mizan/db';
import { idempotencyRefusals, readKey, recall, remember, requestHash } from './idempotency.ts';
import { type Authenticate, type Principal } from './principal.ts';
import { sendProblem } from './problem.ts';

export interface Context<O extends Operation> {
  readonly params: z.output<O['params']>;
  readonly query: z.output<O['query']>;
  readonly body: z.output<O['body']>;
  readonly principal: Principal;
  /** The value of If-Match without quotes, on operations that need it. */
  readonly ifMatch: string;
  readonly req: Request;
  readonly res: Response;
}
export type Handler<O extends Operation> = (context: Context<O>) => Promise<unknown>;
export type EffectHandler<O extends Operation> = (context: Context<O> & { readonly tx: Tx }) => Promise<unknown>;
export interface Mounted {
  readonly operation: Operation;
  readonly handler: (context: never) => Promise<unknown>;
}
export interface MountDeps {
  readonly service: string;
  readonly deployment: string;
  readonly db: Database;
  readonly authenticate: Authenticate;
  readonly onFault: (error: unknown) => void;
}

/** A read: what the handler returns is the reply. */
export function read<O extends Operation>(operation: O, handler: Handler<O>): Mounted {
  return { operation, handler: handler };
}

/** An effect: the handler works in `tx`, which also keeps the Idempotency-Key and its reply. */
export function effect<O extends Operation>(operation: O, handler: EffectHandler<O>): Mounted {
  return { operation, handler: handler };
}

const general: Readonly<Record<string, number>> = { 'not-signed-in': 401, 'wrong-role': 403, 'request-malformed': 400, 'if-match-missing': 428, ...idempotencyRefusals };

class Malformed extends Refusal {
  readonly errors: readonly { pointer: string; text: string }[];
  constructor(place: string, error: z.ZodError) {
    const errors = error.issues.map((issue) => ({ pointer: `/${[place, ...issue.path].join('/')}`, text: issue.message }));
    super('request-malformed', errors.map(({ pointer, text }) => `${pointer}: ${text}`).join('; '));
    this.errors = errors;
  }
}

/** Mounts operations: sign-in, role, validation, transaction and refusals are the same for all of them. */
export function mountAll(app: Express, mounted: readonly Mounted[], deps: MountDeps): void {
  for (const entry of mounted) {
    const { operation } = entry;
    const parse = operation.consumes ? [] : [json({ limit: '1mb' })];
    app[operation.method](operation.path, ...parse, (req: Request, res: Response) => {
      answer(entry, deps, req, res).catch((error: unknown) => fail(operation, deps, res, error));
    });
  }
}

async function answer({ operation, handler }: Mounted, deps: MountDeps, req: Request, res: Response): Promise<void> {
  const principal = await signedIn(operation, deps, req);
  const context = {
    params: valid('params', operation.params, req.params),
    query: valid('query', operation.query, req.query),
    body: operation.consumes ? {} : valid('body', operation.body, req.body ?? {}),
    principal,
    ifMatch: operation.ifMatch ? ifMatch(req) : '',
    req,
    res,
  };
  const run = handler as (context: unknown) => Promise<unknown>;
  if (operation.effect) return answerEffect(operation, deps, context, run);
  const reply = await run(context);
  if (!res.headersSent) send(operation, res, reply);
}

async function answerEffect(operation: Operation, deps: MountDeps, context: Context<Operation>, run: (context: unknown) => Promise<unknown>): Promise<void> {
  const { params, query, body, principal, req, res, ifMatch: match } = context;
  const use = { caller: principal.subject, operation: operation.id, key: readKey(req.get('idempotency-key')), requestHash: requestHash({ params, query, body, ifMatch: match }) };
  const { stored, replayed } = await transact(deps.db, { service: deps.service, deployment: deps.deployment, onBehalf: principal.subject }, async (tx) => {
    const before = await recall(tx.sql, use);
    if (before) return { stored: before, replayed: true };
    const reply = JSON.stringify(await run({ ...context, tx }));
    const now = { status: res.statusCode === 200 ? operation.reply.status : res.statusCode, reply, etag: String(res.get('etag') ?? '') };
    await remember(tx.sql, use, now);
    return { stored: now, replayed: false };
  });
  if (replayed) res.set('Idempotency-Replayed', 'true');
  if (stored.etag) res.set('etag', stored.etag);
  res.status(stored.status).type('application/json').send(stored.reply);
}

function send(operation: Operation, res: Response, reply: unknown): void {
  if (res.statusCode === 200) res.status(operation.reply.status);
  if (operation.reply.type === undefined) return void res.json(reply);
  res.type(operation.reply.type).send(reply instanceof Uint8Array ? Buffer.from(reply) : String(reply));
}

async function signedIn(operation: Operation, deps: MountDeps, req: Request): Promise<Principal> {
  const principal = await deps.authenticate(req.get('authorization'));
  if (!principal) throw new Refusal('not-signed-in', 'Sign in first: send a valid access token as a bearer token.');
  if (!operation.roles.some((role) => principal.roles.includes(role))) {
    throw new Refusal('wrong-role', `This needs one of the roles ${operation.roles.join(', ')}; you have ${principal.roles.join(', ') || 'none'}.`);
  }
  return principal;
}

function valid<S extends z.ZodType>(place: string, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Malformed(place, parsed.error);
  return parsed.data;
}

function ifMatch(req: Request): string {
  const value = /^"([^"]*)"$/.exec(req.get('if-match') ?? '')?.[1];
  if (value === undefined) throw new Refusal('if-match-missing', 'Send If-Match with the ETag of what you saw, so that nobody decides on an older state.');
  return value;
}

function fail(operation: Operation, deps: MountDeps, res: Response, error: unknown): void {
  if (res.headersSent) return void res.destroy();
  const status = error instanceof Refusal ? (operation.refusals[error.code] ?? general[error.code]) : undefined;
  if (error instanceof Refusal && status) {
    return sendProblem(res, { status, code: error.code, detail: error.message, ...(error instanceof Malformed ? { errors: error.errors } : {}), ...(Object.keys(error.details).length ? { details: error.details } : {}) });
  }
  deps.onFault(error);
  sendProblem(res, { status: 500, code: 'internal-error', detail: 'Something failed on our side; nothing was changed. The service\'s log has the reason.' });
}
