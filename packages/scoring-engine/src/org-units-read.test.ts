import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, type Methodology, MethodologyError, openSnapshotOf, readMethodology, score } from './index.ts';
import { orgUnitsRead } from './org-units-read.ts';
import { anyFigures, everyStep, hierarchy, type Json } from './random-methodologies.fixture.ts';
import { stepNamed } from './steps/index.ts';

const scored = { period: '2023', level: 'district' };
const indicators = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, { missing: { 'not-submitted': 'drop', 'too-few': 'drop' } }]));
const documentOf = (nodes: Json): Json => ({ id: 'm', version: '1', title: { en: 'm' }, level: 'district', periods: { base: '2020' }, parameters: { dated: [{ from: '2000-01-01', value: '2' }] }, indicators, nodes, score: { of: 'total' } });
const readBy = (nodes: Json, orgUnit = 'u1') => orgUnitsRead(readMethodology(documentOf(nodes)), hierarchy, scored, [orgUnit]);
const alone = (name: string) => stepNamed.get(name)!.peers !== 'population' && name !== 'impute' && name !== 'moving-average';
const step = (below: readonly string[]) => fc.oneof(...Object.entries(everyStep(below)).filter(([name]) => alone(name)).map(([, arbitrary]) => arbitrary));
const anyWithoutPeers = fc.tuple(step([]), step([]), step(['k', 'l']), step(['k', 'l', 'p'])).map(([k, l, p, total]): Methodology | undefined => {
  try {
    return readMethodology(documentOf({ k, l, p, total }));
  } catch (error) {
    if (error instanceof MethodologyError) return undefined;
    throw error;
  }
}).filter((methodology) => methodology !== undefined);

describe('the org units that a score rests on', () => {
  const pooled = { step: 'pool', of: 'a', from: 'school' };
  it('are itself alone where no other level is looked at', () => expect([...readBy({ total: { step: 'sum', of: ['a', 'b'] } })!]).toEqual(['u1']));
  it('are its own schools, not those of others', () => expect([...readBy({ total: pooled })!]).toEqual(['u1', 'u1s0', 'u1s1']));
  it('are those above too, and what these look at in their turn', () => {
    expect([...readBy({ total: { step: 'value-above', of: 'a', from: 'province' } })!]).toEqual(['u1', 'above']);
    expect(readBy({ all: pooled, total: { step: 'value-above', of: 'all', from: 'province' } })).toContain('u3s1');
  });
  it.each<[string, Json]>([
    ['a step compares with peers', { step: 'rank', of: 'p' }],
    ['a step goes through whatever periods there are', { step: 'moving-average', of: 'p', periods: 2, count: 'observed' }],
  ])('are all where %s', (_what, total) => expect(readBy({ p: pooled, total })).toBeUndefined());

  it('suffice: with their figures alone the score, its derivation and all that it rests on come out the same', () =>
    fc.assert(fc.property(anyWithoutPeers, anyFigures, fc.constantFrom('u0', 'u1', 'u4'), (methodology, drawn, orgUnit) => {
      const cells = drawn.filter(({ source }) => !source || methodology.tellsSourcesApart);
      const of = (some: readonly Cell[]) => score(methodology, some, { period: '2023', orgUnits: ['u0', 'u1', 'u2', 'u3', 'u4'], hierarchy, wanted: [orgUnit] }).map(({ exact, reasons, derivation, elsewhere }) => ({ exact, reasons, derivation, elsewhere }));
      const read = orgUnitsRead(methodology, hierarchy, scored, [orgUnit])!;
      expect(of(cells.filter((cell) => read.has(cell.orgUnit)))).toEqual(of(cells));
    }), { numRuns: 300 }));
});

describe('a snapshot opened for some org units alone', () => {
  const methodology = readMethodology(documentOf({ total: { step: 'pool', of: 'a', from: 'school' } }));
  const orgUnits = `org_unit,parent,level\n${hierarchy.map(({ code, parent, level }) => `${code},${parent},${level}\n`).join('')}`;
  const lines = hierarchy.filter(({ level }) => level === 'school').map(({ code }) => `${code},a,2023,7\n`);
  const unitsOf = (values: string, wanted: readonly string[]) => openSnapshotOf(methodology, { values, orgUnits, cycleId: '2023', level: 'district' }, wanted).cells.map(({ orgUnit }) => orgUnit);
  it('has the figures that theirs rest on, and everybody who is scored', () => {
    expect(unitsOf(['org_unit,indicator,period,value\n', ...lines].join(''), ['u1', 'u3'])).toEqual(['u1s0', 'u1s1', 'u3s0', 'u3s1']);
    expect(openSnapshotOf(methodology, { values: ['org_unit,indicator,period,value\n', ...lines].join(''), orgUnits, cycleId: '2023', level: 'district' }, ['u1']).options.orgUnits).toEqual(['u0', 'u1', 'u2', 'u3', 'u4']);
  });
  it.each([
    ['a line may be quoted', ['org_unit,indicator,period,value\n', ...lines, '"u9s0",a,2023,7\n'].join('')],
    ['the org unit does not stand first', ['indicator,org_unit,period,value\n', ...lines.map((line) => line.replace(/^(\w+),a,/, 'a,$1,'))].join('')],
  ])('has all figures where %s', (_what, values) => expect(unitsOf(values, ['u1']).length).toBeGreaterThanOrEqual(10));
});
