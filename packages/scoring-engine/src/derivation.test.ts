import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, MethodologyError, readMethodology, readValues, round, parse, score, ValuesError } from './index.ts';

const document = JSON.parse(readFileSync('contracts/methodologies/mizan-demonstration.json', 'utf8')) as Record<string, unknown>;
const methodology = readMethodology(document);
const figures = readValues(readFileSync('demonstration/data/observations.csv', 'utf8')).filter(({ indicator, period }) => period === (indicator === 'teacher_presence' ? '2023' : '2016')).map((cell): Cell => ({ ...cell, period: '2023' }));
const results = score(methodology, figures);

// A clerk's own arithmetic, on purpose not the engine's: a pair of whole numbers.
type Pair = [bigint, bigint];
function pair(text: string): Pair {
  const [top = '0', bottom = '1'] = text.split('/');
  const [whole = '0', decimals = ''] = top.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(bottom)];
}
const plus = ([a, b]: Pair, [c, d]: Pair): Pair => [a * d + c * b, b * d];
const same = ([a, b]: Pair, [c, d]: Pair) => a * d === c * b;

describe('a derivation', () => {
  it('re-adds to the score of every scored district, node by node, without the engine', () => {
    const scored = results.filter(({ status }) => status === 'scored');
    expect(scored.length).toBeGreaterThan(130);
    for (const { score: printed, derivation } of scored) {
      for (const node of Object.values(derivation.nodes)) {
        if (!node.parts) continue;
        expect(same(node.parts.reduce<Pair>((sum, { contribution }) => plus(sum, pair(contribution)), [0n, 1n]), pair(node.exact))).toBe(true);
      }
      const [n, d] = pair(derivation.nodes[derivation.root]!.exact);
      const tenths = (20n * n + d) / (2n * d);
      expect(printed).toBe(`${tenths / 10n}.${tenths % 10n}`);
    }
  });
});

it('a derivation has what is read of the year before, and what a year before reads of its own, each under its own name', () => {
  const nodes = { plain: { step: 'sum', of: ['a'] }, before: { step: 'sum', of: ['plain@-1'] }, total: { step: 'sum', of: ['before@-1', 'a@-1'] } };
  const cells = ['2021', '2022', '2023'].map((period): Cell => ({ orgUnit: 'd', indicator: 'a', period, status: 'present', value: '1' }));
  const [result] = score(readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {} }, nodes, score: { of: 'total' } }), cells, { period: '2023', orgUnits: ['d'] });
  expect(Object.keys(result!.derivation.inputs).sort()).toEqual(['a', 'a@-1', 'a@-1@-1']);
});

describe('scores', () => {
  it('do not depend on the order of the figures', () => {
    const again = new Map(score(methodology, [...figures].reverse()).map((result) => [result.orgUnit, result]));
    for (const result of results) expect(again.get(result.orgUnit)).toEqual(result);
  });

  it('never fall when one figure rises', () => {
    const indicators = Object.keys(methodology.indicators);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: indicators.length, maxLength: indicators.length }), fc.nat(indicators.length - 1), fc.integer({ min: 0, max: 50 }), (values, which, more) => {
        const cells = (raise: number) => indicators.map((indicator, index): Cell => ({ orgUnit: 'u', indicator, period: 'p', status: 'present', value: String(values[index]! + (index === which ? raise : 0)) }));
        const [before, after] = [score(methodology, cells(0))[0]!, score(methodology, cells(more))[0]!];
        expect(Number(after.score)).toBeGreaterThanOrEqual(Number(before.score));
      }),
    );
  });

  it.each(['not-applicable', 'too-few', 'suppressed', 'not-submitted'] as const)('are missing with their reason, and not zero, where a figure is %s', (status) => {
    const cells = Object.keys(methodology.indicators).map((indicator, index): Cell => ({ orgUnit: 'u', indicator, period: 'p', ...(index === 0 ? { status } : { status: 'present', value: '100' }) }));
    const [result] = score(methodology, cells);
    expect(result).toMatchObject({ status: 'not-scorable', reasons: [{ code: status }] });
    expect(result).not.toHaveProperty('score');
  });
});

it.each([
  ['2.5', 'half-up', '3'],
  ['2.5', 'half-even', '2'],
  ['3.5', 'half-even', '4'],
  ['2.9', 'down', '2'],
  ['2.1', 'up', '3'],
  ['-2.5', 'half-up', '-3'],
] as const)('%s rounded %s is %s', (value, mode, expected) => expect(round(parse(value), 0, mode)).toBe(expected));

describe('a methodology is refused, with the place,', () => {
  const change = (edit: (copy: { nodes: Record<string, unknown>; score: Record<string, unknown>; bands: unknown }) => void) => {
    const copy = structuredClone(document) as never;
    edit(copy);
    return () => readMethodology(copy);
  };
  it.each([
    ['when nodes need each other', '/nodes/', change((d) => Object.assign(d.nodes, { a: { step: 'mean', of: ['b'] }, b: { step: 'mean', of: ['a'] } }))],
    ['when it names what is not there', '/nodes/a', change((d) => Object.assign(d.nodes, { a: { step: 'mean', of: ['nobody'] } }))],
    ['when a number is not exact text', '/nodes/a', change((d) => Object.assign(d.nodes, { a: { step: 'goalposts', of: 'learning_score', low: 0.5, high: '1' } }))],
    ['when goalposts coincide', '/nodes/a', change((d) => Object.assign(d.nodes, { a: { step: 'goalposts', of: 'learning_score', low: '1', high: '1' } }))],
    ['when rounding has no mode', '/score/round', change((d) => Object.assign(d.score, { round: { places: 1 } }))],
    ['when two bands start at the same score', '/bands/1', change((d) => Object.assign(d, { bands: [{ id: 'a', from: '0' }, { id: 'b', from: '0' }] }))],
  ])('%s', (_when, pointer, reading) => {
    expect(reading).toThrow(MethodologyError);
    expect(reading).toThrow(pointer);
  });
});

describe('a values file is refused, by row and column,', () => {
  it.each([
    ['for a number with a comma', 'org_unit,indicator,period,value\na,b,c,"1,5"\n', 'row 2, value'],
    ['for a row that stands twice', 'org_unit,indicator,period,value\na,b,c,1\na,b,c,2\n', 'row 3'],
    ['for a value beside a missing status', 'org_unit,indicator,period,value,status\na,b,c,1,too-few\n', 'row 2, value'],
    ['for a missing column', 'org_unit,period,value\na,c,1\n', 'indicator'],
    ['when it is empty', '', 'row 1'],
  ])('%s', (_what, text, place) => {
    expect(() => readValues(text)).toThrow(ValuesError);
    expect(() => readValues(text)).toThrow(place);
  });

  it('but BOM, CRLF, quotes and leading zeros are read as they are', () => {
    expect(readValues('\uFEFForg_unit,indicator,period,value,more\r\n"00""1",b,01,1,\r\n')).toMatchObject([{ orgUnit: '00"1', period: '01', value: '1' }]);
  });
});
