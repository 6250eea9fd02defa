import { describe, expect, it } from '@jest/globals';
import { readMethodology, readOrgUnits } from '@mizan/scoring-engine';
import fc from 'fast-check';
import { bandsFromWorst, eligibilityFault } from '../outcome/eligibility.ts';
import { type Outcome } from '../outcome/outcome.ts';
import { compareOutcomes } from './change.ts';
import { groupingsOf, notRecorded, readPostHolders } from './population-of-change.ts';

const bandsInOrder = ['low', 'high'];
const outcome = (orgUnit: string, tenths: number | null): Outcome => {
  if (tenths === null) return { orgUnit, period: 'p', status: 'not-scorable' };
  const text = (tenths / 10).toFixed(1);
  return { orgUnit, period: 'p', status: 'scored', score: text, exact: text, band: tenths >= 500 ? 'high' : 'low' };
};
const nobody = groupingsOf([], []);
const eligibility = { minimumScore: '50' };
const compared = (before: readonly Outcome[], after: readonly Outcome[], groupings = nobody) => compareOutcomes(before, after, { eligibility, groupings, bandsInOrder });
const results = fc.array(fc.option(fc.integer({ min: 0, max: 1000 })), { minLength: 1, maxLength: 20 }).map((all) => all.map((tenths, unit) => outcome(`u${unit}`, tenths)));

describe('a change of methodology', () => {
  it('that gives the same scores moves nobody', () =>
    fc.assert(fc.property(results, (all) => {
      const { unchanged, orgUnits, moves, eligibility: { gained, lost }, transitions } = compared(all, all);
      expect([unchanged, gained, lost]).toEqual([orgUnits, [], []]);
      expect(moves.every(({ scoreChange, ranksGained }) => (scoreChange ?? '0') === '0' && (ranksGained ?? 0) === 0)).toBe(true);
      for (const [from, row] of Object.entries(transitions)) expect(Object.keys(row)).toEqual([from]);
    })));
  it('does not depend on the order of rows', () => fc.assert(fc.property(results, results, (before, after) => expect(JSON.stringify(compared(before.toReversed(), after.toReversed()).moves)).toBe(JSON.stringify(compared(before, after).moves)))));
  it('counts everybody once: in the transitions, in the eligibility and in every grouping', () =>
    fc.assert(fc.property(results, results, (before, after) => {
      const { orgUnits, transitions, eligibility: { gained, lost, kept, never }, by } = compared(before, after);
      expect(Object.values(transitions).flatMap((row) => Object.values(row)).reduce((sum, count) => sum + count, 0)).toBe(orgUnits);
      expect(gained.length + lost.length + kept + never).toBe(orgUnits);
      for (const { groups } of Object.values(by)) expect(groups.reduce((sum, group) => sum + group.orgUnits, 0)).toBe(orgUnits);
    })));
  it('turned about, gains what was lost', () =>
    fc.assert(fc.property(results, results, (before, after) => {
      const [there, back] = [compared(before, after), compared(after, before)];
      expect([back.eligibility.gained, back.eligibility.lost]).toEqual([there.eligibility.lost, there.eligibility.gained]);
    })));
  it('that leaves an org unit without a score takes its eligibility and says from which band it goes', () => {
    const { eligibility: { lost }, transitions, moves } = compared([outcome('u', 612)], [outcome('u', null)]);
    expect([lost, transitions]).toEqual([['u'], { high: { 'not scorable': 1 } }]);
    expect(moves[0]).toMatchObject({ scoreChange: null, ranksGained: null, draft: { score: null, eligible: false } });
  });
});

describe('whom a change touches', () => {
  // Invented for this test.
  const orgUnits = readOrgUnits('org_unit,parent,level,remoteness,league\na,,district,remote,1\nb,,district,near,1\nc,,district,,2\n');
  const holders = readPostHolders('posting,post,from,to,sex\n1,p-a,2023-01-01,2024-01-01,female\n2,p-a,2024-01-01,,male\n3,p-b,2022-05-01,,female\n4,p-c,2022-01-01,,\n', 'post,org_unit\np-a,a\np-b,b\np-c,c\n');
  const groupings = groupingsOf(orgUnits, holders, '2023-06-01');
  const { by } = compared([outcome('a', 480), outcome('b', 520), outcome('c', 400)], [outcome('a', 511), outcome('b', 490), outcome('c', 402)], groupings);

  it('is told apart by the sex of whoever held the post on the day', () =>
    expect(by.sex).toEqual({
      recorded: 2,
      of: 3,
      groups: [
        { group: 'female', orgUnits: 2, scoredBoth: 2, meanScoreChange: '0.05', bandUp: 1, bandDown: 1, eligibilityGained: 1, eligibilityLost: 1 },
        { group: notRecorded, orgUnits: 1, scoredBoth: 1, meanScoreChange: '0.2', bandUp: 0, bandDown: 0, eligibilityGained: 0, eligibilityLost: 0 },
      ],
    }));
  it('is told apart by remoteness and league, with the share of which they are recorded', () => {
    expect([by.remoteness.recorded, by.remoteness.groups.map(({ group }) => group)]).toEqual([2, ['near', notRecorded, 'remote']]);
    expect([by.league.recorded, by.league.groups.map(({ group, orgUnits: count }) => [group, count])]).toEqual([3, [['1', 2], ['2', 1]]]);
  });
  it('is not recorded where the files say nothing', () => expect(compared([outcome('a', 1)], [outcome('a', 2)]).by.sex).toMatchObject({ recorded: 0, groups: [{ group: notRecorded, orgUnits: 1 }] }));
  it('refuses a postings file that names neither org unit nor post', () => expect(() => readPostHolders('person,sex\nx,female\n')).toThrow('org_unit'));
});

describe('a change of a methodology of whose score the lower is better', () => {
  const less = (orgUnit: string, score: string, band: string): Outcome => ({ orgUnit, period: 'p', status: 'scored', score, exact: score, band, lessIsBetter: true });
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {} }, nodes: { total: { step: 'limits', of: 'x', low: '0' } }, score: { of: 'total', direction: 'lower' }, bands: [{ id: 'few', from: '0' }, { id: 'many', from: '20' }] });
  it('gains ranks and a band where it falls', () => {
    const { moves, by } = compareOutcomes([less('a', '30', 'many'), less('b', '25', 'many')], [less('a', '10', 'few'), less('b', '25', 'many')], { groupings: groupingsOf([], []), bandsInOrder: bandsFromWorst(methodology) });
    expect(moves.map(({ ranksGained, draft }) => [ranksGained, draft.rank])).toEqual([[1, 1], [-1, 2]]);
    expect(by.league.groups).toMatchObject([{ bandUp: 1, bandDown: 0 }]);
  });
  it('has no least score that makes eligible, since the worst would be', () => {
    expect(eligibilityFault({ minimumScore: '20' }, [methodology])).toContain('Of the score of m 1 the lower is better');
    expect(eligibilityFault({ bands: ['few'] }, [methodology])).toBeUndefined();
  });
});
