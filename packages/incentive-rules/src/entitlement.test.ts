import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IncentiveScheme } from '@mizan/contracts';
import { entitlementOf, failingExamples, fractionText } from './index.ts';

const scheme = IncentiveScheme.parse(JSON.parse(readFileSync('contracts/incentive-schemes/mizan-demonstration.json', 'utf8')));
const year = { completeness: '100.0', days: 365, cycleDays: 365 };

describe('the demonstration scheme', () => {
  it('keeps its own examples', () => expect(failingExamples(scheme)).toEqual([]));

  it.each([
    ['49.9', 0n, false],
    ['50.0', 60000n, true],
    ['59.9', 60000n, true],
    ['60.0', 120000n, true],
  ])('pays by the printed score: %s gives %s', (score, amount, eligible) => expect(entitlementOf(scheme, { ...year, score })).toMatchObject({ fullAmount: amount, eligible }));

  it('lists every gate that failed, not the first alone', () => {
    const { gates } = entitlementOf(scheme, { score: '40.0', completeness: '87.5', days: 12, cycleDays: 365 });
    expect(gates.map(({ passed }) => passed)).toEqual([false, false, false]);
  });

  it('pays nothing for what cannot be scored, and says so', () => {
    const found = entitlementOf(scheme, year);
    expect(found).toMatchObject({ eligible: false, fullAmount: 0n });
    expect(found.gates[0]).toMatchObject({ found: 'not scorable', passed: false });
  });

  it('prorates exactly by days', () => expect(fractionText(entitlementOf(scheme, { ...year, score: '61.8', days: 184 }).exact)).toBe('4416000/73'));
});
