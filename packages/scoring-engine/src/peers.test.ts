import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, type Cell, exactText, parseExact, readMethodology, readOrgUnits, round, score, type ScoreOptions } from './index.ts';
import { one } from './rational.ts';

type Json = Record<string, unknown>;
const document = (nodes: Json, indicators: Json = { x: {} }) => ({ id: 'm', version: '1', title: { en: 'm' }, indicators, nodes, score: { of: 'total' } });
const figures = (values: Readonly<Record<string, string>>, period = 'p', indicator = 'x'): Cell[] =>
  Object.entries(values).map(([orgUnit, value]): Cell => (/\d/.test(value) ? { orgUnit, indicator, period, status: 'present', value } : { orgUnit, indicator, period, status: value as 'too-few' }));
const scored = (node: Json, cells: readonly Cell[], options: ScoreOptions = {}) => score(readMethodology(document({ total: { of: 'x', ...node } })), cells, options);
const exact = (node: Json, cells: readonly Cell[], options: ScoreOptions = {}) => scored(node, cells, options).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
const four = figures({ a: '10', b: '30', c: '30', d: '60' });

describe('a step that looks at the peers', () => {
  it.each([
    ['min-max', {}, ['0', '40', '40', '100']],
    ['min-max', { direction: 'lower', low: '1' }, ['100', '60.4', '60.4', '1']],
    ['percent-rank', {}, ['0', '100/3', '100/3', '100']],
    ['percent-rank', { ties: 'average', scale: '1' }, ['0', '0.5', '0.5', '1']],
    ['borda', {}, ['0', '1', '1', '3']],
    ['borda', { ties: 'max' }, ['0', '2', '2', '3']],
    ['rank', {}, ['4', '2', '2', '1']],
    ['rank', { ties: 'dense' }, ['3', '2', '2', '1']],
    ['rank', { direction: 'lower', ties: 'average' }, ['1', '2.5', '2.5', '4']],
    ['distance-to-target', { target: '50' }, ['0', '0.5', '0.5', '1']],
    ['distance-to-target', { target: '50', cap: false }, ['0', '0.5', '0.5', '1.25']],
    ['net-flow', {}, ['-1', '0', '0', '1']],
    ['net-flow', { scale: '3', indifference: '10', preference: '30' }, ['-2', '-0.5', '-0.5', '3']],
    ['net-flow', { direction: 'lower', scale: '3', indifference: '10', preference: '30' }, ['2', '0.5', '0.5', '-3']],
    ['net-flow', { scale: '3', indifference: '20', preference: '20' }, ['-1', '-1', '-1', '3']],
    ['net-flow', { form: 'level', scale: '3', indifference: '10', preference: '30' }, ['-2', '0', '0', '2']],
    ['net-flow', { form: 'gaussian', scale: '3', spread: '20', round: { places: 6, mode: 'half-even' } }, ['-1.743002', '-0.281878', '-0.281878', '2.306758']],
    ['net-flow', { form: 'gaussian', spread: '0.01' }, ['-1', '0', '0', '1']],
    ['net-flow', { form: 'gaussian', spread: '0' }, Array(4).fill('outside-domain') as string[]],
    ['net-flow', { indifference: '20', preference: '10' }, Array(4).fill('outside-domain') as string[]],
    ['peer-quantile', { groups: 2, closed: 'upper' }, ['1', '1', '1', '2']],
    ['peer-quantile', { groups: 2, closed: 'lower' }, ['1', '2', '2', '2']],
    ['peer-statistic', { statistic: 'median' }, ['30', '30', '30', '30']],
    ['peer-statistic', { statistic: 'gini', round: { places: 6, mode: 'half-even' } }, Array(4).fill('0.288462') as string[]],
    ['peer-statistic', { statistic: 'geometric-mean', round: { places: 6, mode: 'half-even' } }, Array(4).fill('27.10806') as string[]],
    ['peer-statistic', { statistic: 'mean-of-top', share: '0.5' }, ['45', '45', '45', '45']],
    ['peer-statistic', { statistic: 'population-variance' }, ['318.75', '318.75', '318.75', '318.75']],
  ])('%s %j gives each its place', (step, more, expected) => expect(exact({ step, ...more }, four)).toEqual(expected));

  it.each<[string, Json]>([['peer-statistic', { statistic: 'sum' }], ['peer-statistic', { statistic: 'count' }], ['peer-statistic', { statistic: 'mean' }], ['rank', {}], ['borda', {}], ['net-flow', {}], ['cumulative-share', { from: 'best', own: 'half' }]])('%s %j is missing beside peers of whom nobody has a figure, never 0', (step, more) => expect(exact({ step, ...more, peers: { period: 'benchmark' } }, figures({ a: '10', b: '30' }))).toEqual(step === 'cumulative-share' ? ['divided-by-zero', 'divided-by-zero'] : ['too-few-peers', 'too-few-peers']));
  it.each<[string, Json]>([['borda', { of: 'x' }], ['copeland', { of: ['x'] }], ['net-flow', { of: 'x' }], ['percent-rank', { of: 'x' }]])('%s of who is alone is missing: to have nobody to beat is no 0 points', (step, more) => expect(exact({ step, ...more }, figures({ a: '10' }))).toEqual(['too-few-peers']));
  it('the squares that nobody leaves sum to no 0, so that no deviation of 0 comes of them', () => {
    const nodes = { fit: { step: 'expected-value', of: 'x', given: ['y'] }, square: { step: 'formula', is: '(x - fit) ** 2' }, squares: { step: 'peer-statistic', of: 'square', statistic: 'sum' }, total: { step: 'formula', is: 'sqrt(squares / 9)' } };
    expect(score(readMethodology(document(nodes, { x: {}, y: {} })), [...figures({ a: '1' }), ...figures({ a: '1' }, 'p', 'y')])[0]).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'too-few-peers', node: 'squares' }] });
  });

  it('a lead over peers of another period is over all of them, so that who leads them all has all of the scale', () => {
    const cells = [...figures({ a: '10', b: '30' }, 'benchmark'), ...figures({ c: '50', d: '5' })];
    expect(exact({ step: 'net-flow', peers: { period: 'benchmark' } }, cells)).toEqual(['1', '-1']);
  });
  describe('a percent rank beside the frozen peers of another period, none of whom it is,', () => {
    const among = (node: Json, own: Readonly<Record<string, string>>, frozen: Readonly<Record<string, string>> = { a: '10', b: '30', c: '30', d: '60' }) => exact({ step: 'percent-rank', peers: { period: 'benchmark' }, ...node }, [...figures(frozen, 'benchmark'), ...figures(own)]);
    it('is of all of them, also for who has a figure among them: all of the scale for who leads them all, and for nobody else', () => {
      expect(among({}, { a: '70', d: '60', e: '5', f: '40' })).toEqual(['100', '75', '0', '75']);
      expect(among({ direction: 'lower' }, { a: '70', e: '5' })).toEqual(['0', '100']);
    });
    it.each([['min', '25'], ['average', '50'], ['max', '75']])('counts all with the same figure, by ties %s', (ties, expected) => expect(among({ ties }, { e: '30' })).toEqual([expected]));
    it('needs one of them, where within a population it needs two', () => {
      expect(among({}, { e: '30' }, { a: '10' })).toEqual(['100']);
      expect(exact({ step: 'percent-rank' }, figures({ e: '30' }))).toEqual(['too-few-peers']);
    });
    it('says of how many others it is', () => {
      const [own] = scored({ step: 'percent-rank', peers: { period: 'benchmark' } }, [...figures({ a: '10', b: '30' }, 'benchmark'), ...figures({ e: '30' })]);
      expect(own!.derivation.nodes['total']).toMatchObject({ formula: { names: '100 × peers that stand worse ÷ peers', numbers: '100 × 1 ÷ 2 = 50' }, statistics: { count: '2', values: { worse: '1', others: '2' } } });
    });
    it('with ties average is the share that a net flow is', () =>
      fc.assert(fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 8 }), fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }), fc.constantFrom<Json>({}, { peers: { period: 'benchmark' } }), (frozen, own, more) => {
        const named = (values: readonly number[], period: string) => figures(Object.fromEntries(values.map((value, at) => [`u${at}`, String(value)])), period);
        const cells = [...named(frozen, 'benchmark'), ...named([...own, ...frozen], 'p')];
        expect(exact({ step: 'percent-rank', ties: 'average', scale: '2', ...more }, cells)).toEqual(exact({ step: 'net-flow', ...more }, cells).map((flow) => exactText(add(parseExact(flow!), one))));
      })));
    it('is within the population where the word means the period that is scored', () => {
      const named = { ...document({ total: { step: 'percent-rank', of: 'x', peers: { period: 'now' } } }), periods: { now: '2023' } };
      expect(score(readMethodology(named), figures({ a: '10', b: '30', c: '60' }, '2023'), { period: '2023' }).map(({ exact: value }) => value)).toEqual(['0', '50', '100']);
    });
  });
  it.each([['gini', '-1', 'outside-domain'], ['geometric-mean', '-1', 'outside-domain'], ['gini', '0', 'divided-by-zero']])('there is no %s of peers that all have %s', (statistic, value, why) => expect(exact({ step: 'peer-statistic', statistic }, figures({ a: value, b: value }))).toEqual([why, why]));
  it('the geometric mean of peers of whom one has 0 is 0', () => expect(exact({ step: 'peer-statistic', statistic: 'geometric-mean' }, figures({ a: '0', b: '7' }))).toEqual(['0', '0']));
  it.each<[Json, string]>([
    [{ form: 'gaussian' }, 'gaussian needs a spread'],
    [{ form: 'gaussian', spread: '3', preference: '5' }, 'gaussian has no use for preference'],
    [{ form: 'level', spread: '3' }, 'only `gaussian` has a spread'],
  ])('a net flow with %j is refused', (more, why) => expect(() => scored({ step: 'net-flow', ...more }, four)).toThrow(why));
  describe('a statistic of peers each of whom counts by its pupils', () => {
    const indicators = { x: {}, y: {} };
    const over = (statistic: string, given: Readonly<Record<string, readonly [string, string]>>, more: Json = {}) => {
      const column = (at: 0 | 1) => Object.fromEntries(Object.entries(given).map(([unit, pair]) => [unit, pair[at]]));
      const [own] = score(readMethodology(document({ total: { step: 'peer-statistic', of: 'x', weight: 'y', statistic, ...more } }, indicators)), [...figures(column(0)), ...figures(column(1), 'p', 'y')]);
      return own!.exact ?? own!.reasons[0]?.code;
    };
    const two = { a: ['10', '300'], b: ['30', '100'] } as const;
    it.each([['mean', '15'], ['population-variance', '75'], ['gini', '0.25']])('%s', (statistic, expected) => expect(over(statistic, two)).toBe(expected));
    it('is what it is where each pupil stands for herself', () =>
      fc.assert(fc.property(fc.constantFrom('mean', 'population-variance', 'population-deviation', 'gini'), fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 }), (statistic, drawn) => {
        const weighed = Object.fromEntries(drawn.map(([x, w], at) => [`u${at}`, [String(x), String(w)] as const]));
        const apart = figures(Object.fromEntries(drawn.flatMap(([x, w]) => Array<number>(w).fill(x)).map((x, at) => [`u${at}`, String(x)])));
        expect(round(parseExact(over(statistic, weighed)!), 25, 'half-even')).toBe(round(parseExact(exact({ step: 'peer-statistic', statistic }, apart)[0]!), 25, 'half-even'));
      })));
    it('leaves out who has no weight or one below 0, and says how many there were and what they weigh', () => {
      expect(over('mean', { ...two, c: ['90', 'too-few'], d: ['90', '-1'] })).toBe('15');
      expect(over('mean', { ...two, c: ['90', 'too-few'] }, { minimum: 3 })).toBe('too-few-peers');
      const [own] = score(readMethodology(document({ total: { step: 'peer-statistic', of: 'x', weight: 'y', statistic: 'mean' } }, indicators)), [...figures({ a: '10', b: '30' }), ...figures({ a: '300', b: '100' }, 'p', 'y')]);
      expect(own!.derivation.nodes['total']).toMatchObject({ of: ['x', 'y'], formula: { numbers: 'mean of 2 that weigh 400 = 15' }, statistics: { count: '2', values: { mean: '15', all: '400' } } });
    });
    it.each([['mean', '5', '0'], ['gini', '0', '3']])('%s of figures %s with weights %s is not applicable', (statistic, x, w) => expect(over(statistic, { a: [x, w], b: [x, w] })).toBe('divided-by-zero'));
    it('is refused where a weight decides nothing', () => expect(() => over('median', two)).toThrow('median has no use for a weight'));
  });
  it('a distance from a stated beginning looks at nobody, also where a figure of others is missing', () => {
    const [own] = scored({ step: 'distance-to-target', from: '20', target: '100' }, figures({ a: '40', b: 'too-few' }));
    expect(own).toMatchObject({ exact: '0.25', derivation: { nodes: { total: { formula: { numbers: '1 × (40 − 20) ÷ (100 − 20) = 0.25' } } } } });
    expect(own!.derivation.nodes['total']).not.toHaveProperty('statistics');
    expect(exact({ step: 'distance-to-target', from: '100', target: '100' }, four)).toEqual(Array(4).fill('divided-by-zero'));
  });
  it('a distance from a stated beginning refuses peers that it would not look at', () => expect(() => scored({ step: 'distance-to-target', from: '0', target: '100', peers: { group: 'league' } }, four)).toThrow('with `from` it is compared with nobody'));

  describe('may be the nearest by a need that nobody can move', () => {
    const need = { a: '10', b: '12', c: '20', d: '22', e: '40' };
    const five = [...figures({ a: '60', b: '50', c: '40', d: '70', e: '90' }), ...figures(need, 'p', 'y')];
    const mean = (peers: Json, cells: readonly Cell[] = five, options: ScoreOptions = {}) => score(readMethodology(document({ total: { step: 'peer-statistic', of: 'x', statistic: 'mean', peers } }, { x: {}, y: {} })), cells, options);
    const means = (...given: Parameters<typeof mean>) => mean(...given).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
    const nearest = (count: number) => ({ nearest: { by: { node: 'y' }, count } });
    it('on whichever side, itself among them and not counted', () => expect(means(nearest(1))).toEqual(['55', '55', '55', '55', '80']));
    it('with all that are as far as the last, so that no order of rows decides', () => {
      const even = [...figures({ a: '60', b: '50', c: '40' }), ...figures({ a: '10', b: '20', c: '30' }, 'p', 'y')];
      expect(means(nearest(1), even)).toEqual(['55', '50', '45']);
      expect(mean(nearest(1), [...even].reverse()).map(({ orgUnit, exact: value }) => [orgUnit, value])).toEqual([['c', '45'], ['b', '50'], ['a', '55']]);
    });
    it('within a group, and no more than there are', () => {
      const hierarchy = Object.keys(need).map((code) => ({ code, parent: '', level: 'district', attributes: { league: code < 'c' ? '1' : '2' } }));
      expect(means({ group: 'league', ...nearest(1) }, five, { hierarchy })).toEqual(['55', '55', '55', '55', '80']);
      expect(means({ group: 'league', ...nearest(9) }, five, { hierarchy })).toEqual(['55', '55', '200/3', '200/3', '200/3'].map((value) => (value === '200/3' ? '66.66666666666666666666666666666667' : value)));
    });
    it('said in words without naming one of them', () => expect(mean(nearest(1))[0]!.derivation.nodes['total']!.statistics).toMatchObject({ over: 'the 1 nearest by y of all org units, p', count: '2' }));
    it('and nobody where its own need is not known', () => expect(means(nearest(1), [...figures({ a: '60', b: '50' }), ...figures({ b: '12' }, 'p', 'y')])).toEqual(['not-submitted', '50']));
  });

  describe('let one expect what is usual in such circumstances', () => {
    const peers = [...figures({ a: '80', b: '70', c: '62', d: '48' }), ...figures({ a: '0', b: '10', c: '20', d: '30' }, 'p', 'y')];
    const run = (node: Json, cells: readonly Cell[] = peers) => score(readMethodology(document({ total: { step: 'expected-value', of: 'x', given: ['y'], ...node } }, { x: {}, y: {}, z: {} })), cells);
    const expected = (...given: Parameters<typeof run>) => run(...given).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
    it('by the line of least squares', () => expect(expected({})).toEqual(['80.6', '70.2', '59.8', '49.4']));
    it('with the line in the derivation, so that a clerk can work it again', () => expect(run({})[2]!.derivation.nodes['total']).toMatchObject({ formula: { numbers: '80.6 + (-1.04) × 20 = 59.8' }, statistics: { over: 'all org units, p', count: '4', values: { constant: '80.6', 'slope of y': '-1.04' } } }));
    it('from several circumstances, exact whatever their size', () => {
      const second = figures({ a: '1', b: '0', c: '7', d: '3', e: '2' }, 'p', 'z');
      const five = [...figures({ a: '13', b: '30', c: '61.000000000000000001', d: '0', e: '4' }, 'p', 'y'), ...second];
      const plane = figures({ a: '36', b: '67', c: '150.000000000000000002', d: '16', e: '21' });
      expect(expected({ given: ['y', 'z'] }, [...plane, ...five])).toEqual(['36', '67', '150.000000000000000002', '16', '21']);
    });
    it('weighted, so that who weighs nothing does not bend it', () => expect(expected({ weight: 'z' }, [...peers, ...figures({ a: '1', b: '1', c: '1', d: '0' }, 'p', 'z')]).map((value) => Number(value).toFixed(4))).toEqual(['79.6667', '70.6667', '61.6667', '52.6667']));
    it('also of one without a figure of its own', () => expect(expected({}, [...peers, { orgUnit: 'e', indicator: 'y', period: 'p', status: 'present', value: '40' }]).at(-1)).toBe('39'));
    it('and nothing from too few, or from peers in the same circumstances', () => {
      expect(expected({ minimum: 5 })).toEqual(Array(4).fill('too-few-peers'));
      expect(expected({}, peers.filter(({ orgUnit }) => orgUnit < 'c'))).toEqual(['too-few-peers', 'too-few-peers']);
      expect(expected({}, [...peers.filter(({ indicator }) => indicator === 'x'), ...figures({ a: '5', b: '5', c: '5', d: '5' }, 'p', 'y')])).toEqual(Array(4).fill('outside-domain'));
    });
  });

  describe('reached in order by the weight of the peers', () => {
    const pupils = [...figures({ a: '90', b: '80', c: '70', d: '80' }), ...figures({ a: '100', b: '150', c: '600', d: '150' }, 'p', 'y')];
    const reached = (node: Json, cells: readonly Cell[] = pupils, options: ScoreOptions = {}) => score(readMethodology(document({ total: { step: 'cumulative-share', of: 'x', weight: 'y', ...node } }, { x: {}, y: {} })), cells, options).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
    it.each<[Json, string[]]>([
      [{ from: 'best', own: 'all' }, ['0.1', '0.4', '1', '0.4']],
      [{ from: 'best', own: 'none' }, ['0', '0.1', '0.4', '0.1']],
      [{ from: 'worst', own: 'half', scale: '100' }, ['95', '75', '30', '75']],
      [{ from: 'best', own: 'all', direction: 'lower' }, ['1', '0.9', '0.6', '0.9']],
    ])('%j', (node, expected) => expect(reached(node)).toEqual(expected));
    it('counts each as one where no weight is named', () => expect(reached({ weight: undefined, from: 'worst', own: 'all' })).toEqual(['1', '0.75', '0.25', '0.75']));
    it('leaves out who has no weight, and says so of itself', () => expect(reached({ from: 'best', own: 'all' }, [...figures({ a: '90', b: '80' }), ...figures({ a: '100' }, 'p', 'y')])).toEqual(['1', 'not-submitted']));
    it('stands among the frozen peers of a period called by a word', () => expect(reached({ from: 'worst', own: 'half', peers: { period: 'benchmark' } }, [...figures({ a: '85' }), ...figures({ a: '100' }, 'p', 'y'), ...pupils.map((cell) => ({ ...cell, period: 'benchmark' }))])).toEqual(['0.9']));
    it('weighs nobody below zero, and nothing by nothing', () => {
      expect(reached({ from: 'best', own: 'all' }, [...figures({ a: '90', b: '80' }), ...figures({ a: '-1', b: '2' }, 'p', 'y')])).toEqual(['below-zero', '1']);
      expect(reached({ from: 'best', own: 'all' }, [...figures({ a: '90' }), ...figures({ a: '0' }, 'p', 'y')])).toEqual(['divided-by-zero']);
    });
  });

  describe('gives the bounds of a table', () => {
    const table = (low: object, high: object, more: Json = {}) => ({ ...document({ cut: { step: 'peer-statistic', of: 'x', statistic: 'median' }, total: { step: 'step-table', of: 'x', closed: 'from', rows: [{ points: '0' }, { from: low, points: '5' }, { from: high, points: '9' }] } }), parameters: { top: [{ from: '2026-01-01', value: '50' }, { from: '2027-01-01', value: '70' }] }, ...more });
    const points = (low: object, high: object, options: ScoreOptions = {}) => score(readMethodology(table(low, high)), four, options).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
    it('from the peers and from a dated parameter', () => {
      expect(points({ node: 'cut' }, { parameter: 'top' }, { on: '2026-06-30' })).toEqual(['0', '5', '5', '9']);
      expect(points({ node: 'cut' }, { parameter: 'top' }, { on: '2027-06-30' })).toEqual(['0', '5', '5', '5']);
    });
    it('which make nothing where they do not ascend', () => expect(points({ parameter: 'top' }, { node: 'cut' }, { on: '2026-06-30' })).toEqual(Array(4).fill('outside-domain')));
    it('also of a line', () => {
      const line = document({ cut: { step: 'peer-statistic', of: 'x', statistic: 'median' }, total: { step: 'interpolate', of: 'x', knots: [{ at: '0', points: '0' }, { at: { node: 'cut' }, points: '6' }, { at: '90', points: '10' }] } });
      expect(score(readMethodology(line), four).map(({ exact: value }) => value)).toEqual(['2', '6', '6', '8']);
    });
  });

  it('has one scale over all years where the document says so, but for periods that are called by a word', () => {
    const years = [...figures({ a: '10', b: '20' }, '2022'), ...figures({ a: '30', b: '60' }, '2023')];
    expect(exact({ step: 'min-max', peers: { periods: 'all' } }, years)).toEqual(['0', '20', '40', '100']);
    expect(scored({ step: 'min-max', peers: { periods: 'all' } }, years, { period: '2023' })[0]!.derivation.nodes['total']!.statistics).toMatchObject({ over: 'all org units, the periods 2022, 2023', count: '4' });
    const frozen = { total: { step: 'min-max', of: 'x', peers: { periods: 'all' } }, before: { step: 'formula', let: { y: 'x@first' }, is: 'y' } };
    expect(score(readMethodology(document(frozen)), [...years, ...figures({ a: '0' }, 'first')]).map(({ exact: value }) => value)).toEqual(['0', '20', '40', '100']);
  });

  it('scores a year that a node reads by its number, and takes it into the scale of all years, for it is no word', () => {
    const years = [...figures({ a: '10', b: '20' }, '2022'), ...figures({ a: '30', b: '60' }, '2023')];
    const named = { total: { step: 'min-max', of: 'x', peers: { periods: 'all' } }, before: { step: 'formula', let: { y: 'x@2022' }, is: 'y' } };
    expect(score(readMethodology(document(named)), years).map(({ period, exact: value }) => [period, value])).toEqual([['2022', '0'], ['2022', '20'], ['2023', '40'], ['2023', '100']]);
  });

  it('takes a figure that is missing neither into the statistic nor out of its row', () =>
    expect(exact({ step: 'min-max' }, figures({ a: '10', b: 'too-few', c: '60', d: '35' }))).toEqual(['0', 'too-few', '100', '50']));
  it('is missing, with its reason, where all peers are the same', () => expect(exact({ step: 'z-score', deviation: 'sample' }, figures({ a: '5', b: '5' }))).toEqual(['too-few-peers', 'too-few-peers']));
  it('gives those who are asked for alone what they have among all', () => {
    const whole = scored({ step: 'min-max' }, four);
    expect(scored({ step: 'min-max' }, four, { wanted: ['d', 'b'] })).toEqual([whole[1], whole[3]]);
  });
  it('tells n and n − 1 apart', () => {
    const at = (deviation: string) => exact({ step: 'z-score', deviation }, figures({ a: '10', b: '20', c: '60' })).map((text) => round(parseExact(text!), 6, 'half-even'));
    expect(at('sample')).toEqual(['-0.755929', '-0.377964', '1.133893']);
    expect(at('population')).toEqual(['-0.925820', '-0.462910', '1.388730']);
  });
  it('keeps within a group of the org units file', () => {
    const hierarchy = readOrgUnits('org_unit,parent,level,name,league\na,,,,1\nb,,,,1\nc,,,,2\nd,,,,2\n');
    expect(exact({ step: 'rank', peers: { group: 'league' } }, four, { hierarchy })).toEqual(['2', '1', '2', '1']);
    expect(exact({ step: 'rank', peers: { group: 'league' } }, four)).toEqual(['no-group', 'no-group', 'no-group', 'no-group']);
  });
  it('keeps within a group that another node makes', () => {
    const nodes = { half: { step: 'peer-quantile', of: 'x', groups: 2, closed: 'upper' }, total: { step: 'rank', of: 'x', peers: { group: { node: 'half' } } } };
    expect(score(readMethodology(document(nodes)), four).map(({ score: value }) => value)).toEqual(['3', '1', '1', '1']);
  });
  it('takes its statistic from a named earlier period, which is not scored itself', () => {
    const cells = [...figures({ a: '0', b: '20', e: '40' }, 'baseline'), ...figures({ a: '10', b: '50' })];
    expect(scored({ step: 'min-max', peers: { period: 'baseline' } }, cells).map(({ orgUnit, period, score: value }) => `${orgUnit} ${period} ${value}`)).toEqual(['a p 25', 'b p 100']);
    expect(exact({ step: 'min-max', beyond: 'kept', peers: { period: 'baseline' } }, cells)).toEqual(['25', '125']);
  });
  it('says over whom it took what, and names nobody', () => {
    const { derivation } = scored({ step: 'min-max' }, four)[0]!;
    expect(derivation.nodes['total']!.statistics).toEqual({ over: 'all org units, p', count: '4', values: { minimum: '10', maximum: '60' } });
  });
  it('reads an attribute as a number, by its word, and as a goalpost of its own league', () => {
    const hierarchy = readOrgUnits('org_unit,parent,level,name,league,poverty\na,,,,hard,40\nb,,,,plain,10\nc,,,,,\n');
    const three = figures({ a: '10', b: '30', c: '30' });
    const at = (node: Json) => score(readMethodology(document({ total: node })), three, { hierarchy }).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
    expect(at({ step: 'attribute', name: 'poverty' })).toEqual(['40', '10', 'no-group']);
    expect(at({ step: 'attribute', name: 'league', values: { hard: '1.2', plain: '1' } })).toEqual(['1.2', '1', 'no-group']);
    expect(at({ step: 'goalposts', of: 'x', low: '0', high: { by: 'league', values: { hard: '20', plain: '60' } } })).toEqual(['50', '50', 'no-group']);
  });
  it('obeys a direction through steps that keep it', () => {
    const nodes = { share: { step: 'ratio', of: 'x', per: 'x.denominator' }, total: { step: 'rank', of: 'share' } };
    const cells = four.map((cell): Cell => ({ ...cell, denominator: '2' }));
    expect(score(readMethodology(document(nodes, { x: { direction: 'lower' } })), cells).map(({ score: value }) => value)).toEqual(['1', '2', '2', '4']);
  });
});

