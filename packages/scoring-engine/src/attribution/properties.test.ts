import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AttributionError, type AttributionRow, type Cell, compare, type ManagerScore, type Methodology, parseExact, readMethodology, score, scoreManagers } from '../index.ts';
import { undescribed } from '../derivation-keys.fixture.ts';
import { readdPerson } from '../second-implementation/person.fixture.ts';
import { dayNumber, dayText } from './days.ts';

const cycle = { start: '2024-01-01', end: '2024-12-31' };
const first = dayNumber(cycle.start)!;
const districts = ['A', 'B', 'C'];
const kinds = ['not-applicable', 'too-few'] as const;

const part = fc.constantFrom({ kind: 'flow' }, { kind: 'stock', to: 'exposure' }, { kind: 'stock', to: 'nobody', leastExposure: '0.4' });
const leavesOut = fc.constantFrom('re-weight', 'not-scorable');
const methodologies = fc.tuple(part, part, leavesOut, leavesOut, fc.constantFrom('0', '60', '200')).map(([x, y, nobody, missing, days]) =>
  readMethodology({
    id: 'm',
    version: '1',
    title: { en: 'm' },
    indicators: { a: { missing: { 'too-few': 'drop' } }, b: { missing: { 'too-few': 'drop' } } },
    nodes: { x: { step: 'goalposts', of: 'a', low: '10', high: '90' }, y: { step: 'goalposts', of: 'b', low: '0', high: '70' }, total: { step: 'weighted-mean', parts: { x: '3', y: '4' }, reweight: {} } },
    score: { of: 'total', round: { places: 1, mode: 'half-up' } },
    attribution: { causes: { leave: 'neutral', suspended: 'does-not-count' }, parts: { x, y }, nobody, missing, minimumService: { days } },
  }),
);
const figure = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 100 }).map(String) }, { weight: 1, arbitrary: fc.constantFrom(...kinds) });
const window = fc.option(fc.tuple(fc.integer({ min: 0, max: 330 }), fc.integer({ min: 1, max: 120 })), { nil: undefined });
const cells = fc.tuple(...districts.flatMap((orgUnit) => ['a', 'b'].map((indicator) => fc.tuple(figure, window).map(([value, seen]): Cell => ({
  ...{ orgUnit, indicator, period: '2024' },
  ...(/\d/.test(value) ? { status: 'present', value } : { status: value as 'too-few' }),
  ...(seen ? { observedFrom: dayText(first + seen[0]), observedTo: dayText(first + seen[0] + seen[1]) } : {}),
})))));
const row = (person: string, district: string, from: number, to: number, cause = 'in-post'): Omit<AttributionRow, 'line'> => ({ person, post: `post-${district}`, orgUnit: district, from: dayText(first + from), to: dayText(first + to), cause });
/** Stations one after another, with gaps; each maybe with one leave inside it. */
const career = fc.array(fc.tuple(fc.constantFrom(...districts), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 200 }), fc.option(fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 120 }), fc.constantFrom('leave', 'suspended')), { nil: undefined })), { minLength: 1, maxLength: 5 });
function rowsOf(person: string, stations: readonly (readonly [string, number, number, (readonly [number, number, string]) | undefined])[], startsAt = -30): Omit<AttributionRow, 'line'>[] {
  let day = startsAt;
  return stations.flatMap(([district, gap, length, leave]) => {
    const from = day + gap;
    day = from + length;
    const away = leave && leave[0] < length ? [row(person, district, from + leave[0], Math.min(day, from + leave[0] + leave[1]), leave[2])] : [];
    return [row(person, district, from, day), ...away];
  });
}
const numbered = (rows: readonly Omit<AttributionRow, 'line'>[]): AttributionRow[] => rows.map((one, index) => ({ ...one, line: index + 2 }));
const managers = (methodology: Methodology, given: readonly Cell[], rows: readonly Omit<AttributionRow, 'line'>[]) => scoreManagers(methodology, given, numbered(rows), { period: '2024', cycle, orgUnits: districts });
const result = ({ derivation: _, ...rest }: ManagerScore) => rest;
const runs = { numRuns: 60 };

it('the order of rows and figures changes nothing, not even in the derivation', () =>
  fc.assert(fc.property(methodologies, cells, career, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (methodology, given, stations, draws) => {
    const shuffled = <T>(list: readonly T[]) => list.map((value) => ({ value, at: draws.next().value as number })).sort((x, y) => x.at - y.at).map(({ value }) => value);
    const rows = rowsOf('p', stations);
    expect(managers(methodology, shuffled(given), shuffled(rows))).toEqual(managers(methodology, given, rows));
  }), runs));

