import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, RunId, Sha256, SnapshotId } from '../../vocabulary.ts';

export const RunCompletedData = z.strictObject({
  runId: RunId,
  cycleId: CycleId,
  methodologySha256: Sha256,
  snapshotId: SnapshotId,
  snapshotDigest: Sha256,
  orgUnits: z.number().int(),
  scored: z.number().int(),
  notScorable: z.number().int(),
  scoresRoot: Sha256.describe('RFC 6962 root over the canonical data of the score events, by org unit in code order.'),
  people: z.number().int().optional().describe('How many scores of people the run made; with it their root. Both are absent where the methodology makes none, and in runs from before they were kept.'),
  peopleRoot: Sha256.optional().describe("RFC 6962 root over the canonical data of the manager's score events, by person in code order."),
});
export const runCompleted = defineEvent({
  type: 'scoring.run.completed.v1',
  summary: 'All org units of a run are scored or found not scorable.',
  key: ({ runId }) => runId,
  data: RunCompletedData,
});
