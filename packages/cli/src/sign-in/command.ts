import { signIn } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `sign-in --as PERSON`: prints a bearer token of a demonstration person. */
export async function printToken(options: { as: string }, terminal: Terminal): Promise<number> {
  terminal.out((await signIn(options.as)).token);
  return 0;
}
