import { type DataOf, roleGranted } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';

/** Records that a person holds a role; what is recorded already is not recorded again. */
export async function grantRole(tx: Tx, grant: DataOf<typeof roleGranted>) {
  const { personId, role, orgUnit } = grant;
  const added = await tx.sql`INSERT INTO role_grant (person_id, role, org_unit) VALUES (${personId}, ${role}, ${orgUnit}) ON CONFLICT DO NOTHING RETURNING 1`;
  if (added.length) record(tx, roleGranted, { subject: `person/${personId}`, data: grant });
  return grant;
}
