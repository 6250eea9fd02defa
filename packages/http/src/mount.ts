import { type Express, json, type NextFunction, type Request, type Response } from 'express';
import { type z } from 'zod';
import { type Operation, Refusal } from '@mizan/contracts';
import { type Database, transact, type Tx } from '@mizan/db';
import { failSpan } from '@mizan/telemetry';
import { idempotencyRefusals, readKey, recall, remember, requestHash } from './idempotency.ts';
import { type Authenticate, type Principal } from './principal.ts';
import { sendProblem } from './problem.ts';
import { Malformed, readRequest, signedIn } from './read-request.ts';
import { isTransient } from './transient.ts';

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
type Run = (context: unknown) => Promise<unknown>;

/** A read: what the handler returns is the reply, unless it has answered on `res` itself. */
export function read<O extends Operation>(operation: O, handler: Handler<O>): Mounted {
  return { operation, handler: handler };
}

/** An effect: the handler works in `tx`, which also keeps the Idempotency-Key and its reply. */
export function effect<O extends Operation>(operation: O, handler: EffectHandler<O>): Mounted {
  return { operation, handler: handler };
}

const general: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'wrong-role': 403,
  'request-malformed': 400,
  'if-match-missing': 428,
  'identity-unreachable': 503,
  ...idempotencyRefusals,
};
/** Whatever its label, a body is read as JSON: a wrong label must not look like an empty body. */
const readJson = json({ limit: '1mb', type: () => true });
const principals = new WeakMap<Request, Principal>();

/** Mounts operations: sign-in, role, validation, transaction and refusals are the same for all of them. */
export function mountAll(app: Express, mounted: readonly Mounted[], deps: MountDeps): void {
  for (const { operation, handler } of mounted) {
    const failing = (res: Response) => (error: unknown) => fail(operation, deps, res, error);
    const signIn = (req: Request, res: Response, next: NextFunction) => {
      res.set('cache-control', 'no-store');
      signedIn(operation, deps.authenticate, req).then((principal) => (principals.set(req, principal), next()), failing(res));
    };
    // Nobody's body is read before it is known who sends it.
    app[operation.method](operation.path, signIn, ...(operation.consumes ? [] : [readJson]), (req: Request, res: Response) => {
      answer(operation, handler as Run, deps, req, res).catch(failing(res));
    });
  }
}

async function answer(operation: Operation, run: Run, deps: MountDeps, req: Request, res: Response): Promise<void> {
  const context: Context<Operation> = { ...readRequest(operation, req), principal: principals.get(req)!, req, res };
  if (operation.effect) return answerEffect(operation, run, deps, context);
  const reply = await run(context);
  if (!res.headersSent) send(operation, res, reply);
}

async function answerEffect(operation: Operation, run: Run, deps: MountDeps, context: Context<Operation>): Promise<void> {
  const { params, query, body, principal, req, res, ifMatch } = context;
  const use = { caller: principal.subject, operation: operation.id, key: readKey(req.get('idempotency-key')), requestHash: requestHash({ params, query, body, ifMatch }) };
  const { stored, replayed } = await transact(deps.db, { service: deps.service, deployment: deps.deployment, onBehalf: principal.subject }, async (tx) => {
    const before = await recall(tx.sql, use);
    if (before) return { stored: before, replayed: true };
    const reply = JSON.stringify(await run({ ...context, tx }));
    const now = { status: statusOf(operation, res), reply, etag: String(res.get('etag') ?? '') };
    await remember(tx.sql, use, now);
    return { stored: now, replayed: false };
  });
  if (replayed) res.set('Idempotency-Replayed', 'true');
  if (stored.etag) res.set('etag', stored.etag);
  res.status(stored.status).type('application/json').send(stored.reply);
}

function send(operation: Operation, res: Response, reply: unknown): void {
  res.status(statusOf(operation, res));
  if (operation.reply.type === undefined) return void res.json(reply);
  res.type(operation.reply.type).send(reply instanceof Uint8Array ? Buffer.from(reply) : String(reply));
}

const statusOf = ({ reply }: Operation, res: Response) => (res.statusCode === 200 ? reply.status : res.statusCode);

function fail(operation: Operation, deps: MountDeps, res: Response, error: unknown): void {
  if (res.headersSent) return void res.destroy();
  const status = error instanceof Refusal ? (operation.refusals[error.code] ?? general[error.code]) : undefined;
  if (!(error instanceof Refusal) || status === undefined) {
    deps.onFault(error);
    failSpan(error);
    if (isTransient(error)) return sendProblem(res.set('retry-after', '2'), notAnswered(operation));
    return sendProblem(res, { status: 500, code: 'internal-error', detail: 'Something failed on our side; nothing was changed. The service\'s log has the reason.' });
  }
  const { code, message: detail, details } = error;
  sendProblem(res, { status, code, detail, ...(error instanceof Malformed ? { errors: error.errors } : {}), ...(Object.keys(details).length ? { details } : {}) });
}

/** Of an effect nobody can say whether it was done: what did not come may have been the answer to the commit. */
const notAnswered = ({ effect: isEffect }: Operation) => ({
  status: 503,
  code: 'not-answered',
  detail: `A database or a service that is needed for this did not answer. ${isEffect ? 'Whether it was done is not known: send it again with the same Idempotency-Key, and it is done once.' : 'Try again in a moment.'}`,
});
