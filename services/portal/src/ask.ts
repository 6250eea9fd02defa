import { type z } from 'zod';
import { type Operation } from '@mizan/contracts';
import { call, type CallOptions, ProblemError } from '@mizan/http';

export type Urls = Readonly<Record<'indicators' | 'scoring' | 'incentives' | 'audit', string>>;
type Question = Omit<CallOptions, 'baseUrl' | 'token' | 'raw'>;
/** Asks a service as the person who is signed in. */
export type Ask = <O extends Operation>(operation: O, question?: Question) => Promise<z.output<O['reply']['body']>>;

export const askAs = (urls: Urls, token: string): Ask => (operation, question = {}) =>
  call(operation, { signal: AbortSignal.timeout(20_000), ...question, baseUrl: urls[operation.service as keyof Urls], token });

/** The reply, or nothing where the service has none for this reader. */
export async function ifFound<T>(reply: Promise<T>): Promise<T | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
