import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IncentiveScheme } from '@mizan/contracts';
import fc from 'fast-check';
import { casesOf, type Claimed, cycleDays, daysInPost } from './index.ts';
import { replayAllocation } from './replay-allocation.ts';

const cycle = { start: '2023-01-01', end: '2023-12-31' };
const document = JSON.parse(readFileSync('contracts/incentive-schemes/mizan-demonstration.json', 'utf8')) as object;
const byOrgUnit = IncentiveScheme.parse(document);
const byManager = IncentiveScheme.parse({ ...document, scoreOf: 'manager' });
const ids = { cycleId: '2023', schemeSha256: 'a'.repeat(64), runId: 'run-1' };
const posting = (postingId: string, orgUnit: string, from = '2020-01-01', to = '', personId = 'ann') => ({ postingId, personId, orgUnit, from, to });
const claim = (held: Claimed['posting'], score: string | undefined, own: string | undefined): Claimed => ({
  posting: held,
  cycle,
  score: { scoreId: `run-1/${held.orgUnit}`, completeness: '100.0', ...(score === undefined ? {} : { score }) },
  managerScore: { scoreId: `run-1/person/${held.personId}`, ...(own === undefined ? {} : { score: own }) },
});
const transferred = [claim(posting('p-1', 'attock', '2020-01-01', '2023-07-01'), '49.0', '55.0'), claim(posting('p-2', 'bhakkar', '2023-07-01'), '61.0', '55.0')];

describe('whose score a case rests on', () => {
  it('is the org unit\'s where the scheme says nothing else', () => {
    expect(casesOf(transferred, byOrgUnit, ids).cases).toMatchObject([{ scoreId: 'run-1/attock', score: '49.0', eligible: false }, { scoreId: 'run-1/bhakkar', score: '61.0', fullAmount: '120000', days: 184 }]);
  });

  it('is the manager\'s own where the scheme says so, in each of her posts by its days', () => {
    const { cases } = casesOf(transferred, byManager, ids);
    expect(cases).toMatchObject([
      { scoreId: 'run-1/person/ann', score: '55.0', orgUnit: 'attock', days: 181, fullAmount: '60000', eligible: true },
      { scoreId: 'run-1/person/ann', score: '55.0', orgUnit: 'bhakkar', days: 184, fullAmount: '60000', eligible: true },
    ]);
    expect(cases.map(({ award }) => Number(award)).reduce((sum, award) => sum + award, 0)).toBe(60_000);
  });

  it('leaves who has no score of her own without an amount, whatever her district has', () => {
    const [first] = casesOf([claim(posting('p-1', 'attock'), '90.0', undefined)], byManager, ids).cases;
    expect(first).toMatchObject({ scoreId: 'run-1/person/ann', eligible: false, award: '0', gates: expect.arrayContaining([expect.objectContaining({ gate: 'minimum-score', found: 'not scorable', passed: false })]) });
  });

  it('comes out byte for byte when the allocation is computed again', () => {
    expect(replayAllocation(casesOf(transferred, byManager, ids), transferred, byManager)).toMatchObject({ cases: 2, equal: 2, differences: [] });
  });
});

describe('a day in two posts', () => {
  const twoPosts = [claim(posting('p-2', 'bhakkar', '2023-04-11'), '61.0', '61.8'), claim(posting('p-1', 'attock'), '61.0', '61.8')];

  it('is paid for once by the manager\'s own score, in the posting that began first', () => {
    expect(casesOf(twoPosts, byManager, ids).cases.map(({ postingId, days }) => [postingId, days])).toEqual([['p-2', 0], ['p-1', 365]]);
  });

  it('never makes a person\'s paid days more than the cycle has, nor fewer than she was in post', () => {
    const day = fc.integer({ min: 0, max: 500 }).map((offset) => new Date(Date.UTC(2022, 9, 1) + offset * 86_400_000).toISOString().slice(0, 10));
    const span = fc.tuple(day, day).filter(([a, b]) => a !== b).map((days) => days.sort());
    fc.assert(fc.property(fc.array(span, { minLength: 1, maxLength: 5 }), (spans) => {
      const held = spans.map(([from, to], index) => posting(`p-${index}`, `u-${index}`, from, to));
      const paid = casesOf(held.map((one) => claim(one, '61.0', '61.8')), byManager, ids).cases.reduce((sum, { days }) => sum + days, 0);
      expect(paid).toBeLessThanOrEqual(cycleDays(cycle));
      expect(paid).toBeGreaterThanOrEqual(Math.max(...held.map((one) => daysInPost(one, cycle))));
    }));
  });
});
