import { setTimeout as pause } from 'node:timers/promises';
import { listRuns, readRun, readRunProgress, runScores } from '@mizan/contracts';
import { openSession } from '../session/session.ts';
import { type Terminal } from '../session/terminal.ts';

/** `score run`: scores a frozen snapshot; without options it repeats the latest run, which changes nothing. */
export async function scoreRun(options: { as?: string; cycle: string; methodology?: string; snapshot?: string; reason?: string }, terminal: Terminal): Promise<number> {
  const session = await openSession(options.as, 'policy-officer');
  const { runs } = await session.ask(listRuns, { query: { cycleId: options.cycle } });
  const methodologySha256 = options.methodology ?? runs[0]?.methodologySha256 ?? '';
  const snapshotId = options.snapshot ?? runs[0]?.snapshotId ?? '';
  const requested = await session.ask(runScores, { body: { cycleId: options.cycle, methodologySha256, snapshotId, ...(options.reason ? { reason: options.reason } : {}) } });
  for (let { state, parts, partsDone } = requested; ; ) {
    if (parts > 0) terminal.progress(partsDone, parts, 'parts');
    if (state === 'completed') break;
    await pause(200);
    ({ state, parts, partsDone } = await session.ask(readRunProgress, { params: { runId: requested.runId } }));
  }
  const run = await session.ask(readRun, { params: { runId: requested.runId } });
  for (const [name, value] of Object.entries({ run: run.runId, scored: run.scored, 'not scorable': run.notScorable })) terminal.out(`${name}: ${value}`);
  return 0;
}
