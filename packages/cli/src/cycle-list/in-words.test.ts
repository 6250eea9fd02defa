import { describe, expect, it } from '@jest/globals';
import { inWords } from './in-words.ts';

const cycle = { cycleId: '2024', start: '2024-01-01', end: '2024-12-31', level: 'district', title: { en: 'Cycle 2024' }, runInForce: undefined, snapshots: [] };
const run = { runId: 'run-1', methodologySha256: 'b', completedAt: '2024-02-03T04:05:06.000Z', scored: 3, notScorable: 1 };
const snapshot = { snapshotId: 'snap-2024-1', methodologySha256: 'a', runs: [] };
const lines = (more: object) => inWords({ ...cycle, ...more }, (sha256) => `m@${sha256}`).slice(1);

describe('the list of cycles says what to type next', () => {
  it('where a cycle was never frozen', () => expect(lines({})).toEqual(['  not frozen yet: mizan cycle freeze 2024 --methodology ID@VERSION']));
  it('where what was frozen was never scored', () => expect(lines({ snapshots: [snapshot] })).toEqual(['  snap-2024-1  for m@a', '    not scored yet: mizan score run --cycle 2024']));
  it('and that a reason is needed where scores of an earlier snapshot are in force', () => {
    const later = { ...snapshot, snapshotId: 'snap-2024-2', reason: 'a return came late' };
    expect(lines({ runInForce: 'run-1', snapshots: [later, { ...snapshot, runs: [run] }] })).toEqual([
      '  snap-2024-2  for m@a, because: a return came late',
      '    not scored yet: mizan score run --cycle 2024 --reason "…"',
      '  snap-2024-1  for m@a',
      '    run-1  2024-02-03T04:05:06.000Z  by m@b: 3 scored, 1 not scorable; in force',
    ]);
  });
});
