import { describe, expect, it } from '@jest/globals';
import { parse, readMethodology, round, score } from '../index.ts';

const methodology = (node: Record<string, unknown>, direction?: string) =>
  readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: direction ? { direction } : {} }, nodes: { total: { of: 'a', ...node } }, score: { of: 'total' } });
const points = (value: string, ...of: Parameters<typeof methodology>) => score(methodology(...of), [{ orgUnit: 'u', indicator: 'a', period: 'p', status: 'present', value }])[0]!.exact;

describe('goalposts', () => {
  const [up, down] = [{ step: 'goalposts', low: '10', high: '60' }, { step: 'goalposts', low: '60', high: '10' }];
  it.each([['10', '0'], ['20', '20'], ['60', '100'], ['61', '100'], ['-5', '0']])('give %s the points %s', (value, expected) => expect(points(value, up)).toBe(expected));
  it.each([
    ['stand with the high below the low', down, undefined],
    ['are read by an indicator whose direction is lower', up, 'lower'],
    ['say both', down, 'lower'],
  ] as const)('turn once where they %s', (_where, node, direction) => expect(['10', '20', '60', '61'].map((value) => points(value, node, direction))).toEqual(['100', '80', '0', '0']));
  it('are refused where they contradict the direction', () => expect(() => methodology(down, 'higher')).toThrow('/nodes/total/low'));
});

describe('goalposts on the logarithm', () => {
  // To 30 of the 34 digits that a logarithm is worked to.
  const shown = (value: string) => score(methodology(log), [{ orgUnit: 'u', indicator: 'a', period: 'p', status: 'present', value }])[0]!.score!;
  const log = { step: 'log-goalposts', low: '1', high: '10000', scale: '1' };
  it.each([['1', '0'], ['10', '0.25'], ['100', '0.5'], ['10000', '1'], ['0', '0'], ['-3', '0']])('give %s the share %s', (value, expected) => expect(round(parse(shown(value)), 30, 'half-even').replace(/\.?0+$/, '') || '0').toBe(expected));
  it('give a value without a logarithm all where less is better', () => expect(points('0', log, 'lower')).toBe('1'));
});
