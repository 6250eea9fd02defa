import { describe, expect, it } from '@jest/globals';
import { type Cell, readMethodology, score } from './index.ts';

// Invented figures.
const unit = (code: string, parent: string, level: string) => ({ code, parent, level, attributes: {} });
const hierarchy = [unit('p', '', 'province'), unit('d', 'p', 'district'), unit('t', 'd', 'tehsil'), unit('u', 'd', 'tehsil'), unit('s1', 't', 'school'), unit('s2', 't', 'school'), unit('s3', 'u', 'school'), unit('s4', 'd', 'school')];
const figure = (orgUnit: string, numerator: string | undefined, more: Partial<Cell> = {}): Cell => ({ orgUnit, indicator: 'attending', period: '2023', status: 'present', value: '1', ...(numerator === undefined ? {} : { numerator }), denominator: '10', ...more });
const cells = [figure('s1', '5'), figure('s2', undefined), figure('s4', '6'), figure('s1', '3', { period: '2022' }), figure('p', '9', { indicator: 'reading' }), figure('d', '1', { indicator: 'reading' })];

function scored(nodes: Record<string, unknown>, of = 'total') {
  const indicators = { attending: { missing: { 'not-submitted': 'drop' } }, reading: {} };
  return score(readMethodology({ id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators, nodes, score: { of } }), cells, { period: '2023', orgUnits: ['d'], hierarchy })[0]!;
}
const rests = (nodes: Record<string, unknown>, of?: string) => scored(nodes, of).elsewhere.map(({ orgUnit, figure: name, status, nodes: by }) => [orgUnit, name, status, ...by].join(' '));
const attendance = { step: 'pool', of: 'attending.numerator', per: 'attending.denominator', from: 'school', scale: '100' };

describe('what a district\'s score rests on in org units of another level', () => {
  it('is each school\'s figure once, and none where a school lacks a side that is added up', () => expect(rests({ total: attendance })).toEqual(['s1 attending present total', 's2 attending not-submitted total', 's3 attending not-submitted total', 's4 attending present total']));
  it('is come to through the tehsils where they are pooled in between, and then not of a school that stands in none', () => expect(rests({ tehsil: attendance, total: { step: 'pool', of: 'tehsil', from: 'tehsil' } })).toEqual(['s1 attending present total', 's2 attending not-submitted total', 's3 attending not-submitted total']));
  it('has the year before under the name it is read by', () => expect(rests({ total: { ...attendance, of: 'attending.numerator@-1' } })).toContain('s1 attending@-1 present total'));
  it('is the figure of the province, with the nodes that rest on it', () => expect(rests({ near: { step: 'value-above', of: 'reading', from: 'province' }, twice: { step: 'value-above', of: 'reading', from: 'province' }, total: { step: 'sum', of: ['near', 'twice', 'reading'] } })).toEqual(['p reading present near twice']));
  it('is nothing where no step names another level', () => expect(rests({ total: { step: 'goalposts', of: 'reading', low: '0', high: '1' } })).toEqual([]));
});

describe('the derivation of a district whose schools are pooled', () => {
  const { derivation } = scored({ rate: { step: 'ratio', of: 'attending.numerator', per: 'attending.denominator' }, schools: { step: 'below-statistic', of: 'rate', from: 'school', statistic: 'mean' }, total: { step: 'sum', of: ['schools', 'reading'] } });

  it('has the figures that are the district\'s own, and not as missing those that only its schools have', () => expect(Object.keys(derivation.inputs)).toEqual(['reading']));
  it('leaves out what is worked out for the schools alone', () => expect(Object.keys(derivation.nodes)).toEqual(['schools', 'total']));
});
