import { type Principal } from '@mizan/http';

/** Which org units' scores somebody may read; undefined means all. A manager reads her own only, whatever the cycle. */
export function readableOrgUnits({ roles, orgUnits }: Pick<Principal, 'roles' | 'orgUnits'>): readonly string[] | undefined {
  return roles.every((role) => role === 'district-manager') ? orgUnits : undefined;
}

/** Whose manager's score somebody may read; undefined means all. A manager reads her own only. */
export function readablePerson({ roles, subject }: Pick<Principal, 'roles' | 'subject'>): string | undefined {
  return roles.every((role) => role === 'district-manager') ? subject : undefined;
}

export function mayRead(principal: Pick<Principal, 'roles' | 'orgUnits'>, orgUnit: string): boolean {
  return readableOrgUnits(principal)?.includes(orgUnit) ?? true;
}