describe('a reference', () => {
  const sum = (of: string | Json, cells: readonly Cell[], options: ScoreOptions = {}) => exact({ step: 'mean', of: [of] }, cells, options);
  const own = (more: Partial<Cell>): Cell => ({ orgUnit: 'u', indicator: 'x', period: '2023', status: 'present', value: '5', ...more });
  it.each<[string | Json, Partial<Cell>]>([
    ['x@baseline', { period: 'baseline', value: '7' }],
    ['x@-1', { period: '2022', value: '7' }],
    ['x[subgroup=girls]', { subgroup: 'girls', value: '7' }],
    [{ indicator: 'x', subgroup: 'girls', period: 'baseline' }, { subgroup: 'girls', period: 'baseline', value: '7' }],
    [{ indicator: 'x', source: 'census' }, { source: 'census', value: '7' }],
  ])('%j is read as narrowed', (reference, cell) => expect(sum(reference, [own({}), own(cell)], { period: '2023' })).toEqual(['7']));
  it('reaches side values', () => expect(sum('x.standardError', [own({ standardError: '0.25' })])).toEqual(['0.25']));
  it('reaches the score of the same org unit in an earlier period, worked out under the same document, and never itself', () => {
    const nodes = { points: { step: 'goalposts', of: 'x', low: '0', high: '10', round: { places: 0, mode: 'half-up' } }, total: { step: 'difference', of: 'points', from: 'points@-1' } };
    expect(score(readMethodology(document(nodes)), [own({}), own({ period: '2022', value: '3.14' })], { period: '2023' }).map(({ exact: value }) => value)).toEqual(['19']);
    expect(() => readMethodology(document({ total: { step: 'mean', of: ['x', 'total@-1'] } }))).toThrow('the node needs itself');
  });
  it('reaches a node of another period, whose derivation stands beside', () => {
    const nodes = { points: { step: 'goalposts', of: 'x', low: '0', high: '10' }, total: { step: 'mean', of: ['points', 'points@baseline'] } };
    const [result] = score(readMethodology(document(nodes)), [own({}), own({ period: 'baseline', value: '7' })]);
    expect(result!.score).toBe('60');
    expect(result!.derivation.nodes['points@baseline']!.exact).toBe('70');
    expect(result!.derivation.inputs['x@baseline']!.value).toBe('7');
  });
});

