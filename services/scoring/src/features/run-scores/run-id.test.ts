import { expect, it } from '@jest/globals';
import { runIdOf } from './run-id.ts';

const key = { cycleId: '2023', methodologySha256: 'a'.repeat(64), snapshotDigest: 'b'.repeat(64) };

it('gives the same cycle, methodology and snapshot the same run', () => {
  expect(runIdOf(key)).toMatch(/^run-2023-[0-9a-f]{12}$/);
  expect(runIdOf({ ...key })).toBe(runIdOf(key));
});

it('gives another snapshot another run', () => {
  expect(runIdOf({ ...key, snapshotDigest: 'c'.repeat(64) })).not.toBe(runIdOf(key));
});
