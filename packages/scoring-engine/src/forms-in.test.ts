import { describe, expect, it } from '@jest/globals';
import { lint, readMethodology, score } from './index.ts';

type Json = Record<string, unknown>;
const forms = ['node', 'parameter', 'attribute', 'by', 'values', 'when'];
const scored = (node: Json, more: Json = {}) => {
  const document = { id: 'm', version: '1', title: { en: 'm' }, indicators: Object.fromEntries(forms.map((id) => [id, {}])), nodes: { total: node }, score: { of: 'total' }, ...more };
  const cells = forms.map((indicator, index) => ({ orgUnit: 'u', indicator, period: 'p', status: 'present' as const, value: String(index + 1) }));
  const errors = lint(document).filter(({ severity }) => severity === 'error');
  return errors.length ? errors : score(readMethodology(document), cells)[0]!.exact;
};

describe('an indicator may be called as a form of a number is', () => {
  it.each(forms)('%s, under the conditions of a decision table', (id) => expect(scored({ step: 'decision-table', rows: [{ when: { [id]: String(forms.indexOf(id) + 1) }, points: '9' }, { points: '0' }] })).toBe('9'));
  it.each(forms)('%s, among parts with a weight', (id) => expect(scored({ step: 'sum', parts: { [id]: '10' } })).toBe(String(10 * (forms.indexOf(id) + 1))));
  it.each(forms)('%s, as a short name in a formula', (id) => expect(scored({ step: 'formula', let: { [id]: 'by' }, is: `${id} * 2` })).toBe('8'));
  it.each(forms)('%s, as a short name in a formula for a dated number', (id) => expect(scored({ step: 'formula', let: { [id]: { parameter: 'rate' } }, is: `${id} * 2` }, { parameters: { rate: [{ value: '7' }] } })).toBe('14'));
  it.each(forms)('%s, under conditions that read a node', (id) => expect(scored({ step: 'decision-table', rows: [{ when: { [id]: { from: { node: 'values' } } }, points: '9' }, { points: '0' }] })).toBe(['values', 'when'].includes(id) ? '9' : '0'));
  it('and what stands as a form is read as one', () => expect(scored({ step: 'limits', of: 'values', high: { node: 'parameter' } })).toBe('2'));
});
it('where parts are counted, a number stands under `parts` as anywhere else', () => {
  const document = { id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {} }, parameters: {}, nodes: { total: { step: 'gap-closing-target', of: 'x', parts: { parameter: 'sixteenth' } } }, score: { of: 'total' } };
  expect(lint(document)).toMatchObject([{ pointer: '/nodes/total/parts', text: 'there is no parameter sixteenth' }]);
});
it('a clerk is told the number that a condition read, and where it is from', () => {
  const document = { id: 'm', version: '1', title: { en: 'm' }, indicators: { values: {}, x: {} }, nodes: { total: { step: 'decision-table', rows: [{ when: { values: { from: { node: 'x' } }, x: { node: 'values' } } }] } }, score: { of: 'total' } };
  const cells = [['values', '5'], ['x', '5']].map(([indicator, value]) => ({ orgUnit: 'u', indicator: indicator!, period: 'p', status: 'present' as const, value: value! }));
  expect(score(readMethodology(document), cells)[0]!.derivation.nodes['total']!.parameters).toEqual({ rows: '[{"when":{"values":{"from":"5 (x)"},"x":{"number":"5 (values)"}}}]' });
});
it('a parameter that is not there is named also where a short name is called parameter', () => expect(scored({ step: 'formula', let: { parameter: { parameter: 'rata' } }, is: 'parameter' }, { parameters: { rate: [{ value: '7' }] } })).toMatchObject([{ pointer: '/nodes/total/let/parameter', text: 'there is no parameter rata; did you mean rate?' }]));