it('a parameter holds from its day up to the next', () => {
  const parameters = { floor: [{ value: '0' }, { from: '2023-01-01', value: '4' }] };
  const methodology = readMethodology({ ...document({ total: { step: 'goalposts', of: 'x', low: { parameter: 'floor' }, high: '10' } }), parameters });
  const at = (period: string, on?: string) => score(methodology, figures({ u: '7' }, period), on ? { on } : {})[0]!.score;
  expect([at('2022'), at('2023'), at('2022-Q4'), at('2022', '2023-05-01')]).toEqual(['70', '50', '70', '50']);
});

describe('what is written once', () => {
  const total = { step: 'mean', of: [{ forEach: 'all', is: '{}.points' }] };
  it('stands for each item of a list', () => {
    const written = { ...document({ '{}.points': { forEach: 'all', step: 'goalposts', of: '{}', low: '0', high: '10' }, total }, { '{}': { forEach: 'all' } }), lists: { all: ['a', 'b'] } };
    const cells = [...figures({ u: '4' }, 'p', 'a'), ...figures({ u: '6' }, 'p', 'b')];
    expect(score(readMethodology(written), cells)[0]!.score).toBe('50');
  });
  it('may give each part its own weight', () => {
    const items = [{ id: 'a', weight: '3' }, { id: 'b', weight: '1' }];
    const weighed = (weight: string) => readMethodology({ ...document({ total: { step: 'weighted-mean', parts: { '{}': { forEach: 'all', is: weight } } } }, { '{}': { forEach: 'all' } }), lists: { all: items } });
    expect(score(weighed('{weight}'), [...figures({ u: '8' }, 'p', 'a'), ...figures({ u: '4' }, 'p', 'b')])[0]!.exact).toBe('7');
    expect(() => weighed('{wieght}')).toThrow('/nodes/total/parts/a');
    expect(() => weighed('0')).toThrow('a weight is more than zero');
  });
  it('names its own place where it has a fault', () => expect(() => readMethodology({ ...document({ '{}.points': { forEach: ['a'], step: 'goalposts', of: '{}', low: 1, high: '10' } }), })).toThrow('/nodes/{}.points/low'));
  it('names its own place where a name has no bearer', () => expect(() => readMethodology(document({ '{}.points': { forEach: ['a'], step: 'goalposts', of: '{}', low: '0', high: '10' }, total: [{ step: 'mean', of: ['x'] }, { step: 'ratio', per: 'nobody' }] }))).toThrow('/nodes/{}.points/of: there is no node or indicator a; /nodes/total/1/per: there is no node or indicator nobody'));
  it('may be a chain in which a formula reads the one before by that word', () => {
    const chain = { total: [{ step: 'limits', of: 'x', high: '50' }, { step: 'formula', is: 'before / 4' }, { step: 'formula', let: { n: 'x' }, is: 'before + n' }] };
    expect(score(readMethodology(document(chain)), figures({ a: '60' }))[0]!.exact).toBe('72.5');
  });
  it('may be a chain under one id', () => {
    const nodes = { total: [{ step: 'min-max', of: 'x' }, { step: 'goalposts', low: '0', high: '50' }] };
    expect(score(readMethodology(document(nodes)), four).map(({ score: value }) => value)).toEqual(['0', '80', '80', '100']);
  });
});

