import { describe, expect, it } from '@jest/globals';
import { parseExact, readMethodology, round, score, type ScoreOptions } from '../index.ts';
import { steps } from './index.ts';

type Json = Record<string, unknown>;
const names = ['a', 'b', 'c', 'd'];

/** One node over figures a, b, c and d; empty text is a figure that may be left out. */
export function worked(node: Json, ...values: readonly string[]) {
  const indicators = Object.fromEntries(names.map((name) => [name, { missing: { 'not-applicable': 'drop' } }]));
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, allows: ['imputation'], indicators, nodes: { total: node }, score: { of: 'total' } });
  const cells = values.map((value, index) => ({ orgUnit: 'u', indicator: names[index]!, period: '2023', ...(value === '' ? { status: 'not-applicable' as const } : { status: 'present' as const, value }) }));
  return score(methodology, cells)[0]!;
}
const shown = (node: Json, ...values: readonly string[]) => ((result) => (result.exact === undefined ? result.reasons.at(-1)!.code : round(parseExact(result.exact), 6, 'half-even').replace(/\.?0+$/, '') || '0'))(worked(node, ...values));

const all = ['a', 'b', 'c'];
const rounding = { places: 0, mode: 'half-up' };
describe('the worked figure of each step comes out', () => {
  it.each<[Json, string[], string]>([
    [{ step: 'sum', of: all }, ['10', '4', '12'], '26'],
    [{ step: 'sum', parts: { a: '1', b: '1', c: '0.5' } }, ['10', '4', '12'], '20'],
    [{ step: 'sum', of: all }, ['10', '4', ''], 'not-applicable'],
    [{ step: 'sum', of: all, leaveOut: {} }, ['10', '4', ''], '14'],
    [{ step: 'sum', of: all, reweight: {} }, ['10', '4', ''], '21'],
    [{ step: 'mean', of: all }, ['90', '90', '10'], '63.333333'],
    [{ step: 'geometric-mean', of: all }, ['90', '90', '10'], '43.267487'],
    [{ step: 'harmonic-mean', of: all }, ['90', '90', '10'], '24.545455'],
    [{ step: 'harmonic-mean', of: all }, ['90', '0', '10'], '0'],
    [{ step: 'power-mean', of: ['a', 'b'], power: '2' }, ['3', '4'], '3.535534'],
    [{ step: 'power-mean', of: all, power: '-1' }, ['90', '90', '10'], '24.545455'],
    [{ step: 'power-mean', of: all, power: '1' }, ['90', '90', '10'], '63.333333'],
    [{ step: 'mazziotta-pareto', of: all }, ['90', '90', '10'], '40.877193'],
    [{ step: 'mazziotta-pareto', of: all }, ['0', '0', '0'], '0'],
    [{ step: 'minimum', of: all }, ['72', '40', '65'], '40'],
    [{ step: 'maximum', of: all, leaveOut: {} }, ['6', '7', ''], '7'],
    [{ step: 'maximum', of: all, leaveOut: { minimumParts: 3 } }, ['6', '7', ''], 'too-little-present'],
    [{ step: 'mean-of-best', of: all, take: 1, skip: 1 }, ['72', '40', '66'], '66'],
    [{ step: 'mean-of-best', of: all, take: 2, skip: 1, leaveOut: {} }, ['72', '40', ''], '40'],
    [{ step: 'mean-of-best', of: all, take: 1, skip: 2, leaveOut: {} }, ['72', '40', ''], 'too-little-present'],
    [{ step: 'limits', of: 'a', high: '100' }, ['117'], '100'],
    [{ step: 'difference', of: 'a', from: 'b' }, ['54', '47'], '7'],
    [{ step: 'difference', of: 'a', from: 'b', direction: 'lower' }, ['54', '47'], '-7'],
    [{ step: 'achievement', of: 'a', threshold: '0.869247', benchmark: '0.887868', rounding }, ['0.880237'], '6'],
    [{ step: 'achievement', of: 'a', threshold: '0.869247', benchmark: '0.887868', rounding }, ['0.887868'], '10'],
    [{ step: 'achievement', of: 'a', threshold: '0.869247', benchmark: '0.887868', rounding }, ['0.869246'], '0'],
    [{ step: 'improvement', of: 'a', baseline: 'b', benchmark: '0.887868', rounding }, ['0.880237', '0.856752'], '7'],
    [{ step: 'improvement', of: 'a', baseline: 'b', benchmark: '0', direction: 'lower', rounding }, ['1.032', '1.720'], '4'],
    [{ step: 'consistency-points', of: all, rounding }, ['1', '0.622', '0.9'], '12'],
    [{ step: 'gap-closing-target', of: 'a' }, ['36'], '40'],
    [{ step: 'gap-closing-target', of: 'a', full: '0' }, ['32'], '30'],
    [{ step: 'first-present', of: ['b', 'a'] }, ['47', ''], '47'],
    [{ step: 'gate', of: 'a', conditions: ['b'], otherwise: { points: '5' }, whenMissing: 'fails' }, ['80', '1'], '80'],
    [{ step: 'gate', of: 'a', conditions: ['b'], otherwise: { points: '5' }, whenMissing: 'fails' }, ['80', '0'], '5'],
    [{ step: 'gate', of: 'a', conditions: ['b'], otherwise: { points: '5' }, whenMissing: 'fails' }, ['80', ''], '5'],
    [{ step: 'gate', of: 'a', conditions: ['b'], otherwise: {}, whenMissing: 'missing' }, ['80', ''], 'not-applicable'],
    [{ step: 'parity', of: 'a', with: 'b' }, ['45', '60'], '0.75'],
    [{ step: 'atkinson', of: ['a', 'b'], aversion: '1' }, ['40', '90'], '0.076923'],
    [{ step: 'atkinson', of: ['a', 'b'], aversion: '2' }, ['40', '90'], '0.147929'],
    [{ step: 'inequality-adjusted', of: 'a', losses: ['b', 'c', 'd'] }, ['0.54', '30', '40', '10'], '0.390443'],
    [{ step: 'difficulty-bonus', of: 'a', multiplier: { node: 'b' }, most: '10' }, ['12', '0.7'], '8.4'],
    [{ step: 'step-table', of: 'a', closed: 'from', rows: [{ points: '0' }, { from: '50', points: '1' }, { from: '75', points: '2' }] }, ['75'], '2'],
    [{ step: 'step-table', of: 'a', closed: 'to', rows: [{ points: '0' }, { from: '50', points: '1' }, { from: '75', points: '2' }] }, ['75'], '1'],
    [{ step: 'wilson-bound', of: 'a', n: 'b', side: 'upper', z: '1.96', scale: '100' }, ['36', '30'], '53.839441'],
    [{ step: 'wilson-bound', of: 'a', n: 'b', side: 'lower', z: '1.96', scale: '100' }, ['36', '30'], '21.339037'],
    [{ step: 'evidence-level', of: 'a', standardError: 'b' }, ['3', '1.5'], '5'],
    [{ step: 'mean-of-best', of: all, take: 2 }, ['72', '40', '66'], '69'],
    [{ step: 'median', of: all }, ['72', '40', '65'], '65'],
    [{ step: 'median', of: all, leaveOut: {} }, ['72', '40', ''], '56'],
    [{ step: 'product', of: all }, ['0.93', '0.5', '0.8'], '0.372'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: '10' }, b: { below: '0' } }, points: '3' }, { points: '1' }] }, ['12', '-4'], '3'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: '10' }, b: { below: '0' } }, points: '3' }, { points: '1' }] }, ['12', '0'], '1'],
    [{ step: 'decision-table', rows: [{ when: { a: ['1', '2.0'] } }, { when: { a: '3' }, id: 'three' }] }, ['2'], '0'],
    [{ step: 'decision-table', rows: [{ when: { a: '1' } }] }, ['2'], 'outside-domain'],
    [{ step: 'decision-table', rows: [{ when: { a: '1' } }, { when: { b: '5' } }] }, ['1', ''], '0'],
    [{ step: 'decision-table', rows: [{ when: { b: '5' } }, { points: '9' }] }, ['1', ''], 'not-applicable'],
    [{ step: 'decision-table', rows: [{ when: { a: '2', b: '5' } }, { points: '9' }] }, ['1', ''], '9'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: { node: 'b' } } }, points: '3' }, { points: '1' }] }, ['12', '12'], '3'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: '0', below: { node: 'b' } } }, points: '3' }, { points: '1' }] }, ['12', '12'], '1'],
    [{ step: 'decision-table', rows: [{ when: { a: { node: 'b' } }, points: '3' }, { points: '1' }] }, ['12', '12'], '3'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: { node: 'b' } } }, points: '3' }, { points: '1' }] }, ['12', ''], 'not-applicable'],
    [{ step: 'decision-table', rows: [{ when: { a: { from: { node: 'b' }, below: '10' } }, points: '3' }, { points: '1' }] }, ['12', ''], '1'],
    [{ step: 'interpolate', of: 'a', knots: [{ at: '0', points: '0' }, { at: '50', points: '80' }, { at: '100', points: '100' }] }, ['75'], '90'],
    [{ step: 'interpolate', of: 'a', knots: [{ at: '0', points: '0' }, { at: '50', points: '80' }] }, ['75'], '80'],
    [{ step: 'log', of: 'a', plus: '1', base: '10' }, ['99'], '2'],
    [{ step: 'evidence-level', of: 'a', standardError: 'b' }, ['-3.1', '1.5'], '1'],
  ])('%j of %j is %s', (node, values, expected) => expect(shown(node, ...values)).toBe(expected));
  it('a gate lists everything that failed', () => expect(worked({ step: 'gate', of: 'a', conditions: ['b', 'c', 'd'], otherwise: {}, whenMissing: 'fails' }, '80', '0', '1', '').derivation.nodes['total']!.formula.numbers).toBe('failed: b, d; otherwise 0'));
});

