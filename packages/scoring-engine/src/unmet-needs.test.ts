import { describe, expect, it } from '@jest/globals';
import { openSnapshot, readMethodology, unmetNeeds } from './index.ts';
import { lastDay } from './reference.ts';

const methodology = (nodes: Record<string, unknown>, of: string, more: Record<string, unknown> = {}) => readMethodology({ id: 'm', version: '1', title: { en: 'M' }, indicators: { reading: {}, attendance: {} }, nodes, score: { of }, ...more });
// Invented figures.
const orgUnits = 'code,name,level,parent_code,valid_from,valid_to,league\na,A,district,,,,first\nb,B,district,,,,\n';
const values = (...rows: string[]) => ['org_unit,indicator,period,value,status,standard_error,subgroup,source', ...rows].join('\n');
const needs = (nodes: Record<string, unknown>, of: string, figures: string, more = {}) => {
  const read = methodology(nodes, of, more);
  return unmetNeeds(read, openSnapshot(read, { values: figures, orgUnits, cycleId: '2023', level: 'district' }));
};
const twice = (of: unknown) => ({ twice: { step: 'goalposts', of, low: '0', high: '50' } });

describe('a snapshot that cannot be scored is told from one in which a figure is missing', () => {
  it('where everybody lacks the figure but the cycle names it, there is nothing to add', () => expect(needs(twice('reading'), 'twice', values('a,reading,2023,,not-submitted,,,', 'b,reading,2023,,suppressed,,,'))).toEqual([]));
  it('where the cycle does not name it, the sentence says where to', () => expect(needs(twice('reading'), 'twice', values('a,attendance,2023,1,,,,'))).toEqual(['The figure of reading has no period in the cycle: name under "periods" the one it is taken from.']));
  it('a node that the score does not rest on needs nothing', () => expect(needs({ ...twice('reading'), view: { step: 'goalposts', of: 'attendance', low: '0', high: '1' } }, 'twice', values('a,reading,2023,1,,,,'))).toEqual([]));
  it.each([
    ['a subgroup', 'reading[subgroup=girls]', "The figure of reading is there of nobody's subgroup girls: import observations with girls in a column subgroup and freeze the cycle again."],
    ['a period called by name', 'reading@baseline', 'The figure of reading for baseline has no period in the cycle: name under "otherPeriods", for "baseline", the one it is taken from.'],
    ['the period before', 'reading@-1', 'The figure of reading for -1 (2022) has no period in the cycle: name under "otherPeriods", for "-1", the one it is taken from.'],
    ['a standard error', 'reading.standardError', "The figure of reading has nobody's standard error: import observations with a column standard_error and freeze the cycle again."],
  ])('%s is needed by its name', (_what, of, sentence) => expect(needs(twice(of), 'twice', values('a,reading,2023,1,,,,'))).toEqual([sentence]));
  it('a source is needed by its name where sources are told apart', () => expect(needs(twice('reading[source=census]'), 'twice', values('a,reading,2023,1,,,,'))[0]).toContain('is there from no source census kept apart'));
  it('a node that is read in another period needs its figures there', () => expect(needs({ ...twice('reading'), gain: { step: 'difference', of: 'twice', from: 'twice@baseline' } }, 'gain', values('a,reading,2023,1,,,,'))).toHaveLength(1));
  it('a statistic over the peers of another period needs their figures there and no others', () => {
    const nodes = { best: { step: 'peer-statistic', of: 'reading', statistic: 'mean', peers: { period: 'benchmark' } } };
    expect(needs(nodes, 'best', values('a,attendance,2023,1,,,,', 'a,reading,benchmark,1,,,,'))).toEqual([]);
    expect(needs(nodes, 'best', values('a,reading,2023,1,,,,'))[0]).toContain('for "benchmark"');
  });
  it('an average over three calendar periods needs the two before', () => {
    const nodes = { mean: { step: 'moving-average', of: 'reading', periods: 3, count: 'calendar' } };
    expect(needs(nodes, 'mean', values('a,reading,2023,1,,,,', 'a,reading,2022,1,,,,'))).toEqual(['The step moving-average of mean reads the period -2: name under "otherPeriods" of the cycle, for "-2", the one each of its figures is taken from.']);
  });
  it('an attribute is needed of somebody, not of everybody', () => {
    const grouped = (group: string) => ({ place: { step: 'z-score', of: 'reading', deviation: 'sample', peers: { group } } });
    expect(needs(grouped('league'), 'place', values('a,reading,2023,1,,,,'))).toEqual([]);
    expect(needs(grouped('remoteness'), 'place', values('a,reading,2023,1,,,,'))).toEqual(['No org unit has the attribute remoteness. Add a column remoteness to the org units file, import it and freeze the cycle again.']);
  });
  it('a word the document binds to a real period is needed as that period', () => expect(needs(twice('reading@before'), 'twice', values('a,reading,2023,1,,,,'), { periods: { before: '2019' } })).toEqual(['The figure of reading for before (2019) has no period in the cycle: name under "otherPeriods", for "2019", the one it is taken from.']));
});

