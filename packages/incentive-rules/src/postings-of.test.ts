import { expect, it } from '@jest/globals';
import { postingsOf } from './index.ts';

it('nobody is paid for an absence, which stands among the postings with its cause', () => {
  const held = { posting: 'p-1', person: 'ann', post: 'x', org_unit: 'attock', from: '2023-01-01', to: '' };
  expect(postingsOf([{ ...held, cause: '' }, { ...held, posting: 'leave-1', from: '2023-08-01', to: '2023-11-01', cause: 'maternity-leave' }])).toEqual([{ postingId: 'p-1', personId: 'ann', orgUnit: 'attock', from: '2023-01-01', to: '' }]);
  expect(postingsOf([held])).toHaveLength(1);
});
