import fc from 'fast-check';
import { type Cell, type Methodology, MethodologyError, missingKinds, type OrgUnit, readMethodology } from './index.ts';

export type Json = Record<string, unknown>;
type Text = fc.Arbitrary<string>;
const pick = fc.constantFrom;
const indicators = ['a', 'b', 'c', 'd'];
const number = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
const weights = (refs: readonly string[], weight: fc.Arbitrary<unknown>) => fc.tuple(...refs.map(() => weight)).map((drawn) => Object.fromEntries(refs.map((ref, index) => [ref, drawn[index]])));

/** What a node may read: a node below, or a figure; of today, of other periods, of a subgroup, a source or a side. */
const references = (below: readonly string[]): Text =>
  fc.oneof({ weight: 4, arbitrary: pick(...indicators, ...below) }, { weight: 1, arbitrary: pick('a@-1', 'b@base', 'c[subgroup=girls]', 'd[source=x]', 'a.numerator', 'a.denominator', 'b.n', 'c[subgroup=girls].standardError@-1', ...below.map((id) => `${id}@-1`)) });
const numbers = (least: number, most: number, below: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: number(least, most) }, { weight: 1, arbitrary: pick<unknown>({ parameter: 'dated' }, { attribute: 'hardness' }, { by: 'league', values: { north: '3', south: '7' } }, { node: 'b' }, ...below.map((node) => ({ node }))) });
const rounding = fc.record({ places: fc.integer({ min: 0, max: 3 }), mode: pick('half-up', 'half-even', 'half-down', 'down', 'up', 'floor', 'ceiling') });
const peers = fc.option(pick<Json>({ group: 'league' }, { period: 'base' }, { periods: 'all' }, { group: { node: 'fifth' } }, { group: 'league', period: 'base' }), { nil: undefined });
const reweight = fc.option(pick<Json>({}, { minimumParts: 2 }, { minimumWeight: '0.5' }, { minimumWeight: '0.75', minimumParts: 1 }), { nil: undefined });
const fields = (step: string, given: Record<string, fc.Arbitrary<unknown>>) => fc.record({ step: fc.constant(step), ...given }).map((node) => Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined)) as Json);

