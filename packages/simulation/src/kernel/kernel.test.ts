import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Cell, type Methodology, parseExact, readMethodology, readOrgUnits, readValues, score } from '@mizan/scoring-engine';
import { csvRows } from '@mizan/scoring-engine/csv-records.ts';
import fc from 'fast-check';
import { asDouble, compile } from './compile.ts';
import { openDraws } from './open-draws.ts';
import { CannotCompile } from './program.ts';
import { type Settings, stated } from './settings.ts';

const golden = (id: string, file: string) => `packages/scoring-engine/golden/${id}/${file}`;
const read = (path: string) => readFileSync(path, 'utf8');
const published = (id: string) => readMethodology(JSON.parse(read(`contracts/methodologies/${id}.json`)));
const exactly = (methodology: Methodology, cells: readonly Cell[], options: Parameters<typeof score>[2]) => new Map(score(methodology, cells, options).map(({ orgUnit, exact }) => [orgUnit, exact === undefined ? NaN : asDouble(parseExact(exact))]));

/** The greatest distance of the kernel's undrawn scores from the exact engine's; infinite where one has a score and the other none. */
function distance(methodology: Methodology, cells: readonly Cell[], options: { period: string; hierarchy?: ReturnType<typeof readOrgUnits> }): number {
  const program = compile(methodology, cells, options);
  const exact = exactly(methodology, cells, options);
  const scores = openDraws(program, stated).scores(0);
  return Math.max(...program.units.map((unit, index) => apart(scores[index]!, exact.get(unit)!)));
}
const apart = (a: number, b: number) => (Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.isNaN(a) || Number.isNaN(b) ? Infinity : Math.abs(a - b));

function figures(id: string): readonly Cell[] {
  if (id === 'undp-hdi') {
    const rows = csvRows(read(golden(id, 'hdi_2015.csv'))).map(({ fields }) => fields);
    const at = (row: readonly string[], column: string) => row[rows[0]!.indexOf(column)]!;
    return rows.slice(1).flatMap((row) => ['le', 'eys', 'mys', 'gnipc'].map((indicator): Cell => ({ orgUnit: at(row, 'iso3'), indicator, period: 'x', status: 'present', value: at(row, indicator) })));
  }
  const path = existsSync(golden(id, 'values.csv')) ? golden(id, 'values.csv') : 'demonstration/data/observations.csv';
  const cells = readValues(read(path));
  const first = new Set([...new Set(cells.map(({ orgUnit }) => orgUnit))].slice(0, 200));
  return cells.filter(({ orgUnit }) => first.has(orgUnit));
}

describe('scores in doubles with nothing drawn', () => {
  it.each(['mizan-demonstration', 'pakistan-alif-ailaan', 'asem-coinr', 'india-pgi-d-2018-20', 'undp-hdi', 'tn-district-2017'])('are within 1e-9 of the exact engine under %s', (id) => {
    const cells = figures(id);
    const hierarchy = existsSync(golden(id, 'org-units.csv')) ? { hierarchy: readOrgUnits(read(golden(id, 'org-units.csv'))) } : {};
    for (const period of new Set(cells.map((cell) => cell.period))) expect(distance(published(id), cells, { period, ...hierarchy })).toBeLessThanOrEqual(1e-9);
  });
  it.each([
    ['cms-hrrp-peer-group', 'payment_adjustment_factor'],
    ['efron-morris-james-stein', 'shrunk_rate'],
  ])('are refused for %s, whose score is a step that cannot be drawn over', (id, root) => {
    const cells = figures(id);
    expect(() => compile(published(id), cells, { period: cells[0]!.period })).toThrow(CannotCompile);
    expect(() => compile(published(id), cells, { period: cells[0]!.period })).toThrow(root);
  });
  it('are refused where a step that is not known stands above weights', () => {
    const total = { step: 'formula', is: 'both * 2' };
    const document = { id: 'm', version: '1', title: { en: 'm' }, indicators: { a: {}, b: {} }, nodes: { both: { step: 'mean', of: ['a', 'b'] }, total, all: { step: 'mean', of: ['total'] } }, score: { of: 'all' } };
    expect(() => compile(readMethodology(document), [{ orgUnit: 'u', indicator: 'a', period: 'p', status: 'present', value: '1' }], { period: 'p' })).toThrow('`total`, a step `formula` stands above the weights of `both`');
  });
});

