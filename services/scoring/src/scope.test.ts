import { expect, it } from '@jest/globals';
import { mayRead, readableOrgUnits } from './scope.ts';

const manager = { roles: ['district-manager'], orgUnits: ['A'] } as const;

it('lets a manager read her own org units and no other', () => {
  expect(mayRead(manager, 'A')).toBe(true);
  expect(mayRead(manager, 'B')).toBe(false);
});

it('lets an auditor read every org unit', () => {
  expect(readableOrgUnits({ roles: ['auditor'], orgUnits: ['A'] })).toBeUndefined();
});

it('lets somebody without any role read nothing', () => {
  expect(mayRead({ roles: [], orgUnits: [] }, 'A')).toBe(false);
});
