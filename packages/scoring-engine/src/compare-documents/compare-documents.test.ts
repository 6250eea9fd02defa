import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changed as changedIn, type Json } from '../changed.fixture.ts';
import { compareDocuments } from './compare-documents.ts';

const document = (): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  indicators: { reading: {}, presence: {} },
  parameters: { floor: [{ from: '2023-01-01', value: '50', clause: '4(2)' }] },
  nodes: {
    learning: { step: 'goalposts', of: 'reading', low: '0', high: '100' },
    attendance: { step: 'goalposts', of: 'presence', low: { parameter: 'floor' }, high: '100' },
    overall: { step: 'weighted-mean', parts: { learning: '0.80', attendance: '0.20' } },
  },
  score: { of: 'overall', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'B', from: '0' }, { id: 'A', from: '80' }],
  examples: [{ name: 'the ceiling', given: { reading: '100', presence: '100' }, then: { score: '100.0' } }],
});
/** The document with something else at a place, or nothing. */
const changed = (path: string, value?: unknown) => changedIn(document(), [path, value]);
const told = (after: Json, before: Json = document()) => compareDocuments(before, after).map(({ text }) => text);

describe('two versions are told apart in words and numbers', () => {
  it.each<[string, Json, string[]]>([
    ['a band moved', changed('/bands/1/from', '75'), ['band A from: 80 -> 75']],
    ['a band added', changed('/bands', [{ id: 'B', from: '0' }, { id: 'A', from: '80' }, { id: 'A+', from: '95' }]), ['band A+ added from 95']],
    ['a weight', changed('/nodes/overall/parts', { learning: '0.75', attendance: '0.25' }), ['weight of attendance in overall: 0.20 -> 0.25', 'weight of learning in overall: 0.80 -> 0.75', 'share of presence in the score: 20 -> 25 percent', 'share of reading in the score: 80 -> 75 percent']],
    ['a weight written otherwise', changed('/nodes/overall/parts/attendance', '0.2'), ['weight of attendance in overall: written 0.2 and no longer 0.20, the same number']],
    ['a goalpost', changed('/nodes/learning/high', '90'), ['high of node learning: 100 -> 90']],
    ['a step', changed('/nodes/overall/step', 'geometric-mean'), ['step of node overall: weighted-mean -> geometric-mean']],
    ['a node added', changed('/nodes/extra', { step: 'mean', of: ['learning'] }), ['node extra added (mean)']],
    ['a node removed', changed('/nodes/attendance'), ['node attendance removed (goalposts)']],
    ['an indicator added', changed('/indicators/toilets', {}), ['indicator toilets added']],
    ['a dated number', changed('/parameters/floor/0/value', '60'), ['parameter floor from 2023-01-01: 50 -> 60']],
    ['its clause', changed('/parameters/floor/0/clause', '4(3)'), ['parameter floor from 2023-01-01 clause: 4(2) -> 4(3)']],
    ['a date added', changed('/parameters/floor', [{ from: '2023-01-01', value: '50', clause: '4(2)' }, { from: '2024-01-01', value: '60' }]), ['parameter floor from 2024-01-01 added: {"from":"2024-01-01","value":"60"}']],
    ['the rounding', changed('/score/round/places', 2), ['score round places: 1 -> 2']],
    ['an example', changed('/examples/0/then/score', '99.0'), ['then score of example the ceiling: 100.0 -> 99.0']],
    ['the version first, then the bands', { ...changed('/bands/1/from', '75'), version: '2' }, ['version: 1 -> 2', 'band A from: 80 -> 75']],
  ])('%s', (_what, after, expected) => expect(told(after)).toEqual(expected));

  it('what a list of names gained and lost', () => {
    const of = (...names: string[]) => changed('/nodes/overall', { step: 'mean', of: names });
    expect(told(of('learning', 'presence'), of('learning', 'attendance'))).toContain('of of node overall: now also presence; no longer attendance');
  });

  it('names the place of each in the later document', () => {
    expect(compareDocuments(document(), changed('/bands/1/from', '75'))).toEqual([{ place: '/bands/1/from', text: 'band A from: 80 -> 75', before: '80', after: '75' }]);
  });

  it('the exact share of the score, where it is no short number', () => {
    expect(told(changed('/nodes/overall/parts', { learning: '2', attendance: '1' })).filter((text) => text.startsWith('share of presence'))).toEqual(['share of presence in the score: 20 -> 33.3333 percent']);
  });

  it('says so when only the writing differs', () => {
    const written = { ...changed('/nodes/extra', { step: 'mean', of: ['learning'] }) };
    const chained = { ...written, nodes: { ...(written['nodes'] as Json), extra: [{ step: 'mean', of: ['learning'] }] } };
    expect(told(chained, written)).toEqual([expect.stringContaining('written in different ways')]);
  });
});

const names = ['mizan-demonstration', 'cms-hvbp-fy2024', 'tn-district-2017', 'undp-hdi', 'asem-coinr'];
const published = names.map((name) => JSON.parse(readFileSync(`contracts/methodologies/${name}.json`, 'utf8')) as Json);
/** One of the published documents with a few of its texts replaced, sound or not. */
const edited = fc.tuple(fc.constantFrom(...published), fc.array(fc.tuple(fc.nat(), fc.constantFrom('0.5', '7', 'x', 'learning')), { maxLength: 3 })).map(([whole, edits]) => {
  const copy = structuredClone(whole);
  const places: [Json, string][] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string') places.push([value as Json, name]);
      else visit(inner);
    }
  };
  visit(copy);
  for (const [place, text] of edits) places[place % places.length]![0][places[place % places.length]![1]] = text;
  return copy;
});

describe('of any two documents', () => {
  it('a difference is told exactly when there is one', () => {
    const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
    fc.assert(fc.property(edited, edited, (a, b) => expect(compareDocuments(a, b).length === 0).toBe(same(a, b))), { numRuns: 60 });
  });

  it('what one way is added is the other way removed, and before and after change places', () => {
    fc.assert(
      fc.property(edited, edited, (a, b) => {
        const there = compareDocuments(a, b).map(({ before = '', after = '' }) => `${before}|${after}`).sort();
        const back = compareDocuments(b, a).map(({ before = '', after = '' }) => `${after}|${before}`).sort();
        expect(there).toEqual(back);
      }),
      { numRuns: 40 },
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
