import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocate.ts';
import { cycleDays, daysInPost } from './days-in-post.ts';
import { floor, fraction } from './fraction.ts';

const claims = fc.uniqueArray(fc.record({ id: fc.nat(999), n: fc.bigInt(0n, 50_000_000n), d: fc.bigInt(1n, 366n) }), { selector: ({ id }) => id, maxLength: 60 }).map((all) => all.map(({ id, n, d }) => ({ caseId: `2023-${id}`, exact: fraction(n, d) })));
const envelopes = fc.bigInt(0n, 10_000_000n);
const total = (awards: ReadonlyMap<string, bigint>) => [...awards.values()].reduce((a, b) => a + b, 0n);

describe('sharing an envelope', () => {
  it('gives out exactly what it says it allocated, and never more than the envelope', () => {
    fc.assert(fc.property(envelopes, claims, (envelope, all) => {
      const { awards, allocated } = allocate(envelope, all);
      expect(total(awards)).toBe(allocated);
      expect(allocated <= envelope).toBe(true);
    }));
  });

  it('gives out the whole envelope when the entitlements are above it', () => {
    const all = ['a', 'b', 'c'].map((caseId) => ({ caseId, exact: fraction(100n) }));
    expect(allocate(200n, all)).toMatchObject({ allocated: 200n, factor: { n: 2n, d: 3n } });
    expect([...allocate(200n, all).awards.values()]).toEqual([67n, 67n, 66n]);
  });

  it('does not depend on the order of the claims', () => {
    fc.assert(fc.property(envelopes, claims, (envelope, all) => {
      expect([...allocate(envelope, [...all].reverse()).awards].sort()).toEqual([...allocate(envelope, all).awards].sort());
    }));
  });

  it('never pays more than the entitlement rounded up, and never a negative award', () => {
    fc.assert(fc.property(envelopes, claims, (envelope, all) => {
      const { awards } = allocate(envelope, all);
      for (const { caseId, exact } of all) expect(awards.get(caseId)! >= 0n && awards.get(caseId)! <= floor(exact) + 1n).toBe(true);
    }));
  });
});

describe('days in post', () => {
  const cycle = { start: '2023-01-01', end: '2023-12-31' };
  it('counts the whole of 2023 as 365 days', () => expect([cycleDays(cycle), daysInPost({ from: '2020-05-01', to: '' }, cycle)]).toEqual([365, 365]));
  it('splits a transfer so that the two postings make the year', () => expect(daysInPost({ from: '2022-01-01', to: '2023-07-01' }, cycle) + daysInPost({ from: '2023-07-01', to: '' }, cycle)).toBe(365));
  it('counts nothing for a posting that ended before', () => expect(daysInPost({ from: '2021-01-01', to: '2023-01-01' }, cycle)).toBe(0));
});
