import { type Response } from 'express';

/** RFC 9457 problem as it goes out: a stable code for programs, a sentence for the officer. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { pointer: string; text: string }[];
  readonly details?: Record<string, unknown>;
}

export function sendProblem(res: Response, { status, code, detail, errors, details }: Problem): void {
  const title = code.replaceAll('-', ' ');
  res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:mizan:problem:${code}`, title: title[0]?.toUpperCase() + title.slice(1), status, code, detail, ...(errors ? { errors } : {}), ...(details ? { details } : {}) }));
}

/** A request that was answered with a problem. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly details: Record<string, unknown>;

  constructor({ status, code, detail, details = {} }: Problem) {
    super(`${status} ${code}: ${detail}`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.details = details;
  }
}
