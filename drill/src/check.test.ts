import { describe, expect, it } from '@jest/globals';
import { canonicalText, formatCheckpoint, generateKey, leafHash, rootOf, signNote, toUtf8 } from '@mizan/verifiable-log';
import { checkHistory, type History } from './check.ts';
import { planFaults } from './faults.ts';
import { seeded } from './random.ts';

const origin = 'mizan.local/audit/incentives';
const key = generateKey(origin);
let made = 0;

function leaf(type: string, subject: string, seq: number, data: Record<string, unknown>): string {
  made += 1;
  const id = `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  return canonicalText({ specversion: '1.0', id, source: origin, type, subject, subjectseq: String(seq), time: '2026-01-01T00:00:00.000Z', datacontenttype: 'application/json', dataschema: `urn:mizan:${type}`, partitionkey: subject, actor: 'svc:incentives@0.1.0', data });
}
const checkpointOf = (leaves: readonly string[]) => ({ origin, note: signNote(formatCheckpoint({ origin, size: leaves.length, root: rootOf(leaves.map((one) => leafHash(toUtf8(one)))) }), key) });

/** Two cases, one allocation, one case carried on: a history with nothing wrong in it. */
function sound(): History {
  const leaves = [
    leaf('incentives.case.opened.v1', 'case/a', 1, { caseId: 'a', cycleId: 'c', award: '60' }),
    leaf('incentives.case.opened.v1', 'case/b', 1, { caseId: 'b', cycleId: 'c', award: '40' }),
    leaf('incentives.allocation.computed.v1', 'allocation/c', 1, { cycleId: 'c', allocated: '100', envelope: '100' }),
    leaf('incentives.case.prepared.v1', 'case/a', 2, { caseId: 'a', award: '60' }),
    leaf('scoring.score.computed.v1', 's', 1, { runId: 'r', orgUnit: 'u' }),
    leaf('scoring.run.completed.v1', 'r', 1, { runId: 'r', orgUnits: 1 }),
  ];
  const messages = leaves.map((value, index) => ({ origin, index, value }));
  return {
    sent: [{ id: 'prepare a', type: 'incentives.case.prepared.v1', match: { caseId: 'a' } }],
    logs: { [origin]: leaves },
    checkpoints: [checkpointOf(leaves.slice(0, 3)), checkpointOf(leaves)],
    keys: { [origin]: key.vkey },
    partitions: { 't[0]': [...messages, messages[0]!] },
  };
}
const leavesOf = (history: History) => [...history.logs[origin]!];

describe('the checker', () => {
  it('finds nothing in a sound history, in which a message came twice', () => {
    expect(checkHistory(sound())).toEqual([]);
  });

  it.each<[string, (history: History) => History, RegExp]>([
    ['an operation that was acknowledged and is nowhere', (h) => ({ ...h, sent: [...h.sent, { id: 'prepare b', type: 'incentives.case.prepared.v1', match: { caseId: 'b' } }] }), /^lost: prepare b/],
    ['an operation that had its effect twice', (h) => withLeaves(h, [...leavesOf(h), leaf('incentives.case.prepared.v1', 'case/a', 3, { caseId: 'a', award: '60' })]), /^doubled: prepare a left 2/],
    ['a number missing in a subject', (h) => withLeaves(h, [...leavesOf(h), leaf('incentives.case.checked.v1', 'case/a', 4, { caseId: 'a', award: '60' })]), /number 4 of case\/a where 3 was due/],
    ['an event appended twice', (h) => withLeaves(h, [...leavesOf(h), leavesOf(h)[2]!]), /has the id .* of an earlier one/],
    ['a log that was rewritten after its checkpoint', (h) => ({ ...h, logs: { [origin]: leavesOf(h).map((one, index) => (index === 1 ? one.replace('"40"', '"41"') : one)) } }), /contradicts the checkpoint of 3 leaves/],
    ['a log that was cut', (h) => ({ ...h, logs: { [origin]: leavesOf(h).slice(0, 5) } }), /a checkpoint of 6 leaves was published and the log has 5/],
    ['a leaf that is on no topic', (h) => ({ ...h, partitions: { 't[0]': h.partitions['t[0]']!.filter(({ index }) => index !== 2) } }), /leaf 2 is on no topic/],
    ['a message that is not the leaf it says it is', (h) => ({ ...h, partitions: { 't[0]': h.partitions['t[0]']!.map((one) => (one.index === 2 ? { ...one, value: one.value.replace('100', '900') } : one)) } }), /says it is leaf 2 .* and is not/],
    ['the events of a subject in another order', (h) => ({ ...h, partitions: { 't[0]': [...h.partitions['t[0]']!].reverse().slice(1) } }), /leaf 0 of case\/a came first after leaf 3/],
    ['awards that do not sum to the allocation', (h) => withLeaves(h, leavesOf(h).map((one) => one.replace('"award":"40"', '"award":"39"'))), /sum to 99 where 100 was allocated/],
    ['an award that changes on its way', (h) => withLeaves(h, leavesOf(h).map((one, index) => (index === 3 ? one.replace('"60"', '"61"') : one))), /carries another award than the case/],
    ['a completed run that lacks a score', (h) => withLeaves(h, leavesOf(h).map((one) => one.replace('"orgUnits":1', '"orgUnits":2'))), /says 2 org units and has 1 scores/],
  ])('finds %s', (_what, damage, finding) => {
    expect(checkHistory(damage(sound())).some((one) => finding.test(one))).toBe(true);
  });
});

/** Another log, with topics and checkpoints that agree with it. */
const withLeaves = (history: History, leaves: string[]): History => ({ ...history, logs: { [origin]: leaves }, checkpoints: [checkpointOf(leaves)], partitions: { 't[0]': leaves.map((value, index) => ({ origin, index, value })) } });

describe('a drill', () => {
  it('has the same faults for the same seed, others for another, and every kind about as often', () => {
    const plan = planFaults(seeded(7), 200);
    expect([planFaults(seeded(7), 200), plan.length]).toEqual([plan, 200]);
    expect(planFaults(seeded(8), 200)).not.toEqual(plan);
    const often = Object.values(Object.groupBy(plan, (kind) => kind)).map((some) => some.length);
    expect(Math.max(...often) - Math.min(...often)).toBeLessThanOrEqual(1);
  });
});
