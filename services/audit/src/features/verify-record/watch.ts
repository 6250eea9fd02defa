import { setTimeout as pause } from 'node:timers/promises';
import { type Database } from '@mizan/db';
import { logNames, type Producers } from '../../producers.ts';
import { createObjectCheck } from './check-objects.ts';
import { createRunCheck } from './check-runs.ts';
import { type Finding, sameFinding } from './finding.ts';
import { type LogHead, sweep, type SweepResult } from './sweep.ts';

export interface Verdict {
  readonly intact: boolean;
  readonly verifiedAt: string;
  /** When that was, by a clock that nobody can set, in milliseconds. */
  readonly startedAtMs: number;
  readonly findings: readonly (Finding & { since: string })[];
  readonly logs: readonly LogHead[];
}
export interface Watch {
  verdict(): Verdict | undefined;
  stop(): Promise<void>;
}

/** Verifies again and again, `pauseMs` after each end; the verdict is that of the last complete verification. */
export function startWatch({ db, producers, pauseMs, now, onVerdict }: { db: Database; producers: Producers; pauseMs: number; now: () => Date; onVerdict?: (verdict: Verdict) => void }): Watch {
  let verdict: Verdict | undefined;
  const checks = { objects: createObjectCheck(), runs: createRunCheck() };
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const [startedAt, startedAtMs] = [now().toISOString(), performance.now()];
      const { findings, heads } = await sweep(db, producers, checks).catch((error: Error) => unread(error));
      const earlier = verdict?.findings ?? [];
      verdict = {
        intact: findings.length === 0,
        verifiedAt: startedAt,
        startedAtMs,
        findings: findings.map((finding) => ({ ...finding, since: earlier.find((e) => sameFinding(e, finding))?.since ?? startedAt })),
        logs: heads,
      };
      onVerdict?.(verdict);
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    verdict: () => verdict,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What audit holds itself could not be read: nothing is known to be intact then. */
function unread({ message }: Error): SweepResult {
  return { findings: logNames.map((log) => ({ log, check: 'reachable', text: `audit's own copies could not be read: ${message}` })), heads: [] };
}
