import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, compare, type Methodology, parseExact, readMethodology, score, type ScoreResult } from './index.ts';

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
  { step: 'borda', ties: 'average' },
  { step: 'normal-scores' },
  { step: 'exponential-ranks', ties: 'min' },
  { step: 'cumulative-share', from: 'worst', own: 'half' },
  { step: 'min-max', peers: { period: 'benchmark' } },
  { step: 'percent-rank', peers: { period: 'benchmark' } },
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
  ),
);
const documents = fc.tuple(fc.array(normalise, { minLength: 4, maxLength: 4 }), aggregate).map(([steps, total]) =>
  readMethodology({
    id: 'm',
    version: '1',
    title: { en: 'm' },
    indicators: Object.fromEntries(indicators.map((id) => [id, { missing: rules }])),
    nodes: { ...Object.fromEntries(indicators.map((id, index) => [`n${id}`, { of: id, ...steps[index] }])), total },
    score: { of: 'total' },
  }),
);
const figure = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 100 }).map(String) }, { weight: 1, arbitrary: fc.constantFrom(...kinds) });
const population = fc.array(fc.tuple(figure, figure, figure, figure), { minLength: 4, maxLength: 7 });
const cellsOf = (rows: readonly (readonly string[])[], period = 'p') =>
  rows.flatMap((row, unit) => row.map((value, index): Cell => ({ orgUnit: `u${unit}`, indicator: indicators[index]!, period, ...(/\d/.test(value) ? { status: 'present', value } : { status: value as 'too-few' }) })));
const benchmark = cellsOf([['10', '20', '30', '40'], ['50', '60', '70', '80'], ['90', '15', '55', '65'], ['33', '44', '66', '77']], 'benchmark');
const byUnit = (methodology: Methodology, cells: readonly Cell[]) => new Map(score(methodology, [...benchmark, ...cells]).map((result) => [result.orgUnit, result]));
const runs = { numRuns: 150 };

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

  it('the contributions of an additive node sum to it exactly, and without the engine', () =>
    fc.assert(fc.property(documents, population, (methodology, rows) => {
      for (const { derivation } of byUnit(methodology, cellsOf(rows)).values()) readded(derivation);
    }), runs));

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

/** A clerk's own addition, in pairs of whole numbers. */
function readded({ nodes }: ScoreResult['derivation']): void {
  for (const node of Object.values(nodes)) {
    if (!node.parts || node.exact === '') continue;
    const [n, d] = node.parts.filter(({ contribution }) => contribution !== '').map(({ contribution }) => pair(contribution)).reduce(([a, b], [p, q]) => [a * q + p * b, b * q], [0n, 1n] as [bigint, bigint]);
    const [top, bottom] = pair(node.unrounded ?? node.exact);
    expect(n * bottom).toBe(top * d);
  }
}
function pair(text: string): [bigint, bigint] {
  const [top = '0', bottom = '1'] = text.split('/');
  const [whole = '0', decimals = ''] = top.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(bottom)];
}
