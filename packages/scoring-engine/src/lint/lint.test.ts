import { describe, expect, it } from '@jest/globals';
import { type Cell } from '../index.ts';
import { changed as changedIn, type Json, manager } from '../changed.fixture.ts';
import { lint } from './lint.ts';

const sound = (): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  effective: { from: '2026-07-01' },
  periods: { before: '2025' },
  undertakings: { shares: [{ tag: 'learning', least: '0.4' }], requests: 1, minutes: '120', refusedSources: ['coaching-record', 'press'], controllableBy: 'district-manager', total: '100' },
  indicators: {
    reading: { ...manager, direction: 'higher', tags: ['learning'], sourceClass: 'assessment', minimumN: 30 },
    absence: { ...manager, direction: 'lower', sourceClass: 'monitor-visit', minimumN: 30 },
    books: { ...manager, direction: 'higher', sourceClass: 'school-return', request: { perYear: 2, minutes: '30' } },
  },
  nodes: {
    learning: { step: 'goalposts', of: 'reading', low: '0', high: '100' },
    attendance: { step: 'goalposts', of: 'absence', low: '0', high: '50' },
    textbooks: { step: 'goalposts', of: 'books', low: '0', high: '100' },
    total: { step: 'weighted-mean', parts: { learning: '50', attendance: '40', textbooks: '10' } },
    gain: { step: 'difference', of: 'reading', from: 'reading@before', label: { en: 'gain' } },
    place: { step: 'rank', of: 'total' },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
  examples: [
    { name: 'the ceiling', given: { reading: '100', 'reading.n': '400', absence: '0', 'absence.n': '90', books: '100' }, then: { score: '100.0', band: 'high' } },
    { name: 'between', given: { reading: '50', 'reading.n': '400', absence: '10', 'absence.n': '90', books: '30' }, then: { score: '60.0', band: 'high' } },
  ],
});
/** The sound document with other values at some places. */
const changed = (...changes: readonly (readonly [path: string, value: unknown])[]) => changedIn(sound(), ...changes);
const found = (document: Json, cells: readonly Cell[] = []) => lint(document, cells).map(({ severity, pointer }) => `${severity} ${pointer}`);

it.each<[Record<string, string>, boolean]>([
  [{ learning: '2', attendance: '2', textbooks: '1' }, false],
  [{ learning: '10', attendance: '20', textbooks: '15' }, false],
  [{ learning: '50', attendance: '40', textbooks: '5' }, true],
  [{ learning: '0.5', attendance: '0.4', textbooks: '0.2' }, true],
])('weights %j, where no total is promised, are asked about only where they nearly add up to 1 or 100: %s', (parts, asked) => {
  const { undertakings: _, ...document } = changed(['/nodes/total/parts', parts]);
  expect(lint(document).some(({ pointer, severity }) => pointer === '/nodes/total/parts' && severity === 'warning')).toBe(asked);
});
it('a sound document has nothing to say', () => expect(lint(sound())).toEqual([]));

