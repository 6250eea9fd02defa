import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Decimal, Fraction, OrgUnitCode, RunId, Sha256, SnapshotId } from '../../vocabulary.ts';

export const scoreComputed = defineEvent({
  type: 'scoring.score.computed.v1',
  summary: 'The score of one org unit for one cycle, or the finding that it cannot be scored and why.',
  key: ({ orgUnit }) => orgUnit,
  data: z.strictObject({
    scoreId: z.string().describe('<run>/<org unit>'),
    runId: RunId,
    cycleId: CycleId,
    orgUnit: OrgUnitCode,
    status: z.enum(['scored', 'not-scorable']),
    score: Decimal.optional().describe('As rounded and printed.'),
    exact: Fraction.optional(),
    band: z.string().optional(),
    reasons: z.array(z.string()).describe('Reason codes.'),
    completeness: Decimal.describe('Share of required indicator values present, per cent, rounded down to one decimal; a figure of org units of another level counts once, as the share of them that have it.'),
    derivationSha256: Sha256,
    methodologySha256: Sha256,
    snapshotId: SnapshotId,
    snapshotDigest: Sha256,
  }),
});
