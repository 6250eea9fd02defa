import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, compare, type Methodology, parseExact, readMethodology, score } from './index.ts';
import { readd } from './second-implementation/clerk.fixture.ts';

type Json = Record<string, unknown>;
const indicators = ['a', 'b', 'c', 'd'];
const kinds = ['not-applicable', 'too-few', 'suppressed'] as const;
const rules = { 'not-applicable': 'drop', 'too-few': 'drop', suppressed: 'drop' };

/** Normalising steps in which more of the figure is never worth less, for whoever has it. */
const normalise = fc.constantFrom<Json>(
  { step: 'goalposts', low: '10', high: '90' },
  { step: 'log-goalposts', low: '1', high: '100' },
  { step: 'distance-to-target', from: '0', target: '80' },
  { step: 'limits', low: '5', high: '95' },
  { step: 'achievement', threshold: '30', benchmark: '85', rounding: { places: 0, mode: 'half-up' } },
  { step: 'step-table', closed: 'from', rows: [{ points: '0' }, { from: '30', points: '40' }, { from: '60', points: '100' }] },
  { step: 'gap-closing-target' },
  { step: 'min-max' },
  { step: 'percent-rank' },
  { step: 'net-flow', indifference: '3', preference: '20' },
  { step: 'borda', ties: 'average' },
  { step: 'normal-scores' },
  { step: 'exponential-ranks', ties: 'min' },
  { step: 'cumulative-share', from: 'worst', own: 'half' },
  { step: 'min-max', peers: { period: 'benchmark' } },
  { step: 'percent-rank', peers: { period: 'benchmark' } },
  { step: 'z-score', deviation: 'sample', centre: '50', spread: '10' },
  { step: 'wilson-bound', n: 'size.n', side: 'lower', scale: '200' },
  { step: 'evidence-level', standardError: 'size.standardError', levels: ['0', '10', '40'] },
  { step: 'interpolate', knots: [{ at: '0', points: '0' }, { at: '40', points: '70' }, { at: '100', points: '100' }] },
  { step: 'difference', from: 'size' },
  { step: 'ratio', per: 'size', scale: '10' },
  { step: 'improvement', baseline: 'size', benchmark: '90', rounding: { places: 1, mode: 'half-even' } },
  { step: 'peer-quantile', groups: 3, closed: 'lower', peers: { period: 'benchmark' } },
  { step: 'distance-to-target', target: '200' },
  { step: 'log', plus: '1' },
);
/** What may stand on such a step and still never fall where it rises. */
const onward = fc.constantFrom<Json>(
  { step: 'limits', of: '{}.1', low: '0' },
  { step: 'sum', of: ['{}.1', '{}.1@-1'], leaveOut: { required: ['{}.1'] } },
  { step: 'maximum', of: ['{}.1', 'size'], leaveOut: { required: ['{}.1'] } },
  { step: 'step-table', of: '{}.1', closed: 'to', rows: [{ points: '1' }, { from: '2', points: '5' }, { from: '50', points: '30' }] },
  { step: 'gate', of: '{}.1', conditions: ['size'], otherwise: { points: '0' }, whenMissing: 'missing' },
  { step: 'decision-table', rows: [{ when: { '{}.1': { from: '60' } }, points: '9' }, { when: { '{}.1': { from: '4' } }, points: '3' }, { points: '0' }] },
  { step: 'formula', let: { x: '{}.1' }, is: 'if(x > 20, x * 2, max(x, 0))', round: { places: 1, mode: 'floor' } },
  { step: 'moving-average', of: '{}.1', periods: 2, count: 'observed' },
);
const weight = fc.integer({ min: 1, max: 50 }).map(String);
const aggregate = fc.oneof(
  fc.tuple(weight, weight, weight, weight).map(([w, x, y, z]): Json => ({ step: 'weighted-mean', parts: { na: w, nb: x, nc: y, nd: z }, reweight: {} })),
  fc.constantFrom<Json>(
    { step: 'mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
    { step: 'sum', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
    { step: 'minimum', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
    { step: 'maximum', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
    { step: 'geometric-mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
    { step: 'harmonic-mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
    { step: 'power-mean', of: ['na', 'nb', 'nc', 'nd'], power: '0.5', reweight: {} },
    { step: 'median', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
    { step: 'mean-of-best', of: ['na', 'nb', 'nc', 'nd'], take: 2, leaveOut: {} },
    { step: 'copeland', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
    { step: 'sum', of: ['na', 'nb', 'nc', 'nd'], reweight: { minimumParts: 2 } },
    { step: 'weighted-mean', parts: { na: '1', nb: { node: 'size' }, nc: '2', nd: { parameter: 'weight' } }, reweight: { minimumWeight: '0.4' } },
  ),
);
const forItem = (node: Json, id: string) => JSON.parse(JSON.stringify(node).replaceAll('{}', id)) as Json;
const documents = fc.tuple(fc.array(fc.tuple(normalise, onward), { minLength: 4, maxLength: 4 }), aggregate).map(([steps, total]) =>
  readMethodology({
    id: 'm',
    version: '1',
    title: { en: 'm' },
    indicators: Object.fromEntries([...indicators, 'size'].map((id) => [id, { missing: rules }])),
    parameters: { weight: [{ value: '3' }] },
    nodes: { ...Object.fromEntries(indicators.flatMap((id, index) => [[`n${id}.1`, { of: id, ...steps[index]![0] }], [`n${id}`, forItem(steps[index]![1], `n${id}`)]])), total },
    score: { of: 'total' },
  }),
);
const figure = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 100 }).map(String) }, { weight: 1, arbitrary: fc.constantFrom(...kinds) });
const population = fc.array(fc.tuple(figure, figure, figure, figure), { minLength: 4, maxLength: 7 });
const cellsOf = (rows: readonly (readonly string[])[], period = '2023') =>
  rows.flatMap((row, unit): Cell[] => [{ orgUnit: `u${unit}`, indicator: 'size', period, status: 'present', value: String(20 + 5 * unit), n: '40', standardError: '2' }, ...row.map((value, index): Cell => ({ orgUnit: `u${unit}`, indicator: indicators[index]!, period, ...(/\d/.test(value) ? { status: 'present', value } : { status: value as 'too-few' }) }))]);
const benchmark = cellsOf([['10', '20', '30', '40'], ['50', '60', '70', '80'], ['90', '15', '55', '65'], ['33', '44', '66', '77']], 'benchmark');
const earlier = cellsOf(Array.from({ length: 7 }, (_, unit) => indicators.map((_id, index) => String((unit * 31 + index * 17) % 100))), '2022');
const byUnit = (methodology: Methodology, cells: readonly Cell[]) => new Map(score(methodology, [...benchmark, ...earlier, ...cells], { period: '2023' }).map((result) => [result.orgUnit, result]));
const runs = { numRuns: 60 };

describe('whatever the methodology and the values', () => {
  it('the order of rows changes nothing', () =>
    fc.assert(fc.property(documents, population, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (methodology, rows, draws) => {
      const cells = cellsOf(rows);
      const shuffled = cells.map((cell) => ({ cell, at: draws.next().value as number })).sort((x, y) => x.at - y.at).map(({ cell }) => cell);
      const again = byUnit(methodology, shuffled);
      for (const [unit, result] of byUnit(methodology, cells)) expect(again.get(unit)).toEqual(result);
    }), runs));

  it('the order of rows changes neither who is nearest nor what is expected, and nobody is named', () => {
    const nodes = {
      near: { step: 'peer-statistic', of: 'b', statistic: 'mean', peers: { nearest: { by: { node: 'a' }, count: 2 } } },
      reached: { step: 'cumulative-share', of: 'b', weight: 'c', from: 'best', own: 'all' },
      usual: { step: 'expected-value', of: 'b', given: ['a', 'd'], weight: 'c' },
      total: { step: 'mean', of: ['near', 'reached', 'usual'], reweight: {} },
    };
    const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: Object.fromEntries(indicators.map((id) => [id, { missing: rules }])), nodes, score: { of: 'total' } });
    fc.assert(fc.property(population, (rows) => {
      const cells = cellsOf(rows);
      const again = byUnit(methodology, [...cells].reverse());
      for (const [unit, result] of byUnit(methodology, cells)) {
        expect(again.get(unit)).toEqual(result);
        expect(JSON.stringify(result.derivation).replaceAll(unit, '')).not.toMatch(/"u\d"/);
      }
    }), runs);
  });

  it('the order of nodes and indicators in the document changes no figure', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      const turned = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
      const { document } = methodology;
      const again = byUnit(readMethodology({ ...document, indicators: turned(document.indicators), nodes: turned(document.nodes) }), cellsOf(rows));
      for (const [unit, { exact }] of byUnit(methodology, cellsOf(rows))) expect(again.get(unit)!.exact).toBe(exact);
    }), runs));

  it('a better figure never lowers the score of whoever has it', () =>
    fc.assert(fc.property(documents, population, fc.nat(3), fc.integer({ min: 1, max: 60 }), (methodology, rows, which, more) => {
      if (!/\d/.test(rows[0]![which]!)) return;
      const better = rows.map((row, unit) => (unit === 0 ? row.map((value, index) => (index === which ? String(Number(value) + more) : value)) : row));
      const [before, after] = [byUnit(methodology, cellsOf(rows)).get('u0')!.exact, byUnit(methodology, cellsOf(better)).get('u0')!.exact];
      if (before === undefined || after === undefined) return;
      expect(compare(parseExact(after), parseExact(before))).toBeGreaterThanOrEqual(0);
    }), runs));

  it('a second implementation works every node out again from the derivation alone, to the printed score', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      for (const result of byUnit(methodology, cellsOf(rows)).values()) expect(readd(result.derivation, result).filter(({ came }) => came !== 'same')).toEqual([]);
    }), runs));

  it('weighing again what was weighed again changes nothing', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      const { total, ...nodes } = methodology.document.nodes;
      for (const [unit, { exact, derivation }] of byUnit(methodology, cellsOf(rows))) {
        const left = derivation.nodes['total']!.parts?.filter(({ contribution }) => contribution !== '') ?? [];
        if (exact === undefined || left.length === 0 || total!['leaveOut']) continue;
        const weighed = Object.fromEntries(left.map(({ id }) => [id, { node: `${id}.weight` }] as const));
        const weights = Object.fromEntries(left.map(({ id, effectiveWeight }) => [`${id}.weight`, { step: 'formula', is: effectiveWeight.replace('/', ' / ') }]));
        const again = readMethodology({ ...methodology.document, nodes: { ...nodes, ...weights, total: { step: total!.step === 'sum' ? 'sum' : 'weighted-mean', parts: weighed, reweight: {} } } });
        expect(byUnit(again, cellsOf(rows)).get(unit)!.exact).toBe(exact);
      }
    }), { numRuns: 30 }));

  it('weighing the rest again leaves the score as it is where nothing is missing', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      const whole = rows.map((row) => row.map((value) => (/\d/.test(value) ? value : '50')));
      const { total, ...nodes } = methodology.document.nodes;
      const { reweight: _, leaveOut: __, ...strict } = total as Json;
      const again = byUnit(readMethodology({ ...methodology.document, nodes: { ...nodes, total: strict } }), cellsOf(whole));
      for (const [unit, { exact }] of byUnit(methodology, cellsOf(whole))) expect(again.get(unit)!.exact).toBe(exact);
    }), runs));

  it('nobody is named to anybody else', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      for (const [unit, { derivation }] of byUnit(methodology, cellsOf(rows))) expect(JSON.stringify(derivation).replaceAll(unit, '')).not.toMatch(/"u\d"/);
    }), { numRuns: 30 }));
});