it('what was not submitted stands beside the worst of the peers where the indicator says so', () => {
  const at = (direction: string, step: object) => {
    const methodology = readMethodology(document({ total: { of: 'held', ...step }, held: { step: 'limits', of: 'x', high: '50' } }, { x: { direction, missing: { 'not-submitted': 'worst' } } }));
    return score(methodology, figures({ a: '10', b: '30', c: 'not-submitted', d: '60' })).map(({ exact: value }) => value);
  };
  expect(at('higher', { step: 'min-max' })).toEqual(['0', '50', '0', '100']);
  expect(at('lower', { step: 'percent-rank' })).toEqual(['100', '50', '0', '0']);
  expect(at('lower', { step: 'z-score', deviation: 'population' }).slice(2)).toEqual([at('lower', { step: 'z-score', deviation: 'population' })[3], at('lower', { step: 'z-score', deviation: 'population' })[2]]);
});

it('an infection-penalty score: winsorised at frozen-in percentiles, z-scored with the bad side up, worst where nothing was submitted', () => {
  const nodes = {
    p5: { step: 'peer-statistic', of: 'x', statistic: 'quantile', share: '0.05', type: 2 },
    p95: { step: 'peer-statistic', of: 'x', statistic: 'quantile', share: '0.95', type: 2 },
    held: { step: 'limits', of: 'x', low: { node: 'p5' }, high: { node: 'p95' } },
    total: { step: 'z-score', of: 'held', deviation: 'sample', spread: '-1' },
  };
  const methodology = readMethodology(document(nodes, { x: { direction: 'lower', missing: { 'not-submitted': 'worst' } } }));
  const results = score(methodology, figures({ a: '1', b: '2', c: '3', d: 'not-submitted' })).map(({ exact: value }) => value);
  expect(results).toEqual(['-1', '0', '1', '1']);
});

