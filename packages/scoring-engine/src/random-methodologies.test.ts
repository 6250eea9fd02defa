import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, type Methodology, readMethodology, score } from './index.ts';
import { anyFigures, anyMethodology, hierarchy } from './random-methodologies.fixture.ts';
import { readd } from './second-implementation/clerk.fixture.ts';
import { steps } from './steps/index.ts';

const results = (methodology: Methodology, cells: readonly Cell[]) => score(methodology, cells, { hierarchy });
const runs = { numRuns: 400 };

describe('whatever the steps, nested, over figures of every kind', () => {
  it('a second implementation works every node out again from the derivation alone, to the printed score', () =>
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      for (const result of results(methodology, cells)) expect(readd(result.derivation, result).filter(({ came }) => came !== 'same')).toEqual([]);
    }), runs));
});