const table = (rows: readonly Json[]) => ({ step: 'step-table', of: 'reading', closed: 'from', rows });
const school = { ...manager, sourceClass: 'school-return' };
/** One fault each: what it is, where it is planted, how it is called and where, and a word of what to do. */
const planted: readonly (readonly [what: string, path: string, value: unknown, expected: string, advice: string])[] = [
  ['an input that is no indicator', '/nodes/learning/of', 'nobody', 'error /nodes/learning/of', 'mend this first'],
  ['a field nobody knows', '/nodes/learning/lo', '1', 'error /nodes/learning/lo', 'mend this first'],
  ['a step nobody knows', '/nodes/learning/step', 'magic', 'error /nodes/learning/step', 'mend this first'],
  ['a parameter nobody knows', '/nodes/learning/low', { parameter: 'nobody' }, 'error /nodes/learning/low', 'mend this first'],
  ['imputation that is not allowed', '/nodes/learning', { step: 'impute', of: 'reading', by: 'mean' }, 'error /nodes/learning/step', 'mend this first'],
  ['bands that overlap', '/bands', [{ id: 'a', from: '0' }, { id: 'b', from: '0' }], 'error /bands/1/from', 'mend this first'],
  ['bands with a gap', '/bands', [{ id: 'low', from: '10' }, { id: 'high', from: '50' }], 'warning /bands/0/from', 'begin the first band'],
  ['a band that nobody can reach', '/bands', [{ id: 'low', from: '0' }, { id: 'high', from: '100.5' }], 'warning /bands/1/from', 'lower the band'],
  ['weights that do not add up', '/nodes/total/parts/attendance', '30', 'error /nodes/total/parts', 'mend the weights'],
  ['a range that does not end at 100', '/nodes/total', { step: 'sum', of: ['learning', 'attendance', 'textbooks'] }, 'error /score/of', 'mend the weights or the scales'],
  ['a range that begins below 0', '/nodes/learning', [{ step: 'goalposts', of: 'reading', low: '0', high: '100' }, { step: 'difference', from: 'attendance' }], 'error /score/of', 'mend the weights or the scales'],
  ['a range that begins below 0 because others may lead', '/nodes/learning', { step: 'net-flow', of: 'reading', scale: '100' }, 'error /score/of', 'mend the weights or the scales'],
  ['parts on different scales', '/nodes/learning/scale', '10', 'warning /nodes/total', 'give all of them one scale'],
  ['an indicator nobody reads', '/indicators/idle', { ...manager, sourceClass: 'census' }, 'warning /indicators/idle', 'use it in a node, or take it out'],
  ['an indicator nobody can move', '/indicators/absence/controllableBy', [], 'error /indicators/absence/controllableBy', 'take it out of the score'],
  ['an indicator another moves', '/indicators/absence/controllableBy', ['finance-department'], 'error /indicators/absence/controllableBy', 'take it out of the score'],
  ['an indicator of which nobody says who moves it', '/indicators/absence/controllableBy', undefined, 'error /indicators/absence', 'add "controllableBy"'],
  ['a coaching record', '/indicators/absence/sourceClass', 'coaching-record', 'error /indicators/absence/sourceClass', 'take it from another source'],
  ['a source this document refuses', '/indicators/absence/sourceClass', 'press', 'error /indicators/absence/sourceClass', 'take it from another source'],
  ['a coaching record as one source of several', '/nodes/learning/of', 'reading[source=coaching-record]', 'error /nodes/learning', 'read another source'],
  ['a source nobody names', '/indicators/absence/sourceClass', undefined, 'error /indicators/absence', 'add "sourceClass"'],
  ['a source by a word nobody knows', '/indicators/absence/sourceClass', 'mentor-notes', 'warning /indicators/absence/sourceClass', 'use one of'],
  ['much weight on a sample of any size', '/indicators/absence/minimumN', undefined, 'warning /indicators/absence', 'set "minimumN"'],
  ['too little learning', '/nodes/total/parts', { learning: '30', attendance: '60', textbooks: '10' }, 'error /undertakings/shares/0', 'raise the weights'],
  ['too many requests', '/indicators/absence', { ...school, request: { perYear: 1, minutes: '5' } }, 'error /undertakings/requests', 'drop some'],
  ['too much time asked of a school', '/indicators/books/request/perYear', 12, 'error /undertakings/minutes', 'ask less often'],
  ['a request whose time nobody says', '/indicators/books/request', undefined, 'error /indicators/books', 'add "request"'],
  ['no examples', '/examples', [], 'warning /examples', 'add at least one'],
  ['an example that does not come out', '/examples/0/then/score', '99.0', 'error /examples/0', 'mend the example or the rule'],
  ['a zero that kills a geometric mean', '/nodes/total', { step: 'geometric-mean', parts: { learning: '60', attendance: '40' } }, 'warning /nodes/total', 'floor the parts'],
  ['a zero that kills a power mean', '/nodes/total', { step: 'power-mean', power: '-2', parts: { learning: '60', attendance: '40' } }, 'warning /nodes/total', 'floor the parts'],
  ['a statistic of the peers of today', '/nodes/learning', { step: 'min-max', of: 'reading' }, 'warning /nodes/learning', 'take the statistic from a frozen earlier period'],
  ['a rank that counts', '/nodes/learning', { step: 'rank', of: 'reading' }, 'error /nodes/learning', 'keep it for views'],
  ['a benchmark that is not over', '/periods/before', '2026-09', 'error /periods/before', 'bind it to an earlier period'],
  ['points that fall', '/nodes/learning', table([{ points: '0' }, { from: '40', points: '100' }, { from: '80', points: '50' }]), 'warning /nodes/learning/rows/2', 'put the points in one direction'],
  ['points against the direction', '/nodes/learning', table([{ points: '100' }, { from: '50', points: '0' }]), 'error /nodes/learning/rows', 'turn the points round'],
  ['a better figure that earns less', '/nodes/learning', [{ step: 'formula', is: 'if(reading > 90, 80, reading)' }, { step: 'limits', low: '0', high: '100' }], 'error /indicators/reading', 'let the points go one way'],
  ['a cliff', '/nodes/learning', table([{ points: '0' }, { from: '40', points: '10' }, { from: '80', points: '100' }]), 'warning /nodes/learning/rows/2', 'part it into smaller rows'],
  ['all or nothing', '/nodes/learning', table([{ points: '0' }, { from: '40', points: '100' }]), 'warning /nodes/learning/rows/1', 'part it into smaller rows'],
  ['an assumption about nothing', '/assumptions', [{ about: ['/nodes/nobody'], says: { en: 'why' } }], 'error /assumptions/0/about/0', 'name a place'],
  ['a document to pay by that rests on assumptions', '/assumptions', [{ about: ['/nodes/total/parts'], says: { en: 'why' } }], 'warning /assumptions', 'settle each'],
  ['a core nobody compared', '/core', { id: 'core', version: '1', node: 'total' }, 'warning /core', 'give the core'],
];
describe('a planted fault is named with its place and what to do', () => {
  it.each(planted)('%s', (_what, path, value, expected, advice) => {
    const findings = lint(changed([path, value])).filter(({ severity, pointer }) => `${severity} ${pointer}` === expected);
    expect(findings.map((one) => one.advice)).toEqual(expect.arrayContaining([expect.stringContaining(advice)]));
  });
});

