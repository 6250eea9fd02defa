import { ProblemError } from '@mizan/http';

const patience = 10_000;
/** The request, or an earlier one under the same key, may be done or not: asked again, the service says which, and does it once. */
const unsettled = new Set(['idempotency-key-in-use', 'not-answered']);

/** Asks until it is settled: a second click arrives while the first is at work, or an answer is lost, and there is one answer to all of them. */
export async function untilSettled<T>(request: () => Promise<T>): Promise<T> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ProblemError) || !unsettled.has(error.code) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
