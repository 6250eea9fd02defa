import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Decimal, Fraction, OrgUnitCode, PersonId, RunId, Sha256, SnapshotId } from '../../vocabulary.ts';

export const managerScoreComputed = defineEvent({
  type: 'scoring.manager-score.computed.v1',
  summary: 'The score of one person for one cycle, out of the scores of the org units in which she held posts, or the finding that there is none and why.',
  key: ({ cycleId }) => cycleId,
  data: z.strictObject({
    managerScoreId: z.string().describe('<run>/person/<person>'),
    runId: RunId,
    cycleId: CycleId,
    personId: PersonId,
    status: z.enum(['scored', 'not-scorable']),
    score: Decimal.optional().describe('As rounded and printed.'),
    exact: Fraction.optional(),
    band: z.string().optional(),
    reasons: z.array(z.string()).describe('Reason codes.'),
    orgUnits: z.array(OrgUnitCode).describe('Where she held posts in the cycle, in code order.'),
    days: z.number().int().describe('Days of service.'),
    derivationSha256: Sha256,
    methodologySha256: Sha256,
    snapshotId: SnapshotId,
    snapshotDigest: Sha256,
  }),
});
