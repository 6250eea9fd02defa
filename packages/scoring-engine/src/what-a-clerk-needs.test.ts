import { describe, expect, it } from '@jest/globals';
import { type Cell, type OrgUnit, readMethodology, score } from './index.ts';

type Json = Record<string, unknown>;
const rounding = { places: 0, mode: 'half-up' };
/** The derivation of one org unit's total, over figures of `a` and `b` by period. */
function derived(nodes: Json, figures: Readonly<Record<string, string>>, { indicators = {}, hierarchy, ...more }: Json & { indicators?: Json; hierarchy?: OrgUnit[] } = {}) {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {}, b: {}, ...indicators }, nodes, score: { of: 'total' }, ...more });
  const cells = Object.entries(figures).map(([key, text]): Cell => {
    const [indicator = '', period = '2023'] = key.split('@');
    const [numerator = '', denominator] = text.split('/');
    return { orgUnit: 'u', indicator, period, ...(/^[a-z]/.test(text) ? { status: text as 'too-few' } : { status: 'present', ...(denominator === undefined ? { value: text } : { numerator, denominator }) }) };
  });
  return score(methodology, cells, { period: '2023', ...(hierarchy ? { hierarchy } : {}) })[0]!.derivation;
}
const parametersOf = (nodes: Json, figures: Readonly<Record<string, string>>, more: Json = {}) => derived(nodes, figures, more).nodes['total']!.parameters;