describe('a methodology that pools from schools needs', () => {
  const pooled = { total: { step: 'pool', of: 'attendance.numerator', per: 'attendance.denominator', from: 'school' } };
  const schools = 'code,name,level,parent_code\na,A,district,\nt,T,tehsil,a\ns,S,school,t\n';
  const lacks = (hierarchy: string, nodes: Record<string, unknown>, ...rows: string[]) => {
    const read = methodology(nodes, 'total');
    return unmetNeeds(read, openSnapshot(read, { values: values(...rows), orgUnits: hierarchy, cycleId: '2023', level: 'district' }));
  };
  it('nothing where a school has the figure, though no district has it and other schools lack it', () => expect(lacks(schools, pooled, 'a,attendance,2023,,not-submitted,,,', 's,attendance,2023,,suppressed,,,')).toEqual([]));
  it('schools below the districts, and their level named in the cycle', () =>
    expect(lacks('code,name,level,parent_code\na,A,district,\ns,S,school,\n', pooled, 'a,attendance,2023,1,,,,')).toEqual([
      expect.stringMatching(/^No org unit of the level school stands below one of the level district, and .* Import them with their level and parent_code/),
      'The figure of attendance of each school is not in the snapshot, which has no figure of the level school at all: name school under "otherLevels" of the cycle, import the figures of those org units where there are none, and freeze the cycle again.',
    ]));
  it('the very figure of schools, not another one', () => expect(lacks(schools, pooled, 'a,attendance,2023,1,,,,', 's,reading,2023,1,,,,')).toEqual(['The figure of attendance of each school is there of nobody: import observations of attendance of org units of the level school and freeze the cycle again.']));
  it('a subgroup of the schools, whatever the district has', () => expect(lacks(schools, { total: { ...pooled['total'], of: 'attendance[subgroup=girls].numerator' } }, 'a,attendance,2023,1,,,girls,', 's,attendance,2023,1,,,,')).toEqual([expect.stringContaining("of attendance of each school is there of nobody's subgroup girls")]));
  it('the level of every step on the way, where it is pooled through tehsils', () => {
    const nodes = { tehsil: pooled.total, total: { step: 'pool', of: 'tehsil', from: 'tehsil' } };
    expect(lacks(schools, nodes, 'a,attendance,2023,,not-submitted,,,', 's,attendance,2023,1,,,,')).toEqual([]);
    expect(lacks('code,name,level,parent_code\na,A,district,\ns,S,school,a\n', nodes, 'a,attendance,2023,1,,,,', 's,attendance,2023,1,,,,')).toEqual([expect.stringContaining('the level tehsil stands below one of the level district'), expect.stringContaining('the level school stands below one of the level tehsil')]);
  });
  it('the province of which a figure is compared with', () => expect(lacks(schools, { total: { step: 'value-above', of: 'reading', from: 'province' } }, 'a,reading,2023,1,,,,')).toEqual([expect.stringContaining('No org unit of the level province stands above one of the level district'), expect.stringContaining('name province under "otherLevels"')]));
});

it.each([
  ['2023', '2023-12-31'],
  ['2024-02', '2024-02-29'],
  ['2023-Q4', '2023-12-31'],
  ['2022-23', '2023-06-30'],
  ['2022/23', '2023-06-30'],
  ['1999/2000', '2000-06-30'],
  ['baseline', undefined],
])('the period %s ends on %s', (period, day) => expect(lastDay(period)).toBe(day));