it('a second implementation works days, shares, parts and the nodes above out again from the derivation alone, to her printed score', () =>
  fc.assert(fc.property(methodologies, cells, career, (methodology, given, stations) => {
    for (const hers of managers(methodology, given, rowsOf('p', stations))) {
      expect(readdPerson(hers.derivation, hers).filter(({ came }) => came !== 'same')).toEqual([]);
      expect(undescribed(hers.derivation)).toEqual([]);
    }
  }), runs));

it('who was in one district the whole cycle has exactly what the district has', () =>
  fc.assert(fc.property(methodologies, cells, fc.constantFrom(...districts), (methodology, given, district) => {
    const own = score(methodology, given, { period: '2024', orgUnits: districts }).find(({ orgUnit }) => orgUnit === district)!;
    const [hers] = managers(methodology, given, [row('p', district, -400, 500)]);
    expect([hers!.status, hers!.score, hers!.exact, hers!.reasons]).toEqual([own.status, own.score, own.exact, own.reasons]);
  }), runs));

it('a posting parted into two that adjoin is the same posting', () =>
  fc.assert(fc.property(methodologies, cells, career, fc.nat(4), fc.integer({ min: 1, max: 199 }), (methodology, given, stations, which, at) => {
    const rows = rowsOf('p', stations);
    const parted = rows.flatMap((one, index) => {
      const cut = dayText(dayNumber(one.from)! + at);
      return index === which % rows.length && cut < one.to ? [{ ...one, to: cut }, { ...one, from: cut }] : [one];
    });
    expect(managers(methodology, given, parted)).toEqual(managers(methodology, given, rows));
  }), runs));

it('neutral leave never lowers a score and never takes it away from who served a day', () =>
  fc.assert(fc.property(methodologies, cells, career, (methodology, given, stations) => {
    const rows = rowsOf('p', stations);
    const [hers] = managers(methodology, given, rows);
    const [without] = managers(methodology, given, rows.filter(({ cause }) => cause !== 'leave'));
    if (!hers || hers.derivation.service.counts === '0' || without?.exact === undefined) return;
    expect(hers.exact).toBeDefined();
    expect(compare(parseExact(hers.exact!), parseExact(without.exact))).toBeGreaterThanOrEqual(0);
  }), runs));

it('a score lies between the lowest and the highest of its districts where nothing is left out', () =>
  fc.assert(fc.property(methodologies, cells, career, (methodology, given, stations) => {
    const [hers] = managers(methodology, given, rowsOf('p', stations));
    const points = (hers ? Object.values(hers.derivation.parts) : []).map(({ weighed, exact }) => ({ exact, values: weighed.map(({ value }) => value) }));
    for (const { exact, values } of points) {
      if (exact === '' || values.length === 0) continue;
      expect(values.some((value) => compare(parseExact(value), parseExact(exact)) <= 0) && values.some((value) => compare(parseExact(value), parseExact(exact)) >= 0)).toBe(true);
    }
  }), runs));

it('a day in a post is never more than one person\'s: two on one day are refused, and else their days never exceed the cycle', () =>
  fc.assert(fc.property(methodologies, cells, career, career, fc.integer({ min: -30, max: 300 }), (methodology, given, hers, his, later) => {
    const rows = [...rowsOf('p', hers), ...rowsOf('q', his, later)];
    const held = (person: string, district: string, day: number) => {
      const on = dayText(first + day);
      const covers = rows.filter((one) => one.person === person && one.orgUnit === district && one.from <= on && on < one.to);
      return covers.some(({ cause }) => cause === 'in-post') && covers.every(({ cause }) => cause === 'in-post');
    };
    const clash = Array.from({ length: 366 }, (_, day) => districts.some((district) => held('p', district, day) && held('q', district, day))).some(Boolean);
    try {
      const results = managers(methodology, given, rows);
      expect(clash).toBe(false);
      for (const district of districts) expect(results.flatMap(({ derivation }) => derivation.stretches).filter(({ orgUnit, treatment }) => orgUnit === district && treatment === 'counts').reduce((total, { days }) => total + Number(days), 0)).toBeLessThanOrEqual(366);
      expect(results.map(result)).toEqual(managers(methodology, given, rows).map(result));
    } catch (error) {
      if (!(error instanceof AttributionError)) throw error;
      expect(clash).toBe(true);
    }
  }), runs));
