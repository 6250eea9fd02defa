import { describe, expect, it } from '@jest/globals';
import { inventPostings } from './invented-people.ts';

const turnover = { transfer: { from: 'A', to: 'B', on: '2023-07-01' }, vacant: 'C', lateArrival: { orgUnit: 'D', on: '2023-10-15' } };
const { managers, postings } = inventPostings(['A', 'B', 'C', 'D', 'E'], 10, turnover);
const of = (post: string) => postings.filter((posting) => posting.post === `${post}-DEM`);

describe('the invented postings', () => {
  it('give the transferred person two postings that meet on the day', () => {
    const [before, after] = [of('A')[0], of('B')[1]];
    expect(before?.sub).toBe(after?.sub);
    expect([before?.to, after?.from]).toEqual(['2023-07-01', '2023-07-01']);
    expect(managers.find(({ sub }) => sub === before?.sub)?.orgUnits).toEqual(['A', 'B']);
  });

  it('leave one post vacant', () => {
    expect(of('C')).toEqual([]);
  });

  it('never put two people in one post on the same day', () => {
    for (const post of ['A', 'B', 'D']) expect(of(post)[0]?.to).toBe(of(post)[1]?.from);
  });
});
