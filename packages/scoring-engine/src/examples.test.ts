import { describe, expect, it } from '@jest/globals';
import { lint, readMethodology, runExamples } from './index.ts';

type Json = Record<string, unknown>;
const document = (nodes: Json, example: Json, more: Json = {}) => ({ id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { reading: {}, pupils: {} }, nodes, score: { of: 'total' }, examples: [{ name: 'one', ...example }], ...more });
const found = (...given: Parameters<typeof document>) => runExamples(readMethodology(document(...given)))[0]!.found;
const reading = (value: string, attributes?: Json) => ({ given: { reading: value }, ...(attributes ? { attributes } : {}) });

describe('an example may have other org units beside it', () => {
  const others = { B: reading('10'), C: reading('60') };
  it('as its peers', () => expect(found({ total: { step: 'min-max', of: 'reading' } }, { ...reading('30'), others, then: { score: '0', nodes: { total: '' } } })).toBe('{"score":"40","nodes":{"total":"40"}}'));
  it('as the peers of its own league only', () =>
    expect(found({ total: { step: 'peer-statistic', of: 'reading', statistic: 'mean', peers: { group: 'league' } } }, { ...reading('30', { league: 'A' }), others: { B: reading('10', { league: 'A' }), C: reading('60', { league: 'B' }) }, then: { score: '0' } })).toBe('{"score":"20"}'));
  it('as peers of an earlier period', () =>
    expect(found({ best: { step: 'peer-statistic', of: 'reading', statistic: 'maximum', peers: { period: 'benchmark' } }, total: { step: 'formula', is: 'reading / best' } }, { ...reading('30'), others: { B: { given: { 'reading@benchmark': '40' } } }, then: { score: '0' } })).toBe('{"score":"0.75"}'));
  it('below it, as the schools of a district', () => {
    const school = { level: 'school', parent: 'example' };
    expect(found({ total: { step: 'pool', of: 'reading', weight: 'pupils', from: 'school' } }, { given: {}, others: { S: { given: { reading: '50', pupils: '100' }, attributes: school }, T: { given: { reading: '80', pupils: '200' }, attributes: school } }, then: { score: '0' } })).toBe('{"score":"70"}');
  });
  it('above it, as its province', () => expect(found({ up: { step: 'value-above', of: 'reading', from: 'province' }, total: { step: 'difference', of: 'reading', from: 'up' } }, { ...reading('54', { parent: 'P' }), others: { P: reading('60', { level: 'province' }) }, then: { score: '0' } })).toBe('{"score":"-6"}'));
  it('with nobody of another level among its peers', () => expect(found({ total: { step: 'rank', of: 'reading' } }, { ...reading('30'), others: { ...others, P: reading('90', { level: 'province' }) }, then: { score: '0' } })).toBe('{"score":"2"}'));
});

it('the linter names an unknown indicator of another org unit, and one that is called as the example is', () => {
  const faulty = document({ total: { step: 'rank', of: 'reading' } }, { ...reading('30'), others: { example: { given: { reeding: '5' } } }, then: { score: '1' } }, { allows: ['rank'] });
  expect(lint(faulty).filter(({ pointer }) => pointer.startsWith('/examples')).map(({ severity, pointer, text }) => `${severity} ${pointer}: ${text}`)).toEqual(['error /examples/0/others/example/given/reeding: there is no indicator reeding; did you mean reading?', 'error /examples/0/others/example: example is the org unit whose result is told']);
});

it('the linter says of an example that has no score why it has none', () => {
  const paid = document({ total: { step: 'formula', let: { pay: { parameter: 'pay' } }, is: 'reading * pay' } }, { ...reading('30'), on: '2026-07-01', then: { score: '150' } }, { parameters: { pay: [{ from: '2026-08-01', value: '5' }] } });
  expect(lint(paid).find(({ pointer }) => pointer === '/examples/0')?.text).toBe('the example gives the score (none), not 150; it has no score because total needs the parameter pay, which is not in force on 2026-07-01 and begins on 2026-08-01');
});
