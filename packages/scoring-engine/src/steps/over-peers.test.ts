import { describe, expect, it } from '@jest/globals';
import { type Cell, MethodologyError, parseExact, readMethodology, round, score } from '../index.ts';

type Json = Record<string, unknown>;
/** A table with a row for each org unit, as its columns are called. */
const cellsOf = (columns: readonly string[], rows: readonly (readonly (number | string)[])[], period = 'p'): Cell[] =>
  rows.flatMap((row, at) => row.map((value, column): Cell => (typeof value === 'number' ? { orgUnit: `u${at}`, indicator: columns[column]!, period, status: 'present', value: String(value) } : { orgUnit: `u${at}`, indicator: columns[column]!, period, status: value as 'too-few' })));
const read = (nodes: Json, indicators: Json, of = 'total') => readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators, nodes, score: { of } });
const plain = { x: {}, y: { missing: { 'too-few': 'drop' } } };
const results = (node: Json, rows: readonly (readonly (number | string)[])[], frozen: readonly (readonly number[])[] = []) => score(read({ total: { step: 'over-peers', statistic: 'sum', ...node } }, plain), [...cellsOf(['x', 'y'], frozen, 'benchmark'), ...cellsOf(['x', 'y'], rows)], { period: 'p' });
const exact = (...given: Parameters<typeof results>) => results(...given).map(({ exact: value, reasons }) => value ?? reasons.map(({ code, indicator, node }) => `${code} ${indicator ?? node}`).join());

describe('a formula over pairs of peers', () => {
  const three = [[1, 5], [2, 9], [4, 3]];
  it.each<[Json, string[]]>([
    [{ is: 'x - other.x + if(abs(x - other.x) >= 2, y - other.y, 0)' }, ['-2', '5', '-3']],
    [{ is: 'x > other.x' }, ['0', '1', '2']],
    [{ is: 'x * other.y', statistic: 'mean' }, ['6', '8', '28']],
    [{ is: 'other.a - b', let: { a: 'x', b: 'y' }, statistic: 'maximum' }, ['-1', '-5', '-1']],
    [{ is: 'abs(x - other.x)', statistic: 'minimum' }, ['1', '1', '2']],
  ])('%j is taken over the others, itself left out', (node, expected) => expect(exact(node, three)).toEqual(expected));
  it('beside the frozen figures of another period is over all of them', () => expect(exact({ is: 'x - other.x', peers: { period: 'benchmark' } }, [[10, 0]], [[1, 0], [2, 0]])).toEqual(['17']));
  it('counts no other that lacks a figure of its own, and says over how many it is', () => {
    expect(exact({ is: 'x - other.y' }, [[1, 5], [2, 'too-few'], [4, 3]])).toEqual(['-2', '-4', '-1']);
    expect(results({ is: 'x - other.y' }, [[1, 5], [2, 'too-few'], [4, 3]])[0]!.derivation.nodes['total']).toMatchObject({ formula: { numbers: 'sum over 1 others of 1 − other.y = -2' }, statistics: { over: 'all org units, p', count: '2', values: { sum: '-2', others: '1' } } });
  });
  it('leaves an other out where null is written', () => expect(exact({ is: 'if(x > other.x, x - other.x, null)', statistic: 'mean' }, three)).toEqual(['too-few-peers total', '1', '2.5']));
  it('is missing for a figure of its own that is missing, with its cause', () => expect(exact({ is: 'y - other.x' }, [[1, 5], [2, 'too-few']])).toEqual(['3', 'too-few y']));
  it('is missing, and no sum without the pair, where one pair divides by zero', () => expect(exact({ is: 'x / (x - other.x)' }, [[1, 0], [1, 0], [3, 0]])).toEqual(['divided-by-zero total', 'divided-by-zero total', '3']));
  it('is missing for who is alone, never 0, and below the least number of others', () => {
    expect(exact({ is: 'x - other.x' }, [[1, 0]])).toEqual(['too-few-peers total']);
    expect(exact({ is: 'x - other.x', minimum: 3 }, three)).toEqual(Array(3).fill('too-few-peers total'));
  });
  it.each<[Json, string]>([
    [{ is: 'x - y' }, 'the formula reads nothing of the other; write `other.` before a name'],
    [{ is: 'x - other.z' }, 'there is no node or indicator z'],
    [{ is: 'x - other.rate', let: { rate: { attribute: 'rate' } } }, 'rate is a number of the org unit\'s own under `let`; write rate'],
    [{ is: 'x -' }, 'this is no formula'],
  ])('%j is refused in words', (node, words) => {
    const faults = () => read({ total: { step: 'over-peers', statistic: 'sum', ...node } }, plain);
    expect(faults).toThrow(MethodologyError);
    expect(faults).toThrow(words);
  });
  it('may stand in a chain, and reads the step before of both', () => {
    const nodes = { total: [{ step: 'formula', is: 'x * 10' }, { step: 'over-peers', statistic: 'sum', is: 'before - other.before' }] };
    expect(score(read(nodes, plain), cellsOf(['x', 'y'], three)).map(({ exact: value }) => value)).toEqual(['-40', '-10', '50']);
  });
});