/** Every step of the language, over what lies below it. */
export function everyStep(below: readonly string[]): Readonly<Record<string, fc.Arbitrary<Json>>> {
  const of = references(below);
  const [points, some] = [numbers(0, 100, below), numbers(1, 20, below)];
  const list = fc.uniqueArray(of, { minLength: 1, maxLength: 4 });
  const many = fc.oneof(fc.record({ of: list }), list.chain((refs) => fc.record({ parts: weights(refs, some) })));
  const over = (step: string, given: Record<string, fc.Arbitrary<unknown>> = {}) => fc.tuple(fields(step, { reweight, ...given }), many).map(([node, parts]) => ({ ...node, ...parts }));
  const one = (step: string, given: Record<string, fc.Arbitrary<unknown>> = {}) => fields(step, { of, ...given });
  const all = (step: string, given: Record<string, fc.Arbitrary<unknown>> = {}) => fields(step, { of: list, leaveOut: reweight, ...given });
  const direction = pick(undefined, 'higher', 'lower');
  const ties = pick('min', 'average', 'max');
  const placed = (step: string, given: Record<string, fc.Arbitrary<unknown>> = {}) => one(step, { direction, peers, ...given });
  const posts = fc.tuple(points, points).map(([low, high]) => ({ low, high }));
  const table = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }).map((bounds) => bounds.sort((x, y) => x - y).map(String));
  const row = (from: string | undefined, at: number) => ({ ...(from === undefined ? {} : { from }), ...(at % 2 ? { points: String(at * 7) } : { id: `word ${at}` }) });
  const condition = fc.oneof(number(0, 100), fc.constant('word 0'), pick<unknown>({ from: '20' }, { below: '60' }, { from: '20', below: '70' }, ['0', 'word 2', '50'], { from: { node: 'b' } }, { from: { parameter: 'dated' }, below: { node: 'c@-1' } }, { node: 'd' }, { by: 'league', values: { north: '3', south: '7' } }));
  return {
    ...Object.fromEntries(['goalposts', 'log-goalposts'].map((step) => [step, fc.tuple(one(step), posts).map(([node, ends]) => ({ ...node, ...ends }))])),
    ...Object.fromEntries(['geometric-mean', 'harmonic-mean', 'mazziotta-pareto'].map((step) => [step, over(step)])),
    ...Object.fromEntries(['minimum', 'maximum', 'product', 'median'].map((step) => [step, all(step)])),
    ...Object.fromEntries(['percent-rank', 'borda', 'normal-scores', 'exponential-ranks', 'rank'].map((step) => [step, placed(step, { ties })])),
    achievement: one('achievement', { threshold: points, benchmark: points, rounding }),
    atkinson: fc.tuple(fields('atkinson', { aversion: numbers(0, 3, below) }), many).map(([node, parts]) => ({ ...node, ...parts })),
    attribute: pick<Json>({ step: 'attribute', name: 'hardness' }, { step: 'attribute', name: 'league', values: { north: '4' } }),
    'below-statistic': fields('below-statistic', { of: pick('a', 'b'), from: fc.constant('school'), statistic: pick('mean', 'median', 'minimum', 'maximum', 'range'), minimumShare: pick(undefined, '0.6') }),
    'beta-binomial': fields('beta-binomial', { of: pick('a.numerator', 'b.numerator'), per: pick('a.denominator', 'b.denominator'), prior: fc.oneof(fc.constant('peers'), fc.record({ successes: some, failures: some })), peers }),
    'consistency-points': fields('consistency-points', { of: list, rounding }),
    'cumulative-share': placed('cumulative-share', { weight: pick(undefined, 'b', 'a.n'), from: pick('best', 'worst'), own: pick('none', 'half', 'all') }),
    copeland: over('copeland', { peers }),
    'decision-table': fields('decision-table', { rows: fc.array(fc.record({ when: fc.dictionary(of, condition, { minKeys: 1, maxKeys: 2 }), points: fc.option(number(0, 100), { nil: undefined }) }).map(({ when, points: earned }) => ({ when, ...(earned === undefined ? { id: 'word 0' } : { points: earned }) })), { minLength: 1, maxLength: 3 }).map((rows) => [...rows, { points: '1' }]) }),
    difference: one('difference', { from: of, direction }),
    'difficulty-bonus': one('difficulty-bonus', { multiplier: some, most: points }),
    'distance-to-target': fc.tuple(placed('distance-to-target', { target: points, cap: fc.boolean() }), fc.option(points, { nil: undefined })).map(([{ peers: among, ...node }, from]) => ({ ...node, ...(from === undefined ? (among ? { peers: among } : {}) : { from }) })),
    'empirical-bayes': fields('empirical-bayes', { of: pick('a', 'c'), standardError: pick('a.standardError', 'c.standardError'), peers }),
    'evidence-level': one('evidence-level', { standardError: fc.constant('a.standardError'), levels: pick(undefined, ['0', '5', '10']) }),
    'expected-value': fields('expected-value', { of, given: fc.uniqueArray(pick('c', 'd'), { minLength: 1, maxLength: 2 }), peers }),
    'first-present': fields('first-present', { of: list }),
    formula: fields('formula', {
      let: fc.record({ x: of, y: of, z: of }),
      is: pick('x + y * z', '(x - y) / z', '-x + 3', 'if(x > y, x, coalesce(y, z, 0))', 'sum(x < 50, y < 50, z < 50) / 3', 'clamp(x, 10, 60) + abs(y - z)', 'round(x / 7, -1, "half-even") + round(y / 7, 2, "down")', 'min(x, y) - max(y, z)', 'missing(x) || x >= y && !(z == 3)', 'sqrt(x) + cbrt(y) * 2', 'ln(x + 1) + log10(y + 1)', 'exp(x / 100) + pow(y, 1 / 3)', 'median(x, y, z) + mean(x, y) * floor(z / 3) - ceil(x / 7)', 'x ** 2 - y ** 2', 'x - y - z / 2 / 5', 'x != y'),
    }),
    'gap-closing-target': one('gap-closing-target', { full: points, parts: some, taken: some }),
    gate: one('gate', { conditions: list, otherwise: pick<Json>({}, { points: '5' }, { points: '2', id: 'shut' }), whenMissing: pick('fails', 'missing') }),
    improvement: one('improvement', { baseline: of, benchmark: points, direction, rounding }),
    impute: one('impute', { by: pick('mean', 'median', 'last-value', 'linear'), within: pick(undefined, 1, 2), peers }),
    'inequality-adjusted': one('inequality-adjusted', { losses: list }),
    interpolate: fc.tuple(one('interpolate'), table, some).map(([node, bounds, last]) => ({ ...node, knots: [...bounds.map((at, index) => ({ at, points: String((index * 37) % 50) })), ...(typeof last === 'string' ? [{ at: '100', points: '90' }] : [{ at: last, points: '90' }])] })),
    'inverse-error-mean': fields('inverse-error-mean', { of: pick(['a', 'c'], ['a', 'c[subgroup=girls]'], ['c', 'd[source=x]', 'a@-1']), weight: pick('inverse-standard-error', 'inverse-variance'), reweight }),
    'james-stein': fc.tuple(one('james-stein', { peers }), fc.oneof(fc.record({ variance: some }), fc.record({ trials: some }))).map(([node, size]) => ({ ...node, ...size })),
    limits: fc.tuple(one('limits'), numbers(0, 40, below), numbers(50, 90, below), pick('low', 'high', 'both')).map(([node, low, high, which]) => ({ ...node, ...(which === 'high' ? {} : { low }), ...(which === 'low' ? {} : { high }) })),
    log: one('log', { plus: some, base: pick('e', '2', '10') }),
    mean: fields('mean', { of: list, reweight }),
    'mean-of-best': fc.tuple(all('mean-of-best')).map(([node]) => ({ ...node, take: Math.min(2, (node['of'] as string[]).length) })),
    'min-max': placed('min-max', { low: numbers(0, 10, below), high: points, beyond: pick('held', 'kept') }),
    'moving-average': one('moving-average', { periods: fc.integer({ min: 1, max: 3 }), count: pick('calendar', 'observed'), minimum: pick(1, 2) }),
    'over-peers': fields('over-peers', { let: fc.record({ x: of, y: of }), statistic: pick('sum', 'mean', 'minimum', 'maximum'), is: pick('x - other.x', 'x > other.y', 'if(x > other.x, y - other.y, 0)', 'coalesce(other.x, 0) / y', 'if(other.x < x, other.y, null)'), minimum: pick(1, 2), peers }),
    parity: one('parity', { with: of }),
    'peer-quantile': one('peer-quantile', { groups: fc.integer({ min: 2, max: 4 }), type: fc.integer({ min: 1, max: 9 }), closed: pick('upper', 'lower'), peers }),
    'peer-statistic': fc.tuple(one('peer-statistic', { peers, minimum: pick(1, 3) }), pick(...['mean', 'median', 'minimum', 'maximum', 'range', 'sum', 'count', 'sample-deviation', 'population-deviation', 'gini', 'geometric-mean'].map((statistic) => ({ statistic })), ...['mean', 'population-variance', 'population-deviation', 'gini'].map((statistic) => ({ statistic, weight: 'b' })), ...['quantile', 'mean-of-top', 'mean-of-bottom'].map((statistic) => ({ statistic, share: '0.3' })))).map(([node, statistic]) => ({ ...node, ...statistic })),
    pool: pick<Json>({ step: 'pool', of: 'a', from: 'school' }, { step: 'pool', of: 'a.numerator', per: 'a.denominator', from: 'school', scale: '100' }, { step: 'pool', of: 'b', weight: 'b.n', from: 'school', minimumShare: '0.4' }),
    'power-mean': over('power-mean', { power: fc.oneof(pick('0.5', '-1', '2', '3.7'), some) }),
    ratio: one('ratio', { per: of, scale: some }),
    'step-table': fc.tuple(one('step-table', { closed: pick('from', 'to') }), table, fc.boolean()).map(([node, bounds, open]) => ({ ...node, rows: [...(open ? [undefined] : []), ...bounds].map(row) })),
    sum: fc.tuple(many, fc.oneof(fc.record({ reweight }), fc.record({ leaveOut: reweight }))).map(([parts, rule]) => ({ step: 'sum', ...parts, ...Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) })),
    'weighted-mean': list.chain((refs) => fields('weighted-mean', { parts: weights(refs, some), reweight })),
    'wilson-bound': one('wilson-bound', { n: pick('a.n', 'b.n'), side: pick('lower', 'upper'), scale: pick('1', '100') }),
    'value-above': fields('value-above', { of: pick('a', 'c'), from: fc.constant('province') }),
    winsorise: one('winsorise', { most: fc.integer({ min: 1, max: 3 }), skewness: pick('0.5', '2'), kurtosis: pick('0.5', '3.5'), peers }),
    'net-flow': fc.oneof(fc.tuple(placed('net-flow', { indifference: pick(undefined, '0', '5'), form: pick(undefined, 'linear', 'level') }), numbers(5, 40, below)).map(([node, preference]) => ({ ...node, preference })), placed('net-flow', { form: fc.constant('gaussian'), spread: some })),
    'z-score': placed('z-score', { deviation: pick('sample', 'population'), centre: points, spread: some }),
  };
}