describe('a derivation has what a clerk needs to work a node out again:', () => {
  it('what a node of an earlier period reads before it, apart from what stands at the same word today', () => {
    const { inputs, nodes } = derived({ gain: { step: 'difference', of: 'a', from: 'a@-1' }, total: { step: 'difference', of: 'gain', from: 'gain@-1' } }, { a: '9', 'a@2022': '5', 'a@2021': '3' });
    expect(Object.fromEntries(Object.entries(inputs).map(([key, { value }]) => [key, value]))).toEqual({ a: '9', 'a@-1': '5', 'a@-1@-1': '3' });
    expect(nodes['gain@-1']!.exact).toBe('2');
  });
  it('a number that is read from a node, to its last digit and with the name of the node', () =>
    expect(parametersOf({ top: { step: 'ratio', of: 'b', per: 'a' }, total: { step: 'limits', of: 'a', high: { node: 'top' } } }, { a: '3', b: '20' })['high']).toBe('20/3 (top)'));
  it('a number that should be read and is missing, apart from one that nobody asks for', () =>
    expect(parametersOf({ top: { step: 'ratio', of: 'b', per: 'a' }, total: { step: 'limits', of: 'a', high: { node: 'top' } } }, { a: '3' })).toEqual({ high: 'missing (top)' }));
  it('a number that hangs on the place, with the word by which it does', () => {
    const hierarchy = [{ code: 'u', parent: '', level: '', name: 'u', attributes: { league: 'north', hardness: '1.2' } }] as unknown as OrgUnit[];
    const nodes = { total: { step: 'limits', of: 'a', low: { attribute: 'hardness' }, high: { by: 'league', values: { north: '60' } } } };
    expect(parametersOf(nodes, { a: '3' }, { hierarchy })).toMatchObject({ low: '1.2 (hardness)', high: '60 (league north)' });
  });
  it('what an attribute is there, and what its words count', () => {
    const hierarchy = [{ code: 'u', parent: '', level: '', name: 'u', attributes: { place: 'hard' } }] as unknown as OrgUnit[];
    expect(parametersOf({ total: { step: 'attribute', name: 'place', values: { hard: '1.2', plain: '1' } } }, { a: '3' }, { hierarchy })).toEqual({ name: 'place', values: '{"hard":"1.2","plain":"1"}', recorded: 'hard' });
  });
  it.each<[string, Json, Json]>([
    ['improvement', { of: 'a', baseline: 'b', benchmark: '0', rounding }, { baseline: 'b', rounding: '0 places, half-up' }],
    ['difference', { of: 'a', from: 'b' }, { from: 'b' }],
    ['goalposts', { of: 'a', low: '0', high: '10' }, { low: '0', high: '10' }],
  ])('that less is better, where %s turns by it', (step, more, others) => {
    const lower = { indicators: { a: { direction: 'lower' } } };
    const higher = { indicators: { a: { direction: 'higher' } } };
    expect(parametersOf({ total: { step, ...more } }, { a: '3', b: '8' }, lower)).toMatchObject({ ...others, direction: 'lower' });
    expect(parametersOf({ total: { step, ...more } }, { a: '3', b: '8' }, higher)).not.toHaveProperty('direction');
  });
  it('what stands behind a closed gate, in points and in words', () => {
    const { parameters, formula } = derived({ total: { step: 'gate', of: 'a', conditions: ['b'], otherwise: { points: '5', id: 'Below' }, whenMissing: 'fails' } }, { a: '80', b: '0' }).nodes['total']!;
    expect(parameters).toMatchObject({ conditions: '["b"]', otherwise: '{"points":"5","id":"Below"}', whenMissing: 'fails' });
    expect(formula.numbers).toBe('failed: b; otherwise Below = 5');
  });
  it('a formula as it is written, and what its names stand for', () =>
    expect(parametersOf({ total: { step: 'formula', let: { x: 'a', y: 'b' }, is: '(x + y) * 2' } }, { a: '1', b: '2' })).toEqual({ let: '{"x":"a","y":"b"}', is: '(x + y) * 2' }));
  it('the rows of a table, and the knots of a line with their numbers', () => {
    expect(parametersOf({ total: { step: 'step-table', of: 'a', closed: 'from', rows: [{ id: 'low' }, { from: '40', points: '7' }] } }, { a: '1' })).toEqual({ closed: 'from', rows: '[{"id":"low"},{"from":"40","points":"7"}]' });
    expect(parametersOf({ total: { step: 'interpolate', of: 'a', knots: [{ at: '0', points: '0' }, { at: { node: 'b' }, points: '10' }] } }, { a: '1', b: '20' })['knots']).toBe('[{"at":"0","points":"0"},{"at":"20 (b)","points":"10"}]');
  });
  it('the rule by which a part may be left out, and the rule of the figure that is missing', () => {
    const { nodes, inputs } = derived({ total: { step: 'mean', of: ['a', 'b'], reweight: { minimumParts: 1 } } }, { a: '4', b: 'too-few' }, { indicators: { b: { missing: { 'too-few': 'drop' } } } });
    expect(nodes['total']!.parameters['reweight']).toBe('{"minimumParts":1}');
    expect([inputs['a']!.rule, inputs['b']!.rule]).toEqual([undefined, 'drop']);
    expect(derived({ total: { step: 'mean', of: ['a', 'b'] } }, { a: '4', b: 'too-few' }).inputs['b']).not.toHaveProperty('rule');
  });
  it('the periods that were taken, where the document only counts them', () => {
    const figures = { 'a@2021': '10', 'a@2022': 'too-few', a: '40' };
    expect(parametersOf({ total: { step: 'moving-average', of: 'a', periods: 3, count: 'calendar' } }, figures)['taken']).toBe('["2023","2021"]');
    const imputed = { total: { step: 'impute', of: 'b', by: 'linear' } };
    expect(parametersOf(imputed, { ...figures, 'b@2022': '10', 'b@2025': '40' }, { allows: ['imputation'] })).toMatchObject({ taken: '["2022","2025"]', away: '["1","2"]' });
  });
  it('the figure of a numerator and a denominator that does not end, exactly', () => {
    const { inputs } = derived({ total: { step: 'mean', of: ['a', 'b'] } }, { a: '2/3', b: '1/4' });
    expect([inputs['a']!.exact, inputs['b']!.exact]).toEqual(['2/3', undefined]);
  });
  it('how the band is found, where it is not by the printed score', () => {
    const bands = [{ id: 'low', from: '0' }, { id: 'high', from: '50' }];
    expect(derived({ total: { step: 'mean', of: ['a'] } }, { a: '4' }, { bands, score: { of: 'total', compare: 'exact' } }).compare).toBe('exact');
    expect(derived({ total: { step: 'mean', of: ['a'] }, word: { step: 'step-table', of: 'total', closed: 'from', rows: [{ id: 'low' }] } }, { a: '4' }, { score: { of: 'total', band: 'word' } }).band).toBe('word');
    expect(derived({ total: { step: 'mean', of: ['a'] } }, { a: '4' }, { bands })).not.toHaveProperty('compare');
  });
});
