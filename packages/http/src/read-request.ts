import { type Request } from 'express';
import { type z } from 'zod';
import { type Operation, Refusal } from '@mizan/contracts';
import { formFault } from './form-fault.ts';
import { type Authenticate, type Principal } from './principal.ts';

interface Fault {
  readonly pointer: string;
  readonly text: string;
}

/** A request that does not have the declared form; every fault is named with its place. */
export class Malformed extends Refusal {
  readonly errors: readonly Fault[];

  constructor(errors: readonly Fault[]) {
    super('request-malformed', errors.map(({ pointer, text }) => `${pointer}: ${text}`).join('; '));
    this.errors = errors;
  }
}

/** Nesting beyond this is refused, so that hostile input cannot exhaust the stack. */
const deepestNesting = 100;

/** Who calls. @throws Refusal not-signed-in, wrong-role */
export async function signedIn({ roles }: Operation, authenticate: Authenticate, req: Request): Promise<Principal> {
  const principal = await authenticate(req.get('authorization'));
  if (!principal) throw new Refusal('not-signed-in', 'Sign in first: send a valid access token as a bearer token.');
  if (!roles.some((role) => principal.roles.includes(role))) {
    throw new Refusal('wrong-role', `This needs one of the roles ${roles.join(', ')}; you have ${principal.roles.join(', ') || 'none'}.`);
  }
  return principal;
}

/** The parts of a request in their declared form; a streamed body is left to the handler. @throws Malformed, Refusal if-match-missing */
export function readRequest(operation: Operation, req: Request) {
  return {
    params: valid('params', operation.params, req.params),
    query: valid('query', operation.query, req.query),
    body: operation.consumes ? {} : valid('body', operation.body, req.body ?? {}),
    ifMatch: operation.ifMatch ? ifMatch(req) : '',
  };
}

function valid(place: string, schema: z.ZodType, value: unknown): unknown {
  const unstorable = [...unstorableTexts(value, `/${place}`)];
  if (unstorable.length) throw new Malformed(unstorable);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Malformed(parsed.error.issues.map((issue) => ({ pointer: pointerTo([place, ...issue.path]), text: formFault(issue) })));
}

/** Text that neither PostgreSQL can store nor RFC 8785 can write. */
function* unstorableTexts(value: unknown, pointer: string, depth = 0): Generator<Fault> {
  if (depth > deepestNesting) yield { pointer: pointer.slice(0, 200), text: `nested deeper than ${deepestNesting} levels` };
  else if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) yield { pointer, text: 'holds a zero byte or half a character' };
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      yield* unstorableTexts(name, pointer);
      yield* unstorableTexts(item, `${pointer}${pointerTo([name])}`, depth + 1);
    }
  }
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function ifMatch(req: Request): string {
  const value = /^"([^"]*)"$/.exec(req.get('if-match') ?? '')?.[1];
  if (value === undefined) throw new Refusal('if-match-missing', 'Send If-Match with the ETag of what you saw, in quotes, so that nobody decides on an older state.');
  return value;
}
