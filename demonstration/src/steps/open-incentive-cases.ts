import { listAllocations, openCases } from '@mizan/contracts';
import { cycle } from '../cycle.ts';
import { type Office } from '../office.ts';
import { retryWhile } from '../retry.ts';

const { cycleId } = cycle;

/** Opens one case per posting and shares the envelope; a cycle is allocated once. */
export async function openIncentiveCases(office: Office, schemeSha256: string, runId: string) {
  const { allocations } = await office.ask('incentive-officer', listAllocations, { query: { cycleId } });
  if (allocations[0]) return allocations[0];
  office.progress('open incentive cases and share the envelope');
  const open = () =>
    office.ask('incentive-officer', openCases, { body: { cycleId, schemeSha256, runId }, idempotencyKey: `open cases of ${cycleId} on ${runId}` });
  return retryWhile(['run-not-arrived'], open);
}
