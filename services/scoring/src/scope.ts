import { type Principal } from '@mizan/http';

/** Which org units' scores somebody may read; undefined means all. A manager reads her own only, whatever the cycle. */
export function readableOrgUnits({ roles, orgUnits }: Pick<Principal, 'roles' | 'orgUnits'>): readonly string[] | undefined {
  return roles.every((role) => role === 'district-manager') ? orgUnits : undefined;
}

export function mayRead(principal: Pick<Principal, 'roles' | 'orgUnits'>, orgUnit: string): boolean {
  return readableOrgUnits(principal)?.includes(orgUnit) ?? true;
}
