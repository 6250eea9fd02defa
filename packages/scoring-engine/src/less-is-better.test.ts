import { describe, expect, it } from '@jest/globals';
import { type Cell, lint, type MethodologyError, readMethodology, score } from './index.ts';

type Json = Record<string, unknown>;
const lower = { unit: 'percent', direction: 'lower' };
/** The human poverty index of developing countries, with Bolivia's figures of the Human Development Report 2007/08. */
const poverty = (more: Json = { direction: 'lower' }, nodes: Json = {}): Json => ({
  ...{ id: 'hpi-1', version: '1', title: { en: 'Human poverty index' }, illustrative: true },
  indicators: { early: lower, illiterate: lower, water: lower, underweight: lower },
  nodes: { living: { step: 'mean', of: ['water', 'underweight'] }, index: { step: 'power-mean', of: ['early', 'illiterate', 'living'], power: '3' }, ...nodes },
  score: { of: 'index', round: { places: 1, mode: 'half-up' }, ...more },
  examples: [{ name: 'Bolivia', given: { early: '15.5', illiterate: '13.3', water: '15', underweight: '8' }, then: { score: '13.6' } }],
});
const errors = (document: Json) => lint(document).flatMap(({ severity, pointer, text, advice }) => (severity === 'error' ? [`${pointer}: ${text}; ${advice}`] : []));
const faults = (document: Json) => {
  try {
    return readMethodology(document) && [];
  } catch (error) {
    return (error as MethodologyError).faults.map(({ pointer, text }) => `${pointer}: ${text}`);
  }
};

describe('a score of which the lower is better', () => {
  it('is sound where better figures lower it', () => expect(errors(poverty())).toEqual([]));
  it('is told how to say so where it does not', () => expect(errors(poverty({}))[0]).toMatch(/^\/indicators\/early: less early earns fewer points: .*; let the points go one way, or mend its direction; of a score of which the lower is better say "direction": "lower" under "score"$/));
  it('is refused by the linter where a better figure raises it, as goalposts make it', () => {
    const turned = poverty({ of: 'points', direction: 'lower', round: { places: 0, mode: 'half-up' } }, { points: { step: 'goalposts', of: 'early', low: '0', high: '31' } });
    expect(errors({ ...turned, examples: [{ name: 'half', given: { early: '15.5', illiterate: '1', water: '1', underweight: '1' }, then: { score: '50' } }] })[0]).toContain('/indicators/early: less early raises the score, of which the lower is better');
  });
  it('may have a table whose points rise with what is worse', () => {
    const table = { step: 'step-table', of: 'early', closed: 'from', rows: [{ points: '0' }, { from: '10', points: '1' }, { from: '20', points: '2' }] };
    const example = { examples: [{ name: 'one', given: { early: '15', illiterate: '1', water: '1', underweight: '1' }, then: { score: '1' } }] };
    expect(errors({ ...poverty({ of: 'points', direction: 'lower', round: undefined }, { points: table }), ...example })).toEqual([]);
    expect(errors({ ...poverty({ of: 'points', round: undefined }, { points: table }), ...example }).join()).toContain('earn fewer points');
  });
  it('has its first rank where it is lowest', () => {
    const ranked = readMethodology(poverty({ direction: 'lower' }, { place: { step: 'rank', of: 'index' } }));
    const cells = Object.entries({ a: '10', b: '30', c: '20' }).flatMap(([orgUnit, value]) => Object.keys(ranked.indicators).map((indicator): Cell => ({ orgUnit, indicator, period: '2023', status: 'present', value })));
    expect(score(ranked, cells).map(({ nodes }) => nodes['place']!.value)).toEqual(['1', '3', '2']);
  });
  it('does not contradict the indicator whose direction it keeps', () => {
    const kept = (direction: string) => poverty({ of: 'held', direction }, { held: { step: 'limits', of: 'early', low: '0' } });
    expect(faults(kept('lower'))).toEqual([]);
    expect(faults(kept('higher'))).toEqual(['/score/direction: the score keeps the direction of early, of which the lower is better; say "lower" here, or mend the indicator']);
  });
});
