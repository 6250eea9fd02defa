import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, RunId, Sha256, SnapshotId } from '../../vocabulary.ts';

export const RunRequestedData = z.strictObject({
  runId: RunId,
  cycleId: CycleId,
  methodologySha256: Sha256,
  snapshotId: SnapshotId,
  snapshotDigest: Sha256.describe('What the run reads; it is complete when the run is requested.'),
  orgUnits: z.number().int(),
  parts: z.number().int(),
  requestedBy: z.string(),
  reason: z.string().optional(),
});
export const runRequested = defineEvent({
  type: 'scoring.run.requested.v1',
  summary: 'A score run was asked for and divided into parts.',
  key: ({ runId }) => runId,
  data: RunRequestedData,
});
