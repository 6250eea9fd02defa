import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '@mizan/testkit';
import { ProblemError } from './problem.ts';
import { isTransient } from './transient.ts';

const failure = (url: string, signal?: AbortSignal): Promise<unknown> => fetch(url, signal ? { signal } : {}).catch((error: unknown) => error);

describe('a request that failed is of the moment', () => {
  it('where nobody listens, the name of the service is known to nobody, or no answer comes in time', async () => {
    expect(isTransient(await failure(`http://127.0.0.1:${await freePort()}`))).toBe(true);
    expect(isTransient(await failure('http://nobody.invalid'))).toBe(true);
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    expect(isTransient(await failure(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, AbortSignal.timeout(50)))).toBe(true);
    silent.close();
  });

  it('where the service says that something did not answer it, and not where it refuses', () => {
    expect(isTransient(new ProblemError({ status: 503, code: 'not-answered', detail: '' }))).toBe(true);
    expect(isTransient(new ProblemError({ status: 404, code: 'trace-not-found', detail: '' }))).toBe(false);
  });

  it('and not where it was never sent, for sending it again would not help', async () => {
    // a port that fetch refuses to ask
    expect(isTransient(await failure('http://127.0.0.1:9'))).toBe(false);
    expect(isTransient(new SyntaxError('Unexpected token'))).toBe(false);
  });
});
