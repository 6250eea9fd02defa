import { describe, expect, it } from '@jest/globals';
import { changed as changedIn, type Json, manager } from '../changed.fixture.ts';
import { lint } from './lint.ts';

/** A document with one of everything, in which the linter finds nothing. */
const sound = (): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  effective: { from: '2026-07-01', to: '2028-07-01' },
  periods: { baseline: '2024' },
  lists: { subjects: ['reading', 'numbers'] },
  indicators: { '{}': { forEach: 'subjects', ...manager, tags: ['learning'] }, presence: { ...manager, direction: 'higher' } },
  parameters: { least: [{ from: '2026-07-01', value: '50' }, { from: '2027-07-01', value: '60' }] },
  nodes: {
    '{}.points': { forEach: 'subjects', step: 'goalposts', of: '{}', low: '0', high: '100' },
    gain: { step: 'formula', let: { now: 'reading', then: 'reading@baseline' }, is: 'clamp(50 + now - then, 0, 100)' },
    attendance: { step: 'goalposts', of: 'presence', low: { parameter: 'least' }, high: '100' },
    level: { step: 'step-table', of: 'attendance', closed: 'from', rows: [{ id: 'low' }, { from: '40', id: 'middle' }, { from: '80', id: 'high' }] },
    bonus: { step: 'decision-table', rows: [{ when: { level: 'high', gain: { from: '60' } }, points: '10' }, { when: { level: ['middle', 'high'] }, points: '5' }, { points: '0' }] },
    base: { step: 'weighted-mean', parts: { 'reading.points': '30', 'numbers.points': '30', attendance: '40' } },
    total: [{ step: 'sum', of: ['base', 'bonus'] }, { step: 'limits', low: '0', high: '100' }],
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
  examples: [{ name: 'one', given: { reading: '50', 'reading@baseline': '40', numbers: '50', presence: '90' }, then: { score: '72.0', band: 'high' } }],
});
const changed = (path: string, value: unknown) => changedIn(sound(), [path, value]);

it('the document without a planted fault has nothing to say', () => expect(lint(sound())).toEqual([]));

