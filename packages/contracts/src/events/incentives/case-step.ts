import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CaseId, OrgUnitCode, WholeMoney } from '../../vocabulary.ts';

/** One step of a case by one person; the same person never takes two steps of a round. */
export function caseStep(step: 'prepared' | 'checked' | 'authorised' | 'sent-back', summary: string) {
  return defineEvent({
    type: `incentives.case.${step}.v1`,
    summary,
    key: ({ orgUnit }) => orgUnit,
    data: z.strictObject({ caseId: CaseId, orgUnit: OrgUnitCode, round: z.number().int(), actor: z.string(), award: WholeMoney }),
  });
}
