import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CaseId, CycleId, Fraction, OrgUnitCode, PersonId, PostingId, RunId, Sha256, WholeMoney } from '../../vocabulary.ts';

export const GateResult = z.strictObject({ gate: z.string(), passed: z.boolean(), found: z.string(), needed: z.string() });
export const caseOpened = defineEvent({
  type: 'incentives.case.opened.v1',
  summary: 'What one posting is entitled to under a scheme, with every gate and the sum; money is not yet promised.',
  key: ({ orgUnit }) => orgUnit,
  data: z.strictObject({
    caseId: CaseId,
    cycleId: CycleId,
    schemeSha256: Sha256,
    runId: RunId,
    scoreId: z.string().describe('The score the case rests on: <run>/<org unit>, or <run>/person/<person> under a scheme that reads the manager\'s own.'),
    postingId: PostingId,
    personId: PersonId,
    orgUnit: OrgUnitCode,
    score: z.string().optional(),
    band: z.string().optional(),
    days: z.number().int().describe('Days in post within the cycle.'),
    cycleDays: z.number().int(),
    gates: z.array(GateResult),
    eligible: z.boolean(),
    fullAmount: WholeMoney.describe('Amount of the band for the whole cycle.'),
    entitlement: Fraction.describe('fullAmount x days / cycleDays, exact.'),
    award: WholeMoney.describe('After the envelope\'s factor and rounding.'),
  }),
});
