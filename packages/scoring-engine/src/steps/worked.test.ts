import { describe, expect, it } from '@jest/globals';
import { parseExact, readMethodology, round, score } from '../index.ts';

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
    [{ step: 'evidence-level', of: 'a', standardError: 'b' }, ['-3.1', '1.5'], '1'],
  ])('%j of %j is %s', (node, values, expected) => expect(shown(node, ...values)).toBe(expected));
  it('a gate lists everything that failed', () => expect(worked({ step: 'gate', of: 'a', conditions: ['b', 'c', 'd'], otherwise: {}, whenMissing: 'fails' }, '80', '0', '1', '').derivation.nodes['total']!.formula.numbers).toBe('failed: b, d'));
});

it('Copeland does not mind the order of rows, also with gaps', () => {
  const methodology = readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: { a: { missing: { 'not-applicable': 'drop' } }, b: {} }, nodes: { total: { step: 'copeland', of: ['a', 'b'], reweight: {} } }, score: { of: 'total' } });
  const cell = (orgUnit: string, indicator: string, value: string) => ({ orgUnit, indicator, period: 'p', ...(value ? { status: 'present' as const, value } : { status: 'not-applicable' as const }) });
  const rows = [['x', '', '5'], ['y', '', '5'], ['z', '9', '4'], ['w', '1', '1']] as const;
  const points = (order: typeof rows | readonly (typeof rows)[number][]) => Object.fromEntries(score(methodology, order.flatMap(([unit, a, b]) => [cell(unit, 'a', a), cell(unit, 'b', b)])).map(({ orgUnit, score: value }) => [orgUnit, value]));
  expect(points(rows)).toEqual({ x: '2', y: '2', z: '-1', w: '-3' });
  expect(points([...rows].reverse())).toEqual(points(rows));
});