it('Copeland does not mind the order of rows, also with gaps', () => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: { missing: { 'not-applicable': 'drop' } }, b: {} }, nodes: { total: { step: 'copeland', of: ['a', 'b'], reweight: {} } }, score: { of: 'total' } });
  const cell = (orgUnit: string, indicator: string, value: string) => ({ orgUnit, indicator, period: 'p', ...(value ? { status: 'present' as const, value } : { status: 'not-applicable' as const }) });
  const rows = [['x', '', '5'], ['y', '', '5'], ['z', '9', '4'], ['w', '1', '1']] as const;
  const points = (order: typeof rows | readonly (typeof rows)[number][]) => Object.fromEntries(score(methodology, order.flatMap(([unit, a, b]) => [cell(unit, 'a', a), cell(unit, 'b', b)])).map(({ orgUnit, score: value }) => [orgUnit, value]));
  expect(points(rows)).toEqual({ x: '2', y: '2', z: '-1', w: '-3' });
  expect(points([...rows].reverse())).toEqual(points(rows));
});

it('Copeland gives what its worked figure says', () => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {}, b: {} }, nodes: { total: { step: 'copeland', of: ['a', 'b'] } }, score: { of: 'total' } });
  const figures = { p: ['9', '8'], q: ['5', '3'], r: ['4', '4'] };
  const cells = Object.entries(figures).flatMap(([orgUnit, values]) => values.map((value, index) => ({ orgUnit, indicator: names[index]!, period: 'p', status: 'present' as const, value })));
  expect(score(methodology, cells).map(({ score: value }) => value)).toEqual(['2', '-1', '-1']);
});

