import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { OrgUnitCode, PersonId, roles } from '../../vocabulary.ts';

export const roleGranted = defineEvent({
  type: 'incentives.role.granted.v1',
  summary: 'A person was given a role over an org unit and what lies below it.',
  key: ({ personId }) => personId,
  data: z.strictObject({ personId: PersonId, role: z.enum(roles), orgUnit: OrgUnitCode }),
});
