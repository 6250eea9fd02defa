/** A command we will not carry out: a stable code for programs and a sentence for the officer. Status codes live in the operation. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, text: string, details: Record<string, unknown> = {}) {
    super(text);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