it('weights that change on a day are added up for each day', () => {
  const dated = changed(['/parameters', { learning: [{ from: '2026-07-01', value: '50' }, { from: '2027-07-01', value: '60' }] }], ['/nodes/total/parts/learning', { parameter: 'learning' }]);
  expect(lint(dated).map(({ text }) => text)).toContain('the weights add up to 110 from 2027-07-01 on, not to 100');
});
it('an assumption is told to the reader at its place, after errors and warnings', () => {
  const assumed = changed(['/illustrative', true], ['/assumptions', [{ about: ['/nodes/total/parts', '/bands'], says: { en: 'no weights are published', ur: 'اوزان شائع نہیں ہوئے' } }]]);
  expect(lint(assumed).map(({ severity, pointer, text }) => [severity, pointer, text])).toEqual([['information', '/nodes/total/parts', 'assumption: no weights are published'], ['information', '/bands', 'assumption: no weights are published']]);
});
it('a target that parts a gap keeps the share of what it is taken from', () => {
  const gap = changed(['/nodes/learning', [{ step: 'gap-closing-target', of: 'reading', parts: '8' }, { step: 'limits', low: '0', high: '100' }]]);
  expect(found(gap)).not.toContain('error /undertakings/shares/0');
});
it('a coaching record is refused also where the document says nothing of refusals', () => {
  const silent = changed(['/undertakings', undefined], ['/indicators/absence/sourceClass', 'coaching-record']);
  expect(found(silent)).toEqual(['error /indicators/absence/sourceClass']);
});
it('many requests are a warning where the document sets itself no bound', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`return-${index}`, school]));
  const document = changed(['/undertakings', undefined], ['/indicators', { ...(sound()['indicators'] as Json), ...many }]);
  expect(found(document)).toContain('warning /indicators');
});

describe('a shared core', () => {
  const core = () => changed(['/id', 'core']);
  const overlay = (...changes: readonly (readonly [string, unknown])[]) => changed(['/core', { id: 'core', version: '1', node: 'total' }], ['/nodes/province', { label: { en: 'province' }, step: 'weighted-mean', parts: { learning: '20', attendance: '80' } }], ...changes);
  const compared = (document: Json, given: Json = core()) => lint(document, [], { core: given }).map(({ severity, pointer }) => `${severity} ${pointer}`);
  it('is the core where all it rests on is the same, whatever stands beside it', () => expect(compared(overlay(['/title', { en: 'province' }]))).toEqual([]));
  it.each([
    ['a weight', '/nodes/total/parts', { learning: '51', attendance: '39', textbooks: '10' }, 'error /nodes/total'],
    ['a goalpost beneath', '/nodes/attendance/high', '40', 'error /nodes/attendance'],
    ['a rule for missing', '/indicators/absence/missing', { 'too-few': 'drop' }, 'error /indicators/absence'],
    ['the level', '/level', 'tehsil', 'error /level'],
  ])('is not where %s differs', (_what, path, value, expected) => expect(compared(overlay([path, value]))).toContain(expected));
  it('is not another document', () => expect(compared(overlay(), changed(['/id', 'other']))).toContain('error /core'));
});

