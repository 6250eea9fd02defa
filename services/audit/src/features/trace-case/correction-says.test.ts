import { describe, expect, it } from '@jest/globals';
import { type DataOf, type valueCorrected } from '@mizan/contracts';
import { correctionSays } from './correction-says.ts';
import { type FrozenValue } from './snapshot-values.ts';

const said: DataOf<typeof valueCorrected> = { correctionId: 'c', orgUnit: 's1', indicator: 'presence', period: '2030', status: 'present', value: '90', numerator: '36', denominator: '40', n: '40', asPublished: '75', submissionId: 'sub-1', line: 2, reasonDigest: '0'.repeat(64) };
const frozen: FrozenValue = { figure: 'presence', period: 'cycle', indicator: 'presence', measuredPeriod: '2030', status: 'present', value: '90', numerator: '36', denominator: '40', n: '40', standardError: '', submission: 'sub-1', line: '2', correction: 'c', observedFrom: '', observedTo: '' };

describe('a logged correction of a figure', () => {
  it('says what was frozen where value and counts are its own', () => expect(correctionSays(said, 's1', frozen)).toBe(true));

  it('says what was frozen of a correction from before it could give counts, where none were frozen', () => {
    const { numerator: _, denominator: __, n: ___, ...before } = said;
    expect(correctionSays(before, 's1', { ...frozen, numerator: '', denominator: '', n: '' })).toBe(true);
    expect(correctionSays(before, 's1', frozen)).toBe(false);
  });

  it.each<Partial<FrozenValue>>([{ value: '91' }, { numerator: '37' }, { denominator: '' }, { n: '41' }, { standardError: '1' }, { status: 'too-few' }, { line: '3' }, { submission: 'sub-2' }, { indicator: 'absence' }])('does not where %j was frozen', (other) => {
    expect(correctionSays(said, 's1', { ...frozen, ...other })).toBe(false);
  });

  it('does not of the same figure of another org unit', () => expect(correctionSays(said, 's2', frozen)).toBe(false));
});