const rule = pick('drop', 'drop', 'fail', 'worst');
const indicator = fc.record({ direction: pick(undefined, 'higher', 'lower'), unit: pick(undefined, 'percent'), minimumN: pick(undefined, undefined, 10), missing: fc.record(Object.fromEntries(missingKinds.map((kind) => [kind, rule]))) }).map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as { missing: Record<string, string> });
const maybeRounded = fc.option(rounding, { nil: undefined, freq: 4 });

/** Nodes in three layers, each over those below it, drawn from every step; the last of them is the score. */
const layered = fc.tuple(fc.tuple(indicator, indicator, indicator, indicator), fc.constant(0)).chain(([rules]) => {
  const layer = (names: readonly string[], below: readonly string[]) => fc.tuple(...names.map(() => fc.tuple(fc.oneof(...Object.values(everyStep(below))), maybeRounded))).map((drawn) => Object.fromEntries(names.map((name, index) => [name, { ...drawn[index]![0], ...(drawn[index]![1] ? { round: drawn[index]![1] } : {}) }])));
  return fc.tuple(layer(['k', 'l', 'm'], []), layer(['p', 'q', 'r'], ['k', 'l', 'm']), layer(['total'], ['k', 'l', 'p', 'q', 'r']), pick(undefined, 'exact')).map(([first, second, last, compare]): Json => ({
    ...{ id: 'm', version: '1', title: { en: 'm' }, allows: ['imputation', 'rank'], level: 'district', periods: { base: '2020' } },
    indicators: Object.fromEntries(indicators.map((id, index) => [id, rules[index]])),
    parameters: { dated: [{ from: '2000-01-01', value: '2' }, { from: '2023-01-01', value: '5', clause: 'Schedule I (a); 2' }] },
    nodes: { fifth: { step: 'peer-quantile', of: 'd', groups: 2, closed: 'upper' }, ...first, ...second, ...last },
    score: { of: 'total', round: { places: 1, mode: 'half-up' }, ...(compare ? { compare } : {}) },
    bands: [{ id: 'low', from: '0' }, { id: 'high', from: '40' }],
  }));
});

