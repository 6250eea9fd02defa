import { type Database } from '@mizan/db';
import { RunRoots } from '@mizan/score-run';
import { leavesFrom } from '../follow-logs/leaves.ts';
import { type Finding } from './finding.ts';

const atOnce = 2000;

/** Makes the check that each run was completed with the scores that stand before it in the log, of org units and of people. A leaf is read once: what a log says does not change. */
export function createRunCheck() {
  const roots = new RunRoots();
  const findings: Finding[] = [];
  let looked = 0;
  return async (db: Database, size: number): Promise<readonly Finding[]> => {
    while (looked < size) {
      const upTo = Math.min(size, looked + atOnce);
      for (const { index, event } of await leavesFrom(db, 'scoring', looked, upTo)) {
        looked = index + 1;
        findings.push(...roots.take(event).map((text): Finding => ({ log: 'scoring', check: 'run', index, text })));
      }
    }
    return findings;
  };
}
export type CheckRuns = ReturnType<typeof createRunCheck>;
