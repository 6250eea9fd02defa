import { setTimeout as pause } from 'node:timers/promises';
import { listSnapshots, readRun, readRunProgress, runScores } from '@mizan/contracts';
import { type ProblemError } from '@mizan/http/problem.ts';
import { readText } from '../methodology-lifecycle/read-text.ts';
import { exit, Failure } from '../session/failure.ts';
import { openSession, type Session } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

interface Options {
  readonly as?: string;
  readonly cycle: string;
  readonly methodology?: string;
  readonly snapshot?: string;
  readonly reason?: string;
}

/** `score run`: scores a cycle as it was frozen last, with the text it was frozen for; asked for again, it is the same run and changes nothing. */
export async function scoreRun(options: Options, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'policy-officer');
  const frozen = await frozenAs(session, options);
  const methodologySha256 = options.methodology === undefined ? frozen.methodologySha256 : (await readText(session, options.methodology)).methodologySha256;
  const requested = await request(session, { cycleId: options.cycle, methodologySha256, snapshotId: frozen.snapshotId, ...(options.reason ? { reason: options.reason } : {}) });
  for (let { state, parts, partsDone } = requested; ; ) {
    if (parts > 0) terminal.progress(partsDone, parts, 'parts');
    if (state === 'completed') break;
    await pause(200);
    ({ state, parts, partsDone } = await session.ask(readRunProgress, { params: { runId: requested.runId } }));
  }
  const run = await session.ask(readRun, { params: { runId: requested.runId } });
  for (const [name, value] of Object.entries({ run: run.runId, snapshot: run.snapshotId, scored: run.scored, 'not scorable': run.notScorable })) terminal.out(`${name}: ${value}`);
  return 0;
}

async function frozenAs(session: Session, { cycle, snapshot }: Options) {
  const { snapshots } = await session.ask(listSnapshots, { params: { cycleId: cycle } });
  const frozen = snapshot === undefined ? snapshots[0] : snapshots.find(({ snapshotId }) => snapshotId === snapshot);
  if (frozen) return frozen;
  throw new Failure(exit.usage, snapshot === undefined ? `The cycle ${cycle} was never frozen: mizan cycle freeze ${cycle} --methodology ID@VERSION.` : `The cycle ${cycle} was never frozen as ${snapshot}; mizan cycle list says as what.`);
}

/** A snapshot of a moment ago may not have come to the scoring service yet. */
async function request(session: Session, body: object) {
  for (const until = Date.now() + 15_000; ; await pause(200)) {
    try {
      return await session.ask(runScores, { body });
    } catch (error) {
      const { problem } = error as { problem?: ProblemError };
      if (problem?.code !== 'snapshot-not-found' || Date.now() > until) throw error;
    }
  }
}
