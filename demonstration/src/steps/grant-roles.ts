import { grantRole } from '@mizan/contracts';
import { type Office } from '../office.ts';

/** Records every person's roles, so that the trail shows who was allowed what. */
export async function grantRoles(office: Office): Promise<void> {
  office.progress(`grant roles to ${office.people.length} people`);
  for (const { sub: personId, roles, orgUnits } of office.people) {
    for (const role of roles) {
      for (const orgUnit of orgUnits) {
        await office.ask('administrator', grantRole, { body: { personId, role, orgUnit }, idempotencyKey: `grant ${role} over ${orgUnit} to ${personId}` });
      }
    }
  }
}
