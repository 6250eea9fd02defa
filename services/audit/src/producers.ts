import { type z } from 'zod';
import { type Operation, Refusal } from '@mizan/contracts';
import { call, isTransient, ProblemError } from '@mizan/http';

export const logNames = ['indicators', 'scoring', 'incentives'] as const;
export type LogName = (typeof logNames)[number];

/** The services whose logs audit follows, reached only by their HTTP operations. */
export interface Producers {
  readonly deployment: string;
  /** @throws ProblemError where the service refuses, Refusal service-not-reachable where it does not answer; anything else is a fault of ours and comes as it is */
  ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    log: LogName,
    operation: Operation<P, Q, B, R>,
    input?: { params?: Record<string, string>; query?: Record<string, string | number> },
  ): Promise<z.output<R>>;
  origin(log: LogName): string;
}

/** @param token - gives a bearer token of the audit service's own client */
export function createProducers(deployment: string, urls: Record<LogName, string>, token: () => Promise<string>): Producers {
  return {
    deployment,
    origin: (log) => `${deployment}/audit/${log}`,
    async ask(log, operation, input = {}) {
      const answer = call(operation, { baseUrl: urls[log], token: await token(), ...(input as object), signal: AbortSignal.timeout(15_000) });
      return answer.catch((error: Error) => {
        if (error instanceof ProblemError || !isTransient(error)) throw error;
        throw new Refusal('service-not-reachable', `The service ${log} does not answer (${error.message}). Try again when it does.`);
      });
    },
  };
}
