import { describe, expect, it } from '@jest/globals';
import { readd } from '@mizan/scoring-engine/second-implementation/clerk.fixture.ts';
import { goldenSets } from './sets.ts';

describe('a second implementation works every node out again from the derivation alone, to the printed score', () => {
  it.each(goldenSets())('of $name', ({ score }) => {
    const lines = score().flatMap((result) => readd(result.derivation, result).map((line) => ({ ...line, at: `${result.orgUnit} ${result.period} ${line.at}` })));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ came }) => came !== 'same').slice(0, 5)).toEqual([]);
  });
});
