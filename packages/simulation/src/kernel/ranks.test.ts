import { describe, expect, it } from '@jest/globals';
import { type Cell, readMethodology } from '@mizan/scoring-engine';
import fc from 'fast-check';
import { openRanksOf } from '../uncertainty/draw-part.ts';
import { compile } from './compile.ts';
import { openRanks } from './ranks.ts';
import { openSort } from './sorting.ts';

const value = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 0, max: 5 }), fc.double({ min: 50, max: 50.000001, noNaN: true }), fc.constant(NaN));
/** Spread evenly, crowded at one place beside one far away, all the same, and with scores that are not there. */
const lists = fc.oneof(fc.array(value, { maxLength: 200 }), fc.array(fc.double({ min: 1, max: 1.001, noNaN: true }), { minLength: 60, maxLength: 60 }).map((crowd) => [...crowd, 1e9]), fc.array(fc.constant(7), { maxLength: 20 }));

describe('ranks of a draw', () => {
  it.each([[false, 'higher'], [true, 'lower']])('are one more than the org units that stand strictly better in billionths of a point, and 0 without a score, where less is better: %s', (less) => {
    const rank = openRanks(300, 1600, less);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (given) => {
        const scores = Float64Array.from({ length: 300 }, (_, unit) => given[unit] ?? NaN);
        const ranks = new Uint32Array(300);
        rank(ranks, scores);
        const taken = [...scores].map((score) => Math.floor(score * (less ? -1e9 : 1e9) + 0.5));
        expect([...ranks]).toEqual(taken.map((own) => (Number.isNaN(own) ? 0 : 1 + taken.filter((other) => other > own).length)));
      }),
    );
  });

  it('stand on an order that is that of the built-in sort, however the scores are spread and whatever was sorted before', () => {
    const sort = openSort(300);
    fc.assert(
      fc.property(lists, (list) => {
        const there = Float64Array.from(list.filter((one) => !Number.isNaN(one)));
        expect([...sort(there, there.length).subarray(0, there.length)]).toEqual([...there.slice().sort()]);
      }),
      { numRuns: 500 },
    );
  });
});

it('the draws of a methodology of whose score the lower is better rank the lowest first', () => {
  const ranked = (direction: 'higher' | 'lower') => {
    const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {}, y: {} }, nodes: { total: { step: 'mean', of: ['x', 'y'] } }, score: { of: 'total', direction } });
    const cells = [['a', '10'], ['b', '30'], ['c', '20']].flatMap(([orgUnit = '', value = '']) => ['x', 'y'].map((indicator): Cell => ({ orgUnit, indicator, period: '2023', status: 'present', value })));
    const program = compile(methodology, cells, { period: '2023' });
    const ranks = new Uint32Array(program.units.length);
    openRanksOf(program)(ranks, program.nominal);
    return [...ranks];
  };
  expect([ranked('higher'), ranked('lower')]).toEqual([[3, 1, 2], [1, 3, 2]]);
});
