import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Fraction, RunId, Sha256, WholeMoney } from '../../vocabulary.ts';

export const AllocationData = z.strictObject({
  allocationId: z.string(),
  cycleId: CycleId,
  schemeSha256: Sha256,
  runId: RunId,
  envelope: WholeMoney,
  entitled: Fraction.describe('Sum of the exact entitlements.'),
  factor: Fraction.describe('min(1, envelope / entitled), exact.'),
  allocated: WholeMoney,
  cases: z.number().int(),
  eligible: z.number().int(),
  awardsRoot: Sha256.describe('RFC 6962 root over {award, caseId} of the eligible cases, canonical JSON, by case id.'),
});
export const allocationComputed = defineEvent({
  type: 'incentives.allocation.computed.v1',
  summary: 'The envelope was shared with one factor; the awards sum to what was allocated.',
  key: ({ cycleId }) => cycleId,
  data: AllocationData,
});
