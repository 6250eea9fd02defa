import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, OrgUnitCode } from '../../vocabulary.ts';

export const scoreSuperseded = defineEvent({
  type: 'scoring.score.superseded.v1',
  summary: 'A score was replaced by that of a later run; both stay readable.',
  key: ({ orgUnit }) => orgUnit,
  data: z.strictObject({ scoreId: z.string(), supersededBy: z.string(), cycleId: CycleId, orgUnit: OrgUnitCode, reason: z.string() }),
});
