import { describe, expect, it } from '@jest/globals';
import { shareRuns } from './share-runs.ts';

describe('a shared run', () => {
  it('takes together what is brought in one turn, and what comes while it is under way goes into the next', async () => {
    const runs: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const share = shareRuns<number>(async (items) => {
      runs.push([...items]);
      await gate.promise;
    });
    const first = [share([1, 2]), share([3])];
    while (runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = [share([4]), share([5])];
    gate.resolve();
    await Promise.all([...first, ...second]);
    expect(runs).toEqual([[1, 2, 3], [4, 5]]);
  });

  it('tells everyone of a run that failed, and the next run knows nothing of it', async () => {
    const share = shareRuns<number>((items) => (items.includes(0) ? Promise.reject(new Error('no')) : Promise.resolve()));
    expect(await Promise.allSettled([share([0]), share([1])])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await expect(share([1])).resolves.toBeUndefined();
  });
});
