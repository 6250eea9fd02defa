/** Exit codes of the command line. */
export const exit = { done: 0, faults: 1, usage: 2, permission: 3, unreachable: 4, proof: 5, incomplete: 6, version: 7 } as const;

/** A command that could not be done: what happened, and the next command to try. */
export class Failure extends Error {
  readonly code: number;
  constructor(code: number, text: string) {
    super(text);
    this.name = 'Failure';
    this.code = code;
  }
}