describe('values show more', () => {
  const cells = (rows: readonly (readonly [string, string, string?])[], more: Partial<Cell> = {}): Cell[] =>
    rows.flatMap(([reading, absence, books = '50'], index) => [['reading', reading] as const, ['absence', absence] as const, ['books', books] as const].map(([indicator, value]): Cell => ({ orgUnit: `u${index}`, indicator, period: 'p', status: 'present', value, n: '100', ...more })));
  const twelve = Array.from({ length: 12 }, (_, index) => index);
  const scattered = (index: number) => [String(10 + 25 * (index % 4)), String(2 + 12 * (index % 3)), String([20, 80, 50][Math.floor(index / 4)])] as const;
  it.each<[string, Cell[], string]>([
    ['a figure that is the same everywhere', cells(twelve.map((i) => [String(i), '20'])), 'warning /indicators/absence'],
    ['a goalpost that most have reached', cells(twelve.map((i) => [String(i * 7), i % 3 ? '0' : '30'])), 'warning /nodes/attendance/high'],
    ['one thing counted twice', cells(twelve.map((i) => [String(i * 5), String(30 - i)])), 'warning /indicators/absence'],
    ['a weight that does not act', cells(twelve.map((i) => [String((i * 8) % 97), i % 2 ? '20' : '21'])), 'warning /nodes/attendance'],
    ['a part that decides more than its weight says', cells(twelve.map((i) => [String((i * 8) % 97), i % 2 ? '20' : '21'])), 'warning /nodes/learning'],
    ['an indicator without a row', cells(twelve.map((i) => [String(i), '20'])).filter(({ indicator }) => indicator === 'reading'), 'warning /indicators/absence'],
  ])('%s', (_what, values, expected) => expect(found(sound(), values)).toContain(expected));
  it('and nothing where figures are spread as the weights say', () => expect(lint(sound(), [...cells(twelve.map(scattered)), ...cells(twelve.map(scattered), { period: '2025' })])).toEqual([]));
  it('much weight on few cases', () => {
    const open = changed(['/indicators/reading', { ...manager, tags: ['learning'], sourceClass: 'examination' }]);
    expect(found(open, cells(twelve.map(scattered), { n: '12' }))).toContain('warning /indicators/reading');
  });
  it('a table whose last row most have reached', () => {
    const rows = changed(['/nodes/learning', table([{ points: '0' }, { from: '30', points: '50' }, { from: '60', points: '100' }])]);
    expect(found(rows, cells(twelve.map((i) => [i % 3 ? '80' : '10', String((i * 11) % 30)])))).toContain('warning /nodes/learning/rows');
  });
  it('a zero that killed a product', () => {
    const product = changed(['/nodes/total', { step: 'geometric-mean', of: ['reading', 'books'] }]);
    expect(found(product)).not.toContain('warning /nodes/total');
    expect(found(product, cells([['0', '20'], ['5', '20']]))).toContain('warning /nodes/total');
  });
});

describe('what a list wrote', () => {
  const words = { indicators: { '{}': { forEach: ['reading', 'numbers', 'science'], ...manager } }, nodes: { '{}.points': { forEach: ['reading', 'numbers', 'science'], step: 'goalposts', of: '{}', low: '0', high: '100' }, total: { step: 'mean', of: ['reading.points'] } } };
  const document = { ...sound(), undertakings: undefined, periods: undefined, examples: undefined, bands: undefined, ...words };
  const about = (part: string) => lint(JSON.parse(JSON.stringify(document))).filter(({ text }) => text.includes(part));
  it('is doubted once, with every place it stands at', () => expect(about('no node reads')).toMatchObject([{ severity: 'warning', pointer: '/nodes/numbers.points', text: 'no node reads numbers.points, and it is not the score; the same is to be said of /nodes/science.points' }]));
  it('is told apart where something else is to be said of an item', () => {
    const counted = { ...document, nodes: { ...words.nodes, total: { step: 'weighted-mean', parts: { 'reading.points': '60', 'numbers.points': '20', 'science.points': '20' } } }, indicators: { '{}': { ...words.indicators['{}'], sourceClass: 'survey' } } };
    const sampled = lint(JSON.parse(JSON.stringify(counted))).filter(({ text }) => text.includes('comes from a sample'));
    expect(sampled.map(({ pointer, text }) => [pointer, /counts for (\d+)/.exec(text)![1], text.includes('the same')])).toEqual([['/indicators/reading', '60', false], ['/indicators/numbers', '20', true]]);
  });
  it('is refused once, where it was written, also where each item has a sentence of its own', () => {
    const unread = { ...document, nodes: { ...words.nodes, '{}.n': { forEach: ['reading', 'numbers', 'science'], step: 'formula', is: '1' } } };
    expect(lint(JSON.parse(JSON.stringify(unread)))).toMatchObject([{ pointer: '/nodes/{}.n', text: 'no reference can name reading.n: what follows reading would be taken for a side value, a subgroup or a period; give it another name; the same is to be said of /nodes/numbers.n, /nodes/science.n' }]);
  });
  it('is refused once, where it was written', () => {
    const faulty = { ...document, nodes: { ...words.nodes, '{}.points': { ...words.nodes['{}.points'], high: 'many' } } };
    expect(lint(JSON.parse(JSON.stringify(faulty))).map(({ pointer }) => pointer)).toEqual(['/nodes/{}.points/high']);
  });
});
