import { describe, expect, it } from '@jest/globals';
import { agrees } from './link-of-attribution.ts';

const part = (value: string) => ({ learning: { weighed: [{ orgUnit: 'D', value, days: '1', share: '1', contribution: value }] } }) as never;
const orgUnits = (score: string, from?: 'take-over') => [{ orgUnit: 'D', status: 'scored', score, days: '1', share: '1', ...(from ? { baseline: { from, takenOver: '2023-07-01', figures: {} } } : {}) }];
const own = (exact: string) => ({ nodes: { learning: { exact } }, inputs: {} }) as never;

describe('what the step of attribution says of a district', () => {
  it.each([
    ['agrees when it has the district\'s score and the same number of each part, however it is written', '50.0', '1/2', '50.0', '0.5', true],
    ['does not agree when it has another printed score', '50.1', '1/2', '50.0', '1/2', false],
    ['does not agree when a part differs beyond every printed place', '50.0', '1/2', '50.0', '5000000000000000000000000000000000001/10000000000000000000000000000000000000', false],
    ['does not agree when it has a part that the district has not', '50.0', '1/2', '50.0', '', false],
    ['agrees when neither has the part', '', '', undefined, '', true],
  ] as const)('%s', (_what, said, value, score, exact, expected) => {
    expect(agrees({ orgUnits: orgUnits(said), parts: part(value) }, { orgUnit: 'D', score }, own(exact))).toBe(expected);
  });

  it('is not compared part by part where she is measured from a value at take-over, which is hers alone', () => {
    expect(agrees({ orgUnits: orgUnits('50.0', 'take-over'), parts: part('3/4') }, { orgUnit: 'D', score: '50.0' }, own('1/2'))).toBe(true);
  });
});
