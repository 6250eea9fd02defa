import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Cell, parse, rational, readMethodology, readOrgUnits, readValues, whatIf } from '@mizan/scoring-engine';
import { add } from '@mizan/scoring-engine/rational.ts';
import fc from 'fast-check';
import { compile } from '../kernel/compile.ts';
import { openDraws } from '../kernel/open-draws.ts';
import { type Settings } from '../kernel/settings.ts';
import { outcomes } from '../outcome/outcome.ts';
import { decisionMargin, resultOf } from './decision-margin.ts';
import { drawPart, openRanksOf } from './draw-part.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { summarise } from './summarise.ts';
import { finish, uncertainty } from './uncertainty.ts';

const indicators = ['a', 'b', 'c'];
const methodology = readMethodology({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  indicators: Object.fromEntries(indicators.map((id) => [id, { unit: 'percent', missing: { 'too-few': 'drop' } }])),
  nodes: { ...Object.fromEntries(indicators.map((id) => [`n${id}`, { step: 'goalposts', of: id, low: '0', high: '100' }])), total: { step: 'weighted-mean', parts: { na: '40', nb: '35', nc: '25' }, reweight: { minimumParts: 2 } } },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
});
const settings: Settings = { seed: 1, weights: 0.25, normalisations: [], aggregations: [], errors: true };
const figure = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 1000 }).map((tenths) => (tenths / 10).toFixed(1)) }, { weight: 1, arbitrary: fc.constant('too-few') });
const population = fc.array(fc.tuple(figure, figure, figure), { minLength: 2, maxLength: 8 }).map((rows) =>
  rows.flatMap((row, unit) => row.map((value, at): Cell => ({ orgUnit: `u${unit}`, indicator: indicators[at]!, period: '2024', ...(value === 'too-few' ? { status: value } : { status: 'present', value, standardError: '1.5' }) }))),
);
const options = { period: '2024' };
const eligibility = { minimumScore: '60' };

function summary(cells: readonly Cell[], chunks: readonly number[], given: Settings = settings) {
  const program = compile(methodology, cells, options);
  const parts = chunks.slice(1).map((to, index) => drawPart(program, openDraws(program, given), openRanksOf(program), chunks[index]!, to));
  return summarise({ program, methodology, stated: outcomes(methodology, cells, options), parts, eligibility });
}

describe('what the draws say', () => {
  it('is the same in one piece and in any pieces', () =>
    fc.assert(fc.property(population, fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }), (cells, cuts) => {
      expect(summary(cells, [0, ...cuts.sort((a, b) => a - b), 100])).toEqual(summary(cells, [0, 100]));
    }), { numRuns: 40 }));
  it('shares of the draws add up to 1', () =>
    fc.assert(fc.property(population, (cells) => {
      for (const { bands, noBand, notScorable } of summary(cells, [0, 200])) expect(Object.values(bands).reduce((sum, share) => sum + share, noBand + notScorable)).toBeCloseTo(1, 12);
    }), { numRuns: 40 }));
  it('has the stated score between the ends of its interval where weights and figures move evenly about what is stated', () =>
    fc.assert(fc.property(population, (cells) => {
      for (const { score, scores } of summary(cells, [0, 400])) {
        if (score === null || scores === null) expect(scores).toBe(score);
        else expect(scores.low <= Number(score) && Number(score) <= scores.high).toBe(true);
      }
    }), { numRuns: 40 }));
  it('is the stated result and nothing else where nothing can move', () =>
    fc.assert(fc.property(population, (cells) => {
      for (const { score, scores, band, bands, closeToTheLine } of summary(cells, [0, 100], { ...settings, weights: 0, errors: false })) {
        expect(scores?.low ?? null).toBe(score === null ? null : Number(score));
        expect(scores?.high ?? null).toBe(score === null ? null : Number(score));
        if (band !== null) expect(bands[band]).toBe(1);
        expect(closeToTheLine).toBe(false);
      }
    }), { numRuns: 40 }));
  it('sends the org unit at the line to a person, and not the one far from it', () => {
    const at = (orgUnit: string, value: string) => indicators.map((indicator): Cell => ({ orgUnit, indicator, period: '2024', status: 'present', value, standardError: '1.5' }));
    const found = summary([...at('near', '50.2'), ...at('far', '80')], [0, 1000]);
    expect(found.map(({ orgUnit, closeToTheLine }) => [orgUnit, closeToTheLine])).toEqual([['far', false], ['near', true]]);
  });
});

