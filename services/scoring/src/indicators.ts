import { type Operation } from '@mizan/contracts';
import { call } from '@mizan/http';
import { type z } from 'zod';

/** The indicators service, reached only by its HTTP operations. */
export interface Indicators {
  ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    operation: Operation<P, Q, B, R>,
    input?: { params?: Record<string, string>; query?: Record<string, string | number> },
  ): Promise<z.output<R>>;
}

/** @param token - gives a bearer token of this service's own client */
export function createIndicators(baseUrl: string, token: () => Promise<string>): Indicators {
  return {
    async ask(operation, input = {}) {
      const options = { ...input, baseUrl, token: await token(), signal: AbortSignal.timeout(15_000) };
      return (await call(operation, options as Parameters<typeof call>[1]));
    },
  };
}
