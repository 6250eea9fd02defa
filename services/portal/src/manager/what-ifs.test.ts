import { expect, test } from '@jest/globals';
import { furthestFromTarget, targets } from './what-ifs.ts';

const derivation = (inputs: Record<string, string>) => ({ root: 'all', inputs: Object.fromEntries(Object.entries(inputs).map(([id, value]) => [id, { value, status: 'present' }])) });

test('A figure that should fall is brought down towards its target, not raised', () => {
  const target = targets({ nodes: { absence: { step: 'goalposts', of: 'absence_rate', low: '40', high: '10' } } });
  expect(furthestFromTarget(derivation({ absence_rate: '22.5' }), target)).toEqual([{ indicator: 'absence_rate', from: '22.5', to: '17.5' }]);
});

test('A figure stops at its target, one already there is not tried, and one without a target is not guessed at', () => {
  const target = { learning: '100', toilets: '100' };
  expect(furthestFromTarget(derivation({ learning: '97', toilets: '100', other: '3' }), target)).toEqual([{ indicator: 'learning', from: '97', to: '100' }]);
});