describe('the decision margin', () => {
  it('is where the result changes, and a hundredth before it does not', () =>
    fc.assert(fc.property(population, (cells) => {
      const { result, turns } = decisionMargin(methodology, cells, options, 'u0', eligibility);
      for (const { indicator, to, change, result: other } of turns) {
        const at = (value: string) => resultOf(whatIf(methodology, cells, { ...options, orgUnit: 'u0', values: { [indicator]: value } }), eligibility);
        const before = add(parse(to), rational(change.startsWith('-') ? 1n : -1n, 100n));
        expect([at(to), other]).toEqual([other, other]);
        expect(at((Number(before.n) / Number(before.d)).toFixed(3))).toBe(result);
        expect(other).not.toBe(result);
      }
    }), { numRuns: 60 }));
  it('says by how much a figure must rise for the next band, and how many points that is', () => {
    const cells = indicators.map((indicator, at): Cell => ({ orgUnit: 'u', indicator, period: '2024', status: 'present', value: ['40', '50', '60'][at]! }));
    expect(decisionMargin(methodology, cells, options, 'u')).toEqual({
      orgUnit: 'u', result: 'low', toNextBand: '1.5', aboveLastBand: '48.5',
      turns: [
        { indicator: 'a', side: 'value', from: '40', to: '43.63', change: '3.63', result: 'high' },
        { indicator: 'b', side: 'value', from: '50', to: '54.15', change: '4.15', result: 'high' },
        { indicator: 'c', side: 'value', from: '60', to: '65.8', change: '5.8', result: 'high' },
      ],
    });
  });
  it('is counted in whole schools or pupils where the figure is a count over a count', () => {
    const cells = indicators.map((indicator): Cell => ({ orgUnit: 'u', indicator, period: '2024', status: 'present', numerator: '49', denominator: '100' }));
    expect(decisionMargin(methodology, cells, options, 'u').turns[0]).toEqual({ indicator: 'a', side: 'numerator', from: '49', to: '52', change: '3', result: 'high' });
  });
});

const golden = (file: string) => readFileSync(`packages/scoring-engine/golden/asem-coinr/${file}`, 'utf8');
describe('without one part', () => {
  const asem = readMethodology(JSON.parse(readFileSync('contracts/methodologies/asem-coinr.json', 'utf8')));
  it('the ASEM index moves 78 ranks over 51 countries for Physical, as published', () => {
    const [found] = leaveOneOut(asem, readValues(golden('values.csv')), { period: '2018', hierarchy: readOrgUnits(golden('org-units.csv')) }, ['Physical']);
    expect(found).toMatchObject({ leftOut: 'Physical', meanRankShift: 78 / 51 });
  });
  it('nothing is left of a score of one part, and that is said', () => {
    const cells: Cell[] = [{ orgUnit: 'u', indicator: 'a', period: '2024', status: 'present', value: '3' }];
    expect(leaveOneOut(methodology, cells, options, ['total'])).toEqual([{ leftOut: 'total', cannot: 'nothing would be left of the score' }]);
  });
});

describe('the whole report', () => {
  const cells = ['u', 'v', 'w', 'x'].flatMap((orgUnit, unit) => indicators.map((indicator, at): Cell => ({ orgUnit, indicator, period: '2024', status: 'present', value: String(45 + unit * 3 + at * (unit % 2 ? 4 : -3)), standardError: '2' })));
  const request = { methodology, cells, options, settings, draws: 500, sensitivityDraws: 200, eligibility, margins: 'close' } as const;
  it('is the same twice, and another with another seed', async () => {
    const report = await finish(uncertainty(request));
    expect(await finish(uncertainty(request))).toEqual(report);
    expect((await finish(uncertainty({ ...request, settings: { ...settings, seed: 2 } }))).orgUnits).not.toEqual(report.orgUnits);
    expect(report.factors.map(({ kind }) => kind)).toEqual(['figures', 'figures', 'figures', 'weight', 'weight', 'weight']);
    expect(report.standardErrors).toEqual({ figures: 12, withError: 12 });
  });
  it('refuses to draw where nothing can be drawn', () => expect(finish(uncertainty({ ...request, settings: { ...settings, weights: 0, errors: false } }))).rejects.toThrow('Nothing is left to draw'));
  it('refuses more draws than fit in memory, and says how many do', () => expect(finish(uncertainty({ ...request, draws: 2_000_000 }))).rejects.toThrow('100 to 1000000'));
});