/** A document that contradicts itself is none; where only `worst` stands in the way it is dropped. */
function readOrNone(json: Json): Methodology | undefined {
  try {
    return readMethodology(json);
  } catch (error) {
    if (!(error instanceof MethodologyError)) throw error;
    return undefined;
  }
}
const withoutWorst = (json: Json): Json => ({ ...json, indicators: JSON.parse(JSON.stringify(json['indicators']).replaceAll('worst', 'drop')) as Json });
const withoutDirection = (json: Json): Json => ({ ...json, indicators: JSON.parse(JSON.stringify(json['indicators']).replaceAll(/"direction":"higher",?/g, '')) as Json });
export const anyMethodology: fc.Arbitrary<Methodology> = layered.map((json) => readOrNone(json) ?? readOrNone(withoutWorst(json)) ?? readOrNone(withoutDirection(withoutWorst(json)))).filter((methodology) => methodology !== undefined);

const units = ['u0', 'u1', 'u2', 'u3', 'u4'];
const schools = units.flatMap((unit) => [`${unit}s0`, `${unit}s1`]);
export const hierarchy = [
  { code: 'above', parent: '', level: 'province', attributes: {} } satisfies OrgUnit,
  ...units.map((code, index): OrgUnit => ({ code, parent: code === 'u4' ? '' : 'above', level: 'district', attributes: { league: ['north', 'south', 'north', '', 'south'][index]!, hardness: ['1.5', '2', '', '3', '4'][index]! } })),
  ...schools.map((code): OrgUnit => ({ code, parent: code.slice(0, 2), level: 'school', attributes: {} })),
];
const places = [...units.flatMap((unit) => ['2023', '2022', '2021', '2020'].map((period) => [unit, period] as const)), ...schools.map((unit) => [unit, '2023'] as const), ['above', '2023'] as const];
const rows = places.flatMap(([orgUnit, period]) => [...indicators.map((id) => ({ orgUnit, period, indicator: id })), { orgUnit, period, indicator: 'c', subgroup: 'girls' }, { orgUnit, period, indicator: 'd', source: 'x' }]);

/** A figure out of a number below 1,000: mostly there, as published or as counts, else missing in each of its ways, or no row at all. */
function cellOf(row: (typeof rows)[number], drawn: number): readonly Cell[] {
  if (drawn % 29 === 13) return [];
  const kind = missingKinds[drawn % 23];
  if (kind && drawn % 5 === 4) return [{ ...row, status: kind }];
  const sides = { n: String(drawn % 40), standardError: String((drawn % 7) / 2), numerator: String(drawn % 60), denominator: String(drawn % 61) };
  if (drawn % 11 === 7) return [{ ...row, status: 'present', ...sides }];
  return [{ ...row, status: 'present', value: drawn % 3 ? String(drawn % 101) : `${drawn % 90}.${drawn % 10}5`, ...sides }];
}
export const anyFigures: fc.Arbitrary<Cell[]> = fc.array(fc.nat(999), { minLength: rows.length, maxLength: rows.length }).map((drawn) => rows.flatMap((row, index) => cellOf(row, drawn[index]!)));
