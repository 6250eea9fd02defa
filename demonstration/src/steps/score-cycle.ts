import { setTimeout as pause } from 'node:timers/promises';
import { freezeCycle, listRuns, readRun, readRunProgress, runScores } from '@mizan/contracts';
import { cycle } from '../cycle.ts';
import { type Office } from '../office.ts';
import { retryWhile } from '../retry.ts';

const { cycleId } = cycle;

/** Freezes the cycle and scores it once; a cycle that has been scored keeps its scores. */
export async function scoreCycle(office: Office, methodologySha256: string) {
  const { runs } = await office.ask('policy-officer', listRuns, { query: { cycleId } });
  const first = runs.at(-1);
  if (first) return first;
  const snapshotId = await freeze(office, methodologySha256);
  office.progress('score every district');
  const run = () =>
    office.ask('policy-officer', runScores, { body: { cycleId, methodologySha256, snapshotId }, idempotencyKey: `score cycle ${cycleId} on ${snapshotId}` });
  const { runId } = await retryWhile(['snapshot-not-found'], run);
  await untilComplete(office, runId);
  return office.ask('policy-officer', readRun, { params: { runId } });
}

async function untilComplete(office: Office, runId: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; ; await pause(100)) {
    const { state, parts, partsDone } = await office.ask('policy-officer', readRunProgress, { params: { runId } });
    if (state === 'completed') return;
    if (Date.now() > deadline) throw new Error(`the run ${runId} stands at ${partsDone} of ${parts} parts`);
  }
}

async function freeze(office: Office, methodologySha256: string): Promise<string> {
  office.progress(`freeze cycle ${cycleId}`);
  const { snapshotId } = await office.ask('policy-officer', freezeCycle, { params: { cycleId }, body: { methodologySha256 }, idempotencyKey: `freeze cycle ${cycleId}` });
  return snapshotId;
}