const kinds = { 'not-applicable': 'drop', 'too-few': 'drop', suppressed: 'worst' } as const;
const normalise = fc.constantFrom<Record<string, unknown>>({ step: 'goalposts', low: '10', high: '90' }, { step: 'goalposts', low: '90', high: '20', round: { places: 1, mode: 'half-even' } }, { step: 'log-goalposts', low: '1', high: '100' }, { step: 'min-max' }, { step: 'min-max', direction: 'lower', low: '1', high: '10' }, { step: 'percent-rank', ties: 'average' }, { step: 'percent-rank', ties: 'max', direction: 'lower' }, { step: 'z-score', deviation: 'population', centre: '50', spread: '10' }, { step: 'goalposts', low: '0', high: '100', round: { places: 0, mode: 'half-up' } });
const aggregate = fc.constantFrom<Record<string, unknown>>(
  { step: 'weighted-mean', parts: { na: '3', nb: '0.5', nc: '40', nd: '7' }, reweight: { minimumParts: 2 } },
  { step: 'mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {}, round: { places: 1, mode: 'half-up' } },
  { step: 'sum', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
  { step: 'sum', parts: { na: '3', nb: '0.5', nc: '40', nd: '7' }, reweight: {} },
  { step: 'minimum', of: ['na', 'nb', 'nc', 'nd'], leaveOut: {} },
  { step: 'geometric-mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
  { step: 'harmonic-mean', of: ['na', 'nb', 'nc', 'nd'], reweight: {} },
);
/** An indicator that says which way is better says it for the goalposts too. */
const forwards = (step: Record<string, unknown>) => (step['low'] === '90' ? { ...step, low: '20', high: '90' } : step);
const names = ['a', 'b', 'c', 'd'];
const documents = fc.tuple(fc.array(normalise, { minLength: 4, maxLength: 4 }), aggregate, fc.constantFrom('higher', 'lower', undefined)).map(([steps, total, direction]) =>
  readMethodology({ id: 'm', version: '1', title: { en: 'm' }, indicators: Object.fromEntries(names.map((id) => [id, { missing: kinds, ...(direction && { direction }) }])), nodes: { ...Object.fromEntries(names.map((id, index) => [`n${id}`, { of: id, ...(direction ? forwards(steps[index]!) : steps[index]) }])), total, top: { step: 'mean', of: ['total'] } }, score: { of: 'top' } }),
);
const figure = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 100 }).map(String) }, { weight: 1, arbitrary: fc.constantFrom(...Object.keys(kinds), 'not-submitted') });
const populations = fc.array(fc.tuple(figure, figure, figure, figure), { minLength: 3, maxLength: 7 }).map((rows) =>
  rows.flatMap((row, unit) => row.map((value, index): Cell => ({ orgUnit: `u${unit}`, indicator: names[index]!, period: 'p', ...(/\d/.test(value) ? { status: 'present', value, standardError: '2' } : { status: value as 'too-few' }) }))),
);

describe('whatever the methodology and the figures', () => {
  it('doubles with nothing drawn are within 1e-9 of the exact engine, also where figures are missing', () => fc.assert(fc.property(documents, populations, (methodology, cells) => distance(methodology, cells, { period: 'p' }) <= 1e-9), { numRuns: 150 }));

  const all: Settings = { seed: 7, weights: 0.25, normalisations: ['min-max', 'z-score', 'percent-rank'], aggregations: ['arithmetic', 'geometric'], errors: true };
  it('a draw comes out the same whichever were made before it, and whatever the order of the rows', () =>
    fc.assert(fc.property(documents, populations, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), fc.nat({ max: 50 }), (methodology, cells, order, draw) => {
      const shuffled = cells.map((cell) => [order.next().value as number, cell] as const).sort(([a], [b]) => a - b).map(([, cell]) => cell);
      const [one, other] = [openDraws(compile(methodology, cells, { period: 'p' }), all), openDraws(compile(methodology, shuffled, { period: 'p' }), all)];
      for (let before = 0; before < 5; before += 1) one.scores(before);
      expect([...one.scores(draw)]).toEqual([...other.scores(draw)]);
    })));
});