describe('one planted fault is named, with its place', () => {
  it.each<[string, string, unknown, string, string]>([
    ['a node misspelt among parts', '/nodes/base/parts', { 'reading.points': '30', 'numbers.point': '30', attendance: '40' }, '/nodes/base/parts/numbers.point', 'did you mean numbers.points?'],
    ['what narrows a figure misspelt', '/nodes/attendance/of', 'presence[subgrup=girls]', '/nodes/attendance/of', 'did you mean subgroup?'],
    ['a figure narrowed by what narrows none', '/nodes/gain/let/then', 'reading[sex=girls]@baseline', '/nodes/gain/let/then', '"sex=girls" narrows nothing'],
    ['a figure of an example narrowed by what narrows none', '/examples/0/given', { reading: '50', 'reading@baseline': '40', numbers: '50', presence: '90', 'presence[sex=girls]': '80' }, '/examples/0/given/presence[sex=girls]', '"sex=girls" narrows nothing'],
    ['a sign before a power', '/nodes/gain/is', '-now ** 2', '/nodes/gain/is', 'write -(x ** y) or (-x) ** y'],
    ['an indicator misspelt', '/nodes/attendance/of', 'presense', '/nodes/attendance/of', 'did you mean presence?'],
    ['a name misspelt in a formula', '/nodes/gain/is', 'clamp(50 + now - than, 0, 100)', '/nodes/gain/is', 'there is no node or indicator than'],
    ['a side value of a node', '/nodes/level/of', 'attendance.n', '/nodes/level/of', 'attendance is a node'],
    ['the score of an indicator', '/score/of', 'presence', '/score/of', 'it is an indicator'],
    ['a score that is nowhere', '/score/of', 'totl', '/score/of', 'did you mean total?'],
    ['a step misspelt', '/nodes/attendance/step', 'goalpost', '/nodes/attendance/step', 'did you mean goalposts?'],
    ['a parameter misspelt', '/nodes/attendance/low', { parameter: 'leest' }, '/nodes/attendance/low', 'did you mean least?'],
    ['a key misspelt', '/nodes/attendance/hihg', '100', '/nodes/attendance/hihg', 'did you mean high?'],
    ['a key misspelt at the top', '/exampels', [], '/exampels', 'did you mean examples?'],
    ['a key that is needed', '/nodes/attendance/high', undefined, '/nodes/attendance/high', 'needed and not there'],
    ['a word where one of few should stand', '/score/round/mode', 'half-upp', '/score/round/mode', 'did you mean half-up?'],
    ['no rounding mode', '/score/round/mode', undefined, '/score/round/mode', 'needed and not there'],
    ['a number that is no text', '/nodes/attendance/high', 99.5, '/nodes/attendance/high', 'in quotes: "99.5"'],
    ['a number with a comma', '/nodes/attendance/high', '1,000', '/nodes/attendance/high', 'a decimal number as text'],
    ['a weight of 0', '/nodes/base/parts/attendance', '0', '/nodes/base/parts/attendance', 'more than zero'],
    ['a weight that is no number', '/nodes/base/parts/attendance', { param: 'least' }, '/nodes/base/parts/attendance', 'a number should stand here'],
    ['a number in place of a name', '/nodes/gain/let/now', 5, '/nodes/gain/let/now', 'written as text'],
    ['a parameter misspelt in a formula', '/nodes/gain/let/now', { paramter: 'least' }, '/nodes/gain/let/now', '{ "parameter": NAME }'],
    ['a circle', '/nodes/gain/is', 'clamp(total + now - then, 0, 100)', '/nodes/gain', 'gain → '],
    ['a node nobody reads', '/nodes/idle', { step: 'formula', is: 'presence / 2' }, '/nodes/idle', 'no node reads idle'],
    ['weights that do not add up', '/nodes/base/parts/attendance', '30', '/nodes/base/parts', 'add up to 90'],
    ['goalposts that coincide', '/nodes/attendance', { step: 'goalposts', of: 'presence', low: '100', high: '100' }, '/nodes/attendance/high', 'coincide'],
    ['goalposts against the direction', '/nodes/attendance', { step: 'goalposts', of: 'presence', low: '100', high: '50' }, '/nodes/attendance/low', 'less is better by these goalposts'],
    ['bands out of order', '/bands', [{ id: 'high', from: '50' }, { id: 'low', from: '0' }], '/bands/1/from', 'ascending order'],
    ['bands that overlap', '/bands', [{ id: 'a', from: '0' }, { id: 'b', from: '0.0' }], '/bands/1/from', 'none starts where another does'],
    ['two bands of one name', '/bands', [{ id: 'a', from: '0' }, { id: 'a', from: '50' }], '/bands/1/id', 'another band is called a'],
    ['a gap under the bands', '/bands/0/from', '10', '/bands/0/from', 'a gap'],
    ['a band nobody reaches', '/nodes/total', { step: 'mean', of: ['base', 'attendance'] }, '/nodes/bonus', 'no node reads bonus'],
    ['bands twice', '/score/band', 'level', '/score/band', 'keep one of the two'],
    ['rows out of order', '/nodes/level/rows', [{ id: 'low' }, { from: '80', id: 'high' }, { from: '40', id: 'middle' }], '/nodes/level/rows/2/from', '40 stands after 80'],
    ['rows that begin together', '/nodes/level/rows', [{ id: 'low' }, { from: '40', id: 'middle' }, { from: '40.0', id: 'high' }], '/nodes/level/rows/2/from', 'another row begins at 40.0 too'],
    ['a row without a beginning', '/nodes/level/rows', [{ id: 'low' }, { id: 'middle' }, { from: '80', id: 'high' }], '/nodes/level/rows/1/from', 'only the first row'],
    ['a row that is never reached', '/nodes/bonus/rows', [{ points: '0' }, { when: { level: 'high', gain: '5' }, points: '10' }], '/nodes/bonus/rows/1', 'never reached'],
    ['a word that nobody gives', '/nodes/bonus/rows/0/when/level', 'hgih', '/nodes/bonus/rows/0/when/level', 'did you mean high?'],
    ['an interval turned round', '/nodes/bonus/rows/0/when/gain', { from: '60', below: '10' }, '/nodes/bonus/rows/0/when/gain', 'an interval begins below its end'],
    ['limits turned round', '/nodes/total', [{ step: 'sum', of: ['base', 'bonus'] }, { step: 'limits', low: '100', high: '0' }], '/nodes/total/1/low', 'above the upper limit'],
    ['more best parts than there are', '/nodes/base', { step: 'mean-of-best', of: ['reading.points', 'numbers.points', 'attendance'], take: 4 }, '/nodes/base/take', 'only 3 parts'],
    ['more parts asked for than there are', '/nodes/base/reweight', { minimumParts: 4 }, '/nodes/base/reweight/minimumParts', 'only 3 parts'],
    ['a required part that is none', '/nodes/base/reweight', { required: ['gain'] }, '/nodes/base/reweight/required/0', 'not a part of this node'],
    ['a quantile without its share', '/nodes/base', { step: 'peer-statistic', of: 'attendance', statistic: 'quantile' }, '/nodes/base/share', 'needs a share'],
    ['a share in percent', '/nodes/base', { step: 'peer-statistic', of: 'attendance', statistic: 'quantile', share: '75' }, '/nodes/base/share', '75 percent is 0.75'],
    ['a least share in percent', '/nodes/base', { step: 'pool', of: 'presence', from: 'school', minimumShare: '80' }, '/nodes/base/minimumShare', 'a share from 0 to 1'],
    ['a least share of a statistic in percent', '/nodes/base', { step: 'below-statistic', of: 'presence', from: 'school', statistic: 'mean', minimumShare: '-0.5' }, '/nodes/base/minimumShare', 'a share from 0 to 1'],
    ['a mean of power 0', '/nodes/base', { step: 'power-mean', of: ['reading.points', 'attendance'], power: '0.0' }, '/nodes/base/power', 'use the step geometric-mean'],
    ['days out of order', '/parameters/least', [{ from: '2027-07-01', value: '50' }, { from: '2026-07-01', value: '60' }], '/parameters/least/1/from', 'in the order of their days'],
    ['one day twice', '/parameters/least', [{ from: '2026-07-01', value: '50' }, { from: '2026-07-01', value: '60' }], '/parameters/least/1/from', 'in the order of their days'],
    ['a hole before the first day', '/parameters/least/0/from', '2026-09-01', '/parameters/least/0/from', 'a hole'],
    ['a day that is none', '/parameters/least/0/from', '2026-13-01', '/parameters/least/0/from', 'a day should stand here'],
    ['an end before the beginning', '/effective/to', '2026-01-01', '/effective/to', 'not after it begins'],
    ['a period misspelt', '/nodes/gain/let/then', 'reading@basline', '/nodes/gain', 'did you mean baseline?'],
    ['a list misspelt', '/nodes/{}.points/forEach', 'subject', '/nodes/{}.points/forEach', 'did you mean subjects?'],
    ['an empty tag', '/nodes/{}.points/forEach', { tag: 'lerning' }, '/nodes/{}.points/forEach', 'did you mean learning?'],
    ['an empty list', '/lists/subjects', [], '/indicators/{}/forEach', 'the list is empty'],
    ['a formula cut short', '/nodes/gain/is', 'clamp(50 + now - then, 0, 100', '/nodes/gain/is', 'at character'],
    ['a function that is none', '/nodes/gain/is', 'clmp(50 + now - then, 0, 100)', '/nodes/gain/is', 'did you mean clamp?'],
    ['a division by zero', '/nodes/gain/is', 'clamp(now / 0 + then, 0, 100)', '/nodes/gain/is', 'divides by 0, at character 11'],
    ['an example that does not come out', '/examples/0/then/score', '71.0', '/examples/0', 'the example gives'],
    ['an example of nobody', '/examples/0/given', { raeding: '50' }, '/examples/0/given/raeding', 'did you mean reading?'],
    ['an example that expects nothing', '/examples/0/then', {}, '/examples/0/then', 'expects nothing'],
    ['an example with a band there is not', '/examples/0/then/band', 'hihg', '/examples/0/then/band', 'did you mean high?'],
    ['no example', '/examples', undefined, '/examples', 'no worked example'],
    ['an indicator nobody reads', '/indicators/idle', manager, '/indicators/idle', 'no node reads the indicator idle'],
    ['a parameter nobody reads', '/parameters/idle', [{ value: '1' }], '/parameters/idle', 'no node reads the parameter idle'],
    ['a period nobody reads', '/periods/benchmark', '2020', '/periods/benchmark', 'no node reads a figure of the period'],
    ['a name that no reference can have', '/indicators/cases.n', manager, '/indicators/cases.n', 'no reference can name cases.n'],
    ['a weight that is the name of a node', '/nodes/base/parts/attendance', 'gain', '/nodes/base/parts/attendance', 'is read by { "node": "gain" }'],
    ['a weight that is a fraction', '/nodes/base/parts/attendance', '1/3', '/nodes/base/parts/attendance', '1 and 2 for a third and two thirds'],
    ['a word that an item of a list lacks', '/nodes/base/parts', { '{}.points': { forEach: [{ id: 'reading', w: '60' }, { id: 'numbers', weight: '30' }], is: '{w}' } }, '/nodes/base/parts/numbers.points', 'has no word w'],
    ['a number where an object with two fields stands', '/nodes/base/round', '0', '/nodes/base/round', 'an object with "places", "mode"'],
    ['a decimal comma in a formula', '/nodes/gain/is', 'now * 0,5', '/nodes/gain/is', 'written with a point: 0.5'],
    ['a number where something is read', '/nodes/gain', { step: 'ratio', of: 'reading', per: '2' }, '/nodes/gain/per', '2 is a number'],
    ['a first step that reads the one before', '/nodes/gain/is', 'before + 1', '/nodes/gain/is', 'the first step of a chain has none before it'],
    ['points that fall as more is read', '/nodes/attendance', { step: 'interpolate', of: 'presence', knots: [{ at: '0', points: '100' }, { at: '100', points: '0' }] }, '/indicators/presence', 'more presence earns fewer points'],
    ['a band that does not come out, and only that', '/examples/0/then', { score: '72.0', band: 'low' }, '/examples/0', 'the example gives the band high, not low'],
    ['no title', '/title', {}, '/title', 'no title in any language'],
    ['a node named as an indicator', '/nodes/presence', { step: 'formula', is: 'reading' }, '/nodes/presence', 'an indicator has the same id'],
  ])('%s', (_what, path, value, place, text) => {
    const found = lint(changed(path, value)).filter((one) => one.pointer === place && `${one.text}; ${one.advice}`.includes(text));
    expect([lint(changed(path, value)), found.length]).toEqual([expect.anything(), 1]);
  });
  it('is told once where one slip has two consequences', () => {
    expect(lint(changed('/examples/0/given', { raeding: '50' })).map(({ pointer }) => pointer)).toEqual(['/examples/0/given/raeding']);
    expect(lint(changed('/nodes/base/parts/attendance', 'gain'))).toHaveLength(1);
  });
  it('a band of a node without words', () => expect(lint({ ...changed('/bands', undefined), score: { of: 'total', band: 'base' } })).toContainEqual(expect.objectContaining({ severity: 'error', pointer: '/score/band' })));
});