/** Sums of pairs as published; `criteria` with weight and how a figure is brought to a share of the best. */
function codas(weights: readonly string[], costs: readonly number[]): { nodes: Json; indicators: Json } {
  const ids = weights.map((_, index) => `c${index + 1}`);
  const each = (make: (id: string, index: number) => Json) => Object.assign({}, ...ids.map(make)) as Json;
  return {
    indicators: each((id) => ({ [id]: {} })),
    nodes: {
      ...each((id, index) => ({
        [`${id}.best`]: { step: 'peer-statistic', of: id, statistic: costs.includes(index) ? 'minimum' : 'maximum' },
        [`${id}.share`]: { step: 'formula', let: { x: id, best: `${id}.best` }, is: `${weights[index]} * (${costs.includes(index) ? 'best / x' : 'x / best'})` },
        [`${id}.worst`]: { step: 'peer-statistic', of: `${id}.share`, statistic: 'minimum' },
        [`${id}.way`]: { step: 'difference', of: `${id}.share`, from: `${id}.worst` },
        [`${id}.square`]: { step: 'formula', let: { way: `${id}.way` }, is: 'way ** 2' },
      })),
      taxicab: { step: 'sum', of: ids.map((id) => `${id}.way`) },
      euclid: [{ step: 'sum', of: ids.map((id) => `${id}.square`) }, { step: 'formula', is: 'sqrt(before)' }],
      total: { step: 'over-peers', statistic: 'sum', is: 'E - other.E + if(abs(E - other.E) >= 0.02, T - other.T, 0)', let: { E: 'euclid', T: 'taxicab' } },
    },
  };
}
const printed = (nodes: Json, indicators: Json, rows: readonly (readonly number[])[], places: number, of = 'total') => score(read(nodes, indicators, of), cellsOf(Object.keys(indicators), rows)).map(({ exact: value }) => round(parseExact(value!), places, 'half-even'));

describe('published tables that compare pairs', () => {
  it('six suppliers by CODAS (Badi, Shetwan and Abdulshahed 2017), to the four places printed', () => {
    const { nodes, indicators } = codas(['0.2857', '0.3036', '0.2321', '0.1786'], [1]);
    const suppliers = [[45, 3600, 45, 0.9], [25, 3800, 60, 0.8], [23, 3100, 35, 0.9], [14, 3400, 50, 0.7], [15, 3300, 40, 0.8], [28, 3000, 30, 0.6]];
    expect(printed(nodes, indicators, suppliers, 4)).toEqual(['1.3914', '0.3411', '-0.2170', '-0.5381', '-0.7292', '-0.2481']);
  });
  it('seven robots by CODAS (Keshavarz Ghorabaee and others 2016, as worked by JMcDM), to nine places', () => {
    const { nodes, indicators } = codas(['0.036', '0.192', '0.326', '0.326', '0.12'], [1]);
    const robots = [[60, 0.4, 2540, 500, 990], [6.35, 0.15, 1016, 3000, 1041], [6.8, 0.1, 1727.2, 1500, 1676], [10, 0.2, 1000, 2000, 965], [2.5, 0.1, 560, 500, 915], [4.5, 0.08, 1016, 350, 508], [3, 0.1, 1778, 1000, 920]];
    expect(printed(nodes, indicators, robots, 9)).toEqual(['0.512176491', '1.463300035', '1.071532590', '-0.212467998', '-1.851520552', '-1.171676770', '0.188656204']);
  });

  const weights = ['0.110', '0.035', '0.379', '0.384', '0.002', '0.002', '0.010', '0.077'];
  const ids = weights.map((_, index) => `c${index + 1}`);
  const clinics = [[100, 92, 10, 2, 80, 70, 95, 80], [80, 70, 8, 4, 100, 80, 80, 90], [90, 85, 5, 0, 75, 95, 70, 70], [70, 88, 20, 18, 60, 90, 95, 85]];
  const indicators = Object.fromEntries(ids.map((id) => [id, {}]));
  const weighted = Object.assign({}, ...ids.map((id, index) => ({
    [`${id}.squares`]: [{ step: 'formula', let: { x: id }, is: 'x ** 2' }, { step: 'peer-statistic', statistic: 'sum' }],
    [`${id}v`]: { step: 'formula', let: { x: id, squares: `${id}.squares` }, is: `${weights[index]} / 0.999 * x / sqrt(squares)` },
  }))) as Json;
  it('four clinics by the net concordance of ELECTRE (Celikbilek 2018, as worked by JMcDM), to eight places', () => {
    const agreeing = (first: string, second: string) => `sum(${ids.map((id, index) => `${weights[index]} * (${first}${id} >= ${second}${id})`).join(', ')})`;
    const total = { step: 'over-peers', statistic: 'sum', is: `(${agreeing('', 'other.')} - ${agreeing('other.', '')}) / 0.999` };
    expect(printed({ total }, indicators, clinics, 8)).toEqual(['0.36936937', '0.01501502', '-2.47347347', '2.08908909']);
  });
  it('and by its net discordance, to seven', () => {
    const furthest = (term: (id: string) => string) => `max(${ids.map(term).join(', ')})`;
    const total = { step: 'over-peers', statistic: 'sum', is: `(${furthest((id) => `other.${id}v - ${id}v`)} - ${furthest((id) => `${id}v - other.${id}v`)}) / ${furthest((id) => `abs(${id}v - other.${id}v)`)}` };
    expect(printed({ ...weighted, total }, indicators, clinics, 7)).toEqual(['0.1914244', '-0.1903929', '2.8843076', '-2.8853391']);
  });
});
