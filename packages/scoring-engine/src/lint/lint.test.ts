import { describe, expect, it } from '@jest/globals';
import { type Cell } from '../index.ts';
import { lint } from './lint.ts';

type Json = Record<string, unknown>;
const manager = { controllableBy: ['district-manager'] };
const sound = (): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  undertakings: { shares: [{ tag: 'learning', least: '0.4' }], requests: 1, refusedSources: ['coaching-record'], total: '100' },
  indicators: { reading: { ...manager, tags: ['learning'] }, presence: { ...manager, sourceClass: 'monitor-visit' } },
  nodes: {
    learning: { step: 'goalposts', of: 'reading', low: '0', high: '100' },
    attendance: { step: 'goalposts', of: 'presence', low: '50', high: '100' },
    total: { step: 'weighted-mean', parts: { learning: '60', attendance: '40' } },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
  examples: [{ name: 'the ceiling', given: { reading: '100', presence: '100' }, then: { score: '100.0', band: 'high' } }],
});
const changed = (path: string, value: unknown): Json => {
  const document = sound();
  const keys = path.split('/').slice(1);
  const last = keys.pop()!;
  const holder = keys.reduce((at, key) => at[key] as Json, document);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return document;
};
const found = (document: Json, cells: readonly Cell[] = []) => lint(document, cells).map(({ severity, pointer }) => `${severity} ${pointer}`);

it('a sound document has nothing to say', () => expect(lint(sound())).toEqual([]));

describe('a planted fault is named with its place', () => {
  const table = (rows: readonly Json[]) => ({ step: 'step-table', of: 'reading', closed: 'from', rows });
  it.each<[string, string, unknown, string]>([
    ['an unknown input', '/nodes/learning/of', 'nobody', 'error /nodes/learning'],
    ['an unknown field', '/nodes/learning/lo', '1', 'error /nodes/learning'],
    ['an unknown step', '/nodes/learning/step', 'magic', 'error /nodes/learning/step'],
    ['bands that overlap', '/bands', [{ id: 'a', from: '0' }, { id: 'b', from: '0' }], 'error /bands/1/from'],
    ['bands with a gap', '/bands', [{ id: 'low', from: '10' }, { id: 'high', from: '50' }], 'warning /bands/0/from'],
    ['weights that do not add up', '/nodes/total/parts/attendance', '30', 'error /nodes/total/parts'],
    ['an indicator nobody reads', '/indicators/idle', manager, 'warning /indicators/idle'],
    ['an indicator nobody can move', '/indicators/presence/controllableBy', [], 'error /indicators/presence/controllableBy'],
    ['an indicator of which nobody says who can', '/indicators/presence/controllableBy', undefined, 'warning /indicators/presence'],
    ['a source that is refused', '/indicators/presence/sourceClass', 'coaching-record', 'error /indicators/presence/sourceClass'],
    ['too little learning', '/nodes/total/parts', { learning: '30', attendance: '70' }, 'error /undertakings/shares/0'],
    ['too many requests', '/indicators', { reading: { ...manager, tags: ['learning'], sourceClass: 'school-return' }, presence: { ...manager, sourceClass: 'school-return' } }, 'error /undertakings/requests'],
    ['no examples', '/examples', [], 'warning /examples'],
    ['an example that does not come out', '/examples/0/then/score', '99.0', 'error /examples/0'],
    ['a zero that kills a geometric mean', '/nodes/total', { step: 'geometric-mean', parts: { learning: '60', attendance: '40' } }, 'warning /nodes/total'],
    ['a statistic of the peers of today', '/nodes/learning', { step: 'min-max', of: 'reading' }, 'warning /nodes/learning'],
    ['points that fall', '/nodes/learning', table([{ points: '0' }, { from: '40', points: '100' }, { from: '80', points: '50' }]), 'warning /nodes/learning/rows/2'],
    ['a cliff', '/nodes/learning', table([{ points: '0' }, { from: '40', points: '10' }, { from: '80', points: '100' }]), 'warning /nodes/learning/rows/2'],
    ['parts on different scales', '/nodes/learning/scale', '10', 'warning /nodes/total'],
    ['imputation that is not allowed', '/nodes/learning', { step: 'impute', of: 'reading', by: 'mean' }, 'error /nodes/learning/step'],
    ['goalposts that contradict the direction', '/nodes/learning', { step: 'goalposts', of: 'reading', low: { parameter: 'nobody' }, high: '1' }, 'error /nodes/learning/low'],
  ])('%s', (_what, path, value, expected) => expect(found(changed(path, value))).toContain(expected));
});

it('points that go against the direction of their indicator are an error', () => {
  const document = changed('/indicators/reading/direction', 'higher');
  const nodes = { ...(document['nodes'] as Json), learning: { step: 'step-table', of: 'reading', closed: 'from', rows: [{ points: '10' }, { from: '50', points: '0' }] } };
  expect(found({ ...document, nodes })).toContain('error /nodes/learning/rows');
});

describe('values show more', () => {
  const cells = (rows: readonly (readonly [string, string])[], more: Partial<Cell> = {}): Cell[] =>
    rows.flatMap(([reading, presence], index) => [['reading', reading] as const, ['presence', presence] as const].map(([indicator, value]): Cell => ({ orgUnit: `u${index}`, indicator, period: 'p', status: 'present', value, ...more })));
  const twelve = Array.from({ length: 12 }, (_, index) => index);
  it.each<[string, Cell[], string]>([
    ['a figure that is the same everywhere', cells(twelve.map((i) => [String(i), '70'])), 'warning /indicators/presence'],
    ['a goalpost that most have reached', cells(twelve.map((i) => [String(i * 7), i % 3 ? '100' : '60'])), 'warning /nodes/attendance/high'],
    ['one thing counted twice', cells(twelve.map((i) => [String(i * 5), String(60 + i)])), 'warning /indicators/presence'],
    ['much weight on few cases', cells(twelve.map((i) => [String((i * 37) % 90), String(60 + ((i * 11) % 30))]), { n: '12' }), 'warning /indicators/reading'],
    ['a weight that does not act', cells(twelve.map((i) => [String((i * 8) % 97), i % 2 ? '70' : '71'])), 'warning /nodes/attendance'],
    ['an indicator without a row', cells(twelve.map((i) => [String(i), '70'])).filter(({ indicator }) => indicator === 'reading'), 'warning /indicators/presence'],
  ])('%s', (_what, values, expected) => expect(found(sound(), values)).toContain(expected));
  it('a zero that killed a product', () => {
    const product = changed('/nodes/total', { step: 'geometric-mean', of: ['reading', 'presence'] });
    expect(found(product)).not.toContain('warning /nodes/total');
    expect(found(product, cells([['0', '70'], ['5', '80']]))).toContain('warning /nodes/total');
  });
});
