import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IncentiveScheme } from '@mizan/contracts';
import { type CaseData, casesOf, type Claimed } from './cases-of.ts';
import { replayAllocation } from './replay-allocation.ts';

const scheme = IncentiveScheme.parse(JSON.parse(readFileSync('contracts/incentive-schemes/mizan-demonstration.json', 'utf8')));
const cycle = { start: '2023-01-01', end: '2023-12-31' };
const claim = (number: number, score: string | undefined, from = '2020-01-01', to = ''): Claimed => ({
  posting: { postingId: `p-${number}`, personId: `person-${number}`, orgUnit: `u-${number}`, from, to },
  score: { scoreId: `run-1/u-${number}`, completeness: '100.0', ...(score === undefined ? {} : { score, band: 'x' }) },
  cycle,
});
// Enough claims that the envelope is too small, one without a score, one who came too late, one who stayed half a year.
const claimed = [...Array.from({ length: 60 }, (_, number) => claim(number, number % 2 ? '61.8' : '55.0')), claim(60, undefined), claim(61, '70.0', '2023-12-01'), claim(62, '70.0', '2020-01-01', '2023-07-01')];
const stored = casesOf(claimed, scheme, { cycleId: '2023', schemeSha256: 'a'.repeat(64), runId: 'run-1' });
const withCase = (caseId: string, change: Partial<CaseData>) => ({ ...stored, cases: stored.cases.map((one) => (one.caseId === caseId ? { ...one, ...change } : one)) });

describe('the replay of an allocation', () => {
  it('finds every case and the sharing of the envelope as they were logged', () => {
    expect(stored.allocation.allocated).toBe(scheme.envelope);
    expect(replayAllocation(stored, claimed, scheme)).toMatchObject({ cases: 63, equal: 63, differences: [] });
  });

  it('names the case whose award was another, by a rupee', () => {
    const award = String(BigInt(stored.cases[0]!.award) + 1n);
    expect(replayAllocation(withCase('2023-p-0', { award }), claimed, scheme)).toMatchObject({ equal: 62, differences: [{ of: '2023-p-0', part: 'award', stored: award, recomputed: stored.cases[0]!.award }] });
  });

  it('names the first thing in the order of the sum: the days in post, not the award that follows from them', () => {
    expect(replayAllocation(withCase('2023-p-62', { days: 200, entitlement: '1', award: '1' }), claimed, scheme).differences).toEqual([{ of: '2023-p-62', part: 'days in post', stored: '200', recomputed: '181' }]);
  });

  it('sees a case that was opened for nobody, and one that was left out', () => {
    const cases = stored.cases.map((one) => (one.caseId === '2023-p-1' ? { ...one, caseId: '2023-nobody' } : one));
    expect(replayAllocation({ ...stored, cases }, claimed, scheme).differences).toEqual([
      { of: '2023-nobody', part: 'case', stored: 'is there', recomputed: 'is not there' },
      { of: '2023-p-1', part: 'case', stored: 'is not there', recomputed: 'is there' },
    ]);
  });

  it('says what another scheme makes of it, at the envelope before everything that follows from it', () => {
    const { differences } = replayAllocation(stored, claimed, { ...scheme, envelope: '3000000' });
    expect(differences.at(-1)).toEqual({ of: 'allocation-2023', part: 'envelope', stored: '4000000', recomputed: '3000000' });
    expect(differences[0]).toMatchObject({ part: 'award' });
  });
});
