import { describe, expect, it } from '@jest/globals';
import { type Cell, readMethodology, score, whatIf } from './index.ts';

// Invented figures: two schools of one district, the second in a tehsil.
const unit = (code: string, parent: string, level: string) => ({ code, parent, level, attributes: {} });
const hierarchy = [unit('d', '', 'district'), unit('t', 'd', 'tehsil'), unit('s1', 'd', 'school'), unit('s2', 't', 'school')];
const figure = (orgUnit: string, more: Partial<Cell>): Cell => ({ orgUnit, indicator: 'presence', period: '2030', status: 'present', ...more });
const cells = [figure('s1', { numerator: '30', denominator: '40', n: '40', value: '75' }), figure('s2', { numerator: '50', denominator: '160', n: '160' }), figure('s2', { numerator: '1', denominator: '2', period: '2029' }), figure('d', { indicator: 'reading', value: '60' })];
const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { presence: {}, reading: {} }, nodes: { pooled: { step: 'pool', of: 'presence.numerator', per: 'presence.denominator', from: 'school', scale: '100' }, counted: { step: 'pool', of: 'presence.n', from: 'school' }, total: { step: 'sum', of: ['reading', 'pooled', 'counted'] } }, score: { of: 'total' } });
const options = { period: '2030', orgUnits: ['d'], hierarchy };
const scoreOf = (all: readonly Cell[]) => score(methodology, all, options)[0]!.score;

describe('a district if a school below it had other counts', () => {
  it('has the score that a run gives over those counts, exactly', () => {
    const asked = whatIf(methodology, cells, { ...options, orgUnit: 'd', values: {}, others: { s2: { presence: { numerator: '90', denominator: '110' } } } });
    expect(asked.score).toBe(scoreOf([cells[0]!, figure('s2', { numerator: '90', denominator: '110', n: '110' }), ...cells.slice(2)]));
    // 60 + 100 × (30 + 90) ÷ (40 + 110) + 40 + 110
    expect(asked.score).toBe('290');
  });

  it('is asked of the district and its schools together', () => {
    expect(whatIf(methodology, cells, { ...options, orgUnit: 'd', values: { reading: '70' }, others: { s1: { presence: { numerator: '40', denominator: '40', n: '39' } }, s2: { presence: { numerator: '80', denominator: '160' } } } }).score).toBe('329');
  });

  it('replaces the figure whole: a value alone leaves no counts to pool', () => {
    expect(whatIf(methodology, cells, { ...options, orgUnit: 'd', values: {}, others: { s1: { presence: '80' } } })).toMatchObject({ status: 'not-scorable' });
  });
});
