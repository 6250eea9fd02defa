import { type Database } from '@mizan/db';
import { type LogName, logNames, type Producers } from '../../producers.ts';
import { countLeaves, leafHashes } from '../follow-logs/leaves.ts';
import { followLog } from '../follow-logs/follow.ts';
import { rootOf, toHex } from '@mizan/verifiable-log';
import { checkBooks } from './check-books.ts';
import { checkCheckpoints } from './check-checkpoint.ts';
import { checkFeed } from './check-feed.ts';
import { type CheckObjects } from './check-objects.ts';
import { type CheckRuns } from './check-runs.ts';
import { type Finding } from './finding.ts';

export interface LogHead {
  readonly log: LogName;
  readonly origin: string;
  readonly size: number;
  readonly checkpointSize: number;
  readonly root: string;
  readonly witnesses: 0;
}
export interface SweepResult {
  readonly findings: Finding[];
  readonly heads: LogHead[];
}

/** Checks that remember what they have looked at from one verification to the next. */
export interface Remembering {
  readonly objects: CheckObjects;
  readonly runs: CheckRuns;
}

/** One complete verification of the three logs against their copies, checkpoints, tables and objects. */
export async function sweep(db: Database, producers: Producers, checks: Remembering): Promise<SweepResult> {
  const results = await Promise.all(logNames.map((log) => sweepLog(db, producers, log, checks)));
  return { findings: results.flatMap((r) => r.findings), heads: results.map((r) => r.head) };
}

async function sweepLog(db: Database, producers: Producers, log: LogName, checks: Remembering): Promise<{ findings: Finding[]; head: LogHead }> {
  const findings: Finding[] = [];
  let checkpointSize = 0;
  try {
    const held = await countLeaves(db, log);
    findings.push(...(await checkFeed(db, producers, log, held)));
    const size = await followLog(db, producers, log);
    const checked = await checkCheckpoints(db, producers, log);
    checkpointSize = checked.checkpointSize;
    findings.push(...checked.findings, ...(await checkBooks(db, producers, log)), ...(await checks.objects(db, producers, log, size)), ...(log === 'scoring' ? await checks.runs(db, size) : []));
  } catch (error) {
    findings.push({ log, check: 'reachable', text: `the log could not be read: ${(error as Error).message}` });
  }
  const hashes = await leafHashes(db, log, await countLeaves(db, log));
  return { findings, head: { log, origin: producers.origin(log), size: hashes.length, checkpointSize, root: toHex(rootOf(hashes)), witnesses: 0 } };
}
