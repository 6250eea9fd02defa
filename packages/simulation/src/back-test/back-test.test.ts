import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Outcome } from '../outcome/outcome.ts';
import { agreement, backTest } from './back-test.ts';
import { noiseShare } from './noise-share.ts';
import { kendall, spearman } from './rank-correlation.ts';

const scores = (values: readonly number[]): Outcome[] => values.map((value, unit) => ({ orgUnit: `u${unit}`, period: 'p', status: 'scored', score: String(value), exact: String(value) }));
const named = (name: string, values: readonly number[]) => ({ name, outcomes: scores(values) });

describe('rank correlations', () => {
  it('are those worked by hand: ten pupils in mathematics and music, squared differences 182, pairs 21 and 24', () => {
    const [mathematics, music] = [[7, 4, 3, 10, 6, 2, 9, 8, 1, 5], [5, 7, 3, 10, 1, 9, 6, 2, 8, 4]];
    expect(spearman(mathematics, music)).toBeCloseTo(1 - (6 * 182) / 990, 12);
    expect(kendall(mathematics, music)).toBeCloseTo(-3 / 45, 12);
  });
  it('count ties at their mean rank, and not against the order', () => {
    expect(kendall([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(5 / Math.sqrt(5 * 6), 12);
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9486833, 7);
    expect(kendall([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe('the share that is noise', () => {
  // Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(3,1) = .71.
  const table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
  it('is 1 less the published ICC(3,1) of Shrout and Fleiss', () => expect(1 - noiseShare(table)!).toBeCloseTo(0.71, 2));
  it('is nothing where all gain the same from one period to the next', () => expect(noiseShare([[1, 3], [5, 7], [9, 11]])).toBeCloseTo(0, 12));
  it('is not given for one period', () => expect(noiseShare([[1], [2]])).toBeNull());
});

describe('a back-test', () => {
  const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 12 });
  it('finds that a period agrees with itself wholly', () =>
    fc.assert(fc.property(values, fc.integer({ min: 1, max: 5 }), (some, k) => {
      const { spearman: rho, kendallTauB, medianRanksMoved, top } = agreement(named('a', some), named('b', some), k);
      const varies = new Set(some).size > 1;
      expect(rho === null ? null : Math.round(rho * 1e9) / 1e9).toBe(varies ? 1 : null);
      expect(kendallTauB === null ? null : Math.round(kendallTauB * 1e9) / 1e9).toBe(varies ? 1 : null);
      expect([medianRanksMoved, top.gone]).toEqual([0, 0]);
    })));
  it('does not depend on the order of rows', () =>
    fc.assert(fc.property(values, values, (a, b) => {
      const [one, other] = [named('a', a), named('b', b)];
      const turned = ({ name, outcomes }: typeof one) => ({ name, outcomes: outcomes.toReversed() });
      expect(backTest([turned(one), turned(other)])).toEqual(backTest([one, other]));
    })));
  it('says how many of the first are gone, and looks only at those scored both times', () => {
    const after = [...scores([10, 90, 20, 80]), { orgUnit: 'new', period: 'p', status: 'scored', score: '99', exact: '99' } as const];
    expect(agreement(named('2022', [90, 80, 10, 20]), { name: '2023', outcomes: after }, 2)).toMatchObject({ orgUnits: 4, top: { k: 2, first: 2, gone: 1 }, medianRanksMoved: 1 });
  });
});