it('Copeland compares by the weights of each org unit, also where a part weighs nothing for one of them', () => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {}, b: {}, w: {} }, nodes: { total: { step: 'copeland', parts: { a: '1', b: { node: 'w' } } } }, score: { of: 'total' } });
  const figures = [['p', '5', '1', '0'], ['q', '4', '9', '1'], ['r', '1', '9', '3']] as const;
  const cells = figures.flatMap(([orgUnit, a, b, w]) => Object.entries({ a, b, w }).map(([indicator, value]) => ({ orgUnit, indicator, period: 'p', status: 'present' as const, value })));
  expect(Object.fromEntries(score(methodology, cells).map(({ orgUnit, score: value }) => [orgUnit, value]))).toEqual({ p: '2', q: '1', r: '0' });
  expect(score(methodology, [...cells].reverse()).find(({ orgUnit }) => orgUnit === 'p')?.score).toBe('2');
});

it('every step tells a worked figure with its result', () => expect(steps.filter(({ example }) => !/[:=,] .*\d/.test(example)).map(({ name }) => name)).toEqual([]));

describe('what happens before scoring', () => {
  type Row = readonly [unit: string, period: string, value: string, more?: Json];
  const run = (node: Json, rows: readonly Row[], more: Json = {}, options: ScoreOptions = {}) => {
    const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, allows: ['imputation'], indicators: { x: { missing: { 'too-few': 'drop' } } }, nodes: { total: node }, score: { of: 'total' }, ...more });
    const cells = rows.map(([orgUnit, period, value, side]) => ({ orgUnit, indicator: 'x', period, ...(value === '' ? { status: 'too-few' as const } : { status: 'present' as const, value }), ...side }));
    return score(methodology, cells, options).map(({ exact, reasons }) => (exact === undefined ? reasons.at(-1)!.code : round(parseExact(exact), 6, 'half-even').replace(/\.?0+$/, '')));
  };
  const years: readonly Row[] = [['u', '2019', '10'], ['u', '2022', '20'], ['u', '2023', '60']];
  it.each([['calendar', '40'], ['observed', '30']])('a moving average counts %s years', (count, expected) => expect(run({ step: 'moving-average', of: 'x', periods: 3, count }, years, {}, { period: '2023' })).toEqual([expected]));
  it('the values of a moving average stand in the derivation', () => {
    const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { x: {} }, nodes: { total: { step: 'moving-average', of: 'x', periods: 3, count: 'observed' } }, score: { of: 'total' } });
    const [result] = score(methodology, years.map(([orgUnit, period, value]) => ({ orgUnit, indicator: 'x', period, status: 'present' as const, value })), { period: '2023' });
    expect(Object.fromEntries(Object.entries(result!.derivation.inputs).map(([key, { value }]) => [key, value]))).toEqual({ x: '60', 'x@2023': '60', 'x@2022': '20', 'x@2019': '10' });
  });
  it.each([['last-value', {}, '10'], ['last-value', { within: 1 }, 'too-few'], ['linear', {}, '30']])('a missing figure is imputed by %s %j', (by, more, expected) =>
    expect(run({ step: 'impute', of: 'x', by, ...more }, [['u', '2019', '10'], ['u', '2021', ''], ['u', '2023', '50']], {}, { period: '2021' })).toEqual([expected]));
  it('a missing figure is imputed by the mean of the group', () => {
    const hierarchy = [['a', '1'], ['b', '1'], ['c', '1'], ['d', '2']].map(([code, league]) => ({ code: code!, parent: '', level: '', attributes: { league: league! } }));
    expect(run({ step: 'impute', of: 'x', by: 'mean', peers: { group: 'league' } }, [['a', 'p', '10'], ['b', 'p', ''], ['c', 'p', '30'], ['d', 'p', '99']], {}, { hierarchy })).toEqual(['10', '20', '30', '99']);
  });
  it('imputation is refused unless it is allowed by name', () => expect(() => run({ step: 'impute', of: 'x', by: 'mean' }, years, { allows: [] })).toThrow('/nodes/total/step'));
  it('an outlier is drawn in to the next peer', () => expect(run({ step: 'winsorise', of: 'x', most: 1 }, [['a', 'p', '1'], ['b', 'p', '2'], ['c', 'p', '3'], ['d', 'p', '4'], ['e', 'p', '5'], ['f', 'p', '60']])).toEqual(['1', '2', '3', '4', '5', '5']));
  it('counts are pooled from schools through the tehsil to the district', () => {
    const unit = (code: string, parent: string, level: string) => ({ code, parent, level, attributes: {} });
    const hierarchy = [unit('d', '', 'district'), unit('t', 'd', 'tehsil'), unit('t2', 'd', 'tehsil'), unit('s1', 't', 'school'), unit('s2', 't', 'school'), unit('s3', 't2', 'school')];
    const rows: Row[] = [['s1', 'p', '75', { numerator: '30', denominator: '40' }], ['s2', 'p', '31.25', { numerator: '50', denominator: '160' }], ['s3', 'p', '']];
    const pool = { step: 'pool', of: 'x.numerator', per: 'x.denominator', from: 'school', scale: '100' };
    expect(run(pool, rows, { level: 'district' }, { hierarchy })).toEqual(['40']);
    expect(run(pool, rows, { level: 'tehsil' }, { hierarchy })).toEqual(['40', 'too-little-present']);
    expect(run({ ...pool, minimumShare: '0.7' }, rows, { level: 'district' }, { hierarchy })).toEqual(['too-little-present']);
    expect(run({ step: 'pool', of: 'x', weight: 'x.denominator', from: 'school' }, rows, { level: 'district' }, { hierarchy })).toEqual(['40']);
  });
  describe('one number is taken over the schools below, each counted once', () => {
    const unit = (code: string, parent: string, level: string) => ({ code, parent, level, attributes: {} });
    const hierarchy = [unit('d', '', 'district'), unit('t', 'd', 'tehsil'), ...['s1', 's2', 's3', 's4'].map((code) => unit(code, 't', 'school'))];
    const rows: Row[] = [['s1', 'p', '90'], ['s2', 'p', '20'], ['s3', 'p', '60'], ['s4', 'p', '50']];
    const over = (statistic: string, more: object = {}, given = rows) => run({ step: 'below-statistic', of: 'x', from: 'school', statistic, ...more }, given, { level: 'district' }, { hierarchy })[0];
    it.each([['median', {}, '55'], ['mean', {}, '55'], ['minimum', {}, '20'], ['range', {}, '70'], ['count', {}, '4'], ['quantile', { share: '0.25', type: 7 }, '42.5'], ['mean-of-bottom', { share: '0.5' }, '35']])('%s %j', (statistic, more, expected) => expect(over(statistic, more)).toBe(expected));
    it('a school that may be left out is, as long as enough are there', () => {
      const gap: Row[] = [...rows.slice(0, 3), ['s4', 'p', '']];
      expect(over('median', {}, gap)).toBe('60');
      expect(over('median', { minimumShare: '0.8' }, gap)).toBe('too-little-present');
      expect(over('count', {}, [['s1', 'p', '']])).toBe('too-little-present');
    });
  });
  it('the published figure of the province is read by its districts, however many levels lie between', () => {
    const unit = (code: string, parent: string, level: string) => ({ code, parent, level, attributes: {} });
    const hierarchy = [unit('p', '', 'province'), unit('v', 'p', 'division'), unit('d', 'v', 'district'), unit('e', '', 'district')];
    const above = (rows: Row[]) => run({ step: 'value-above', of: 'x', from: 'province' }, rows, { level: 'district' }, { hierarchy });
    expect(above([['p', 'p', '60'], ['d', 'p', '54'], ['e', 'p', '50']])).toEqual(['60', 'no-group']);
    expect(above([['p', 'p', ''], ['d', 'p', '54']])).toEqual(['too-few']);
  });
  it('sources are mixed by their standard errors', () => {
    const rows: Row[] = [['u', 'p', '60', { source: 'a', standardError: '2' }], ['u', 'p', '70', { source: 'b', standardError: '3' }]];
    const mix = (weight: string) => run({ step: 'inverse-error-mean', of: ['x[source=a]', 'x[source=b]'], weight }, rows);
    expect([mix('inverse-standard-error'), mix('inverse-variance')]).toEqual([['64'], ['63.076923']]);
  });
  it('shares are shrunk by what is known before', () => expect(run({ step: 'beta-binomial', of: 'x.numerator', per: 'x.denominator', prior: { successes: '2', failures: '2' } }, [['u', 'p', '0.75', { numerator: '3', denominator: '4' }]])).toEqual(['0.625']));
  it('shares are shrunk to the peers, wholly where they differ by chance alone', () => {
    const rows = (counts: readonly (readonly [string, string])[]): Row[] => counts.map(([numerator, denominator], index) => [`u${index}`, 'p', '0', { numerator, denominator }]);
    const shrink = (counts: readonly (readonly [string, string])[]) => run({ step: 'beta-binomial', of: 'x.numerator', per: 'x.denominator', prior: 'peers' }, rows(counts));
    expect(shrink([['5', '10'], ['50', '100']])).toEqual(['0.5', '0.5']);
    expect(shrink([['20', '100'], ['80', '100']])).toEqual(['0.20547', '0.79453']);
  });
  it('figures are shrunk by their standard errors', () => {
    const rows: Row[] = [['a', 'p', '40', { standardError: '4' }], ['b', 'p', '50', { standardError: '4' }], ['c', 'p', '60', { standardError: '4' }]];
    expect(run({ step: 'empirical-bayes', of: 'x', standardError: 'x.standardError' }, rows)).toEqual(['41.6', '50', '58.4']);
  });
});