describe('weights that are read', () => {
  const hierarchy = readOrgUnits('org_unit,parent,level,name,league\na,,,a,A\nb,,,b,B\nc,,,c,C\n');
  const both = ['a', 'b', 'c'].flatMap((unit): Cell[] => [...figures({ [unit]: '10' }), ...figures({ [unit]: '40' }, 'p', 'y')]);
  const by = (values: Json) => ({ by: 'league', values });
  const of = (parts: Json, step = 'weighted-mean') => score(readMethodology(document({ total: { step, parts } }, { x: {}, y: {} })), both, { hierarchy }).map(({ exact: value, reasons }) => value ?? reasons[0]?.code);
  it('differ by league, and are missing where the league has none', () => expect(of({ x: by({ A: '1', B: '3' }), y: by({ A: '2', B: '0' }) })).toEqual(['30', '10', 'no-group']));
  it('may be a figure', () => expect(of({ x: { node: 'y' }, y: { node: 'x' } }, 'sum')).toEqual(['800', '800', '800']));
  it('that are all 0 give nothing, never 0', () => expect(of({ x: by({ A: '0', B: '0', C: '-1' }) })).toEqual(['outside-domain', 'outside-domain', 'outside-domain']));
});

describe('the period before', () => {
  it.each([['FY2024', 'FY2023'], ['2018/19', '2017/18'], ['2000/2001', '1999/2000'], ['FY 2018-19', 'FY 2017-18'], ['2023-Q1', '2022-Q4'], ['2024-01', '2023-12']])('of %s is %s', (now, before) => {
    const node = { total: { step: 'formula', let: { then: 'x@-1' }, is: 'x - then' } };
    expect(score(readMethodology(document(node)), [...figures({ a: '7' }, now), ...figures({ a: '5' }, before)], { period: now })[0]!.exact).toBe('2');
  });
});
