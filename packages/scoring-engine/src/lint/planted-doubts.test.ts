import { describe, expect, it } from '@jest/globals';
import { changed, type Json, manager } from '../changed.fixture.ts';
import { readOrgUnits, readValues } from '../index.ts';
import { type Finding } from './finding.ts';
import { lint } from './lint.ts';

const percent = { ...manager, unit: 'percent', direction: 'higher', sourceClass: 'census' };
/** A document, figures and org units in which the linter finds nothing. */
const sound = (): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  level: 'district',
  effective: { from: '2026-07-01', to: '2028-07-01' },
  undertakings: { shares: [{ tag: 'learning', least: '0.4' }], total: '100' },
  indicators: {
    reading: { ...percent, sourceClass: 'assessment', tags: ['learning'], minimumN: 30, missing: { 'too-few': 'drop' } },
    absence: { ...percent, direction: 'lower', missing: { 'not-submitted': 'worst' } },
    water: { ...percent, missing: { suppressed: 'drop' } },
    toilets: { ...percent, missing: { suppressed: 'drop' } },
  },
  parameters: { most: [{ from: '2026-07-01', value: '30' }, { from: '2027-07-01', value: '25' }] },
  nodes: {
    level: { step: 'goalposts', of: 'reading', low: '20', high: '80' },
    presence: { step: 'goalposts', of: 'absence', low: '5', high: { parameter: 'most' } },
    facilities: { step: 'mean', of: ['water', 'toilets'], reweight: { minimumParts: 1 } },
    total: { step: 'weighted-mean', parts: { level: '50', presence: '30', facilities: '20' }, reweight: { minimumParts: 2, required: ['level'] } },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'C', from: '0' }, { id: 'B', from: '50' }, { id: 'A', from: '75' }],
  examples: [
    { name: 'in the middle', given: { reading: '47', 'reading.n': '100', absence: '10', water: '80', toilets: '60' }, then: { score: '60.5', band: 'B' } },
    { name: 'at the ends', given: { reading: '80', 'reading.n': '100', absence: '5', water: '100', toilets: '100' }, then: { score: '100.0', band: 'A' } },
    { name: 'at the other ends', given: { reading: '20', 'reading.n': '100', absence: '30', water: '0', toilets: '0' }, then: { score: '0.0', band: 'C' } },
  ],
});
const figures = `org_unit,indicator,period,value,numerator,denominator,n,subgroup
D1,reading,2026-07,50,,,100,
D1,absence,2026-07,10,,,,
D1,water,2026-07,,8,10,,
D1,toilets,2026-07,60,,,,
D2,reading,2026-07,40,,,100,
D2,absence,2026-07,12,,,,
D2,water,2026-07,70,,,,
D2,toilets,2026-07,50,,,,
`;
const units = 'org_unit,parent,level,name,league\nP,,province,P,\nD1,P,district,One,A\nD2,P,district,Two,B\nS1,D1,school,School,\n';

interface Planted {
  readonly document?: readonly (readonly [path: string, value: unknown])[];
  /** What stands in the figures, and what in its place; without it no figures are given. */
  readonly figures?: readonly [RegExp | string, string];
  readonly units?: true;
}
const all = ({ document = [], figures: replaced, units: withUnits }: Planted): Finding[] => lint(changed(sound(), ...document), replaced ? readValues(figures.replaceAll(...(replaced as [string, string]))) : [], withUnits ? { hierarchy: readOrgUnits(units) } : {});
const none = ['', ''] as const;

/** Whether a finding stands at a place, in words that say what is wrong and what to do. */
const finds = (planted: Planted, place: string, ...words: readonly string[]) => {
  const found = all(planted);
  const there = found.filter(({ pointer, text, advice }) => pointer === place && words.every((word) => `${text}; ${advice}`.includes(word)));
  expect([found, there.length]).toEqual([expect.anything(), 1]);
};

it('the document has nothing to say, neither by itself nor with its figures and org units', () => {
  expect(all({})).toEqual([]);
  expect(all({ figures: none, units: true })).toEqual([]);
});

describe('a promised share holds also where figures are missing', () => {
  it('is doubted where a node may leave out all of it', () => finds({ document: [['/nodes/total/reweight', { minimumParts: 2 }]] }, '/undertakings/shares/0', 'learning counts for 0.0 percent of the score, not for 40.0', 'total may leave out level, where there is no figure of reading (too-few)', '["level"] under "required" at /nodes/total/reweight'));
  it('is doubted where a part of it may go further down', () =>
    finds({ document: [['/indicators/numbers', { ...percent, sourceClass: 'examination', tags: ['learning'] }], ['/indicators/water/tags', ['learning']], ['/nodes/facilities/of', ['water', 'toilets', 'numbers']], ['/indicators/reading/missing', undefined], ['/undertakings/shares/0/least', '0.62']] }, '/undertakings/shares/0', 'learning counts for 60.0 percent', 'where there is no figure of water (suppressed)'));
  it('is kept where the rest is not enough without it', () => expect(all({ document: [['/nodes/total/reweight', { minimumWeight: '0.6' }]] })).toEqual([]));
  it('is kept where its indicator fails or counts as the worst', () => expect(all({ document: [['/nodes/total/reweight', { minimumParts: 2 }], ['/indicators/reading/missing', { 'too-few': 'worst' }]] }).map(({ pointer }) => pointer)).not.toContain('/undertakings/shares/0'));
  it('says where nothing is ever left out', () => finds({ document: [['/indicators/water/missing', undefined], ['/indicators/toilets/missing', undefined]] }, '/nodes/facilities/reweight', 'no indicator below facilities says "drop"'));
});

describe('a figure is held against its unit', () => {
  it('where the file writes shares for percent', () => finds({ figures: [/reading,2026-07,(\d)0/g, 'reading,2026-07,0.$1'] }, '/indicators/reading', 'all its 2 figures are from 0 to 1, such as 0.5 of D1 in 2026-07', 'write 50 for half'));
  it('where a figure is beyond all percent', () => finds({ figures: ['reading,2026-07,50', 'reading,2026-07,140'] }, '/indicators/reading', '1 of 2 figures', 'such as 140 of D1'));
  it('where counts make more than all', () => finds({ figures: [',8,10,', ',12,10,'] }, '/indicators/water', 'such as 120 of D1'));
  it('but not where the document says that it may be more', () => expect(all({ document: [['/illustrative', true], ['/assumptions', [{ about: ['/indicators/reading/unit'], says: { en: 'gross' } }]]], figures: ['reading,2026-07,50', 'reading,2026-07,140'] }).map(({ severity }) => severity)).toEqual(['information']));
  it('but not where few are below 1', () => expect(all({ figures: ['reading,2026-07,50', 'reading,2026-07,0.5'] })).toEqual([]));
  it('where goalposts are those of a share', () => finds({ document: [['/nodes/level', { step: 'goalposts', of: 'reading', low: '0.2', high: '0.8' }]] }, '/nodes/level', 'from 0.2 to 0.8', 'from 20 to 80'));
  it('where goalposts are beyond all percent', () => finds({ document: [['/nodes/level/high', '800']] }, '/nodes/level', 'not all of it can be reached'));
  it('where the bound of a share is taken of percent', () => finds({ document: [['/nodes/bound', { step: 'wilson-bound', of: 'reading', n: 'reading.n', side: 'lower' }]] }, '/nodes/bound/scale', '"scale": "100"'));
  it.each(['perzent', '%', 'Percentage'])('where its unit is written %s', (unit) => finds({ document: [['/indicators/reading/unit', unit]] }, '/indicators/reading/unit', 'did you mean percent?'));
  it('where percent and rupees are put together', () => finds({ document: [['/indicators/toilets/unit', 'rupees']] }, '/nodes/facilities', 'water (percent) and toilets (rupees)'));
  it('where more of the one and less of the other is better', () => finds({ document: [['/indicators/toilets/direction', 'lower']] }, '/nodes/facilities', 'toilets (lower is better)', 'goalposts'));
});

describe('what the document reads is looked for in the figures', () => {
  const gain = (word: string) => ['/nodes/gain', { step: 'difference', of: 'reading', from: `reading@${word}`, label: { en: 'gain' } }] as const;
  const baseline = `D1,reading,baseline,30,,,100,\nD2,reading,baseline,30,,,100,\n`;
  it('a period that none has', () => finds({ document: [gain('basline')], figures: ['D1,reading', `${baseline}D1,reading`] }, '/nodes/gain', 'no row of the period basline; did you mean baseline?'));
  it('a real period that none has', () => finds({ document: [gain('before'), ['/periods', { before: '2025-07' }]], figures: none }, '/nodes/gain', 'no row of 2025-07, which before means'));
  it('an earlier period that none has', () => finds({ document: [gain('-1')], figures: none }, '/nodes/gain', 'no row of a period that stands -1'));
  it('and not one that they have', () => expect(all({ document: [gain('baseline')], figures: ['D1,reading', `${baseline}D1,reading`] })).toEqual([]));
  it('a subgroup that none has', () => finds({ document: [['/nodes/girls', { step: 'limits', of: 'reading[subgroup=grils]', low: '0', label: { en: 'girls' } }]], figures: ['D1,absence', 'D1,reading,2026-07,40,,,50,girls\nD1,absence'] }, '/nodes/girls', 'with the subgroup grils; did you mean girls?'));
  it('a period that is written in another way than the rest', () => finds({ figures: ['D1,reading,2026-07', 'D1,reading,July 2026'] }, '/indicators/reading', 'one row has the period "July 2026" (the first is reading of D1)', 'such as 2026-07'));
  it('a name that is nearly one of its own', () => finds({ figures: ['D1,reading', 'D1,Reading'] }, '/indicators/reading', '1 row stands under "Reading"', 'did you mean reading?'));
  it('the number of cases, of nobody', () => finds({ figures: [/100,$/gm, ','] }, '/indicators/reading/minimumN', 'no row of reading says over how many'));
  it('the number of cases, of some', () => finds({ figures: ['D2,reading,2026-07,40,,,100', 'D2,reading,2026-07,40,,,'] }, '/indicators/reading/minimumN', '1 of 2 rows of reading, the first D2 in 2026-07'));
});

describe('a figure is held against its own counts', () => {
  it('where the value is another than they give', () => finds({ figures: ['10,,,,', '55,10,40,,'] }, '/indicators/absence', 'D1 in 2026-07 the value is 55, but 10 of 40 is 25'));
  it('but not where it is rounded', () => expect(all({ figures: ['10,,,,', '33.3,1,3,,'] })).toEqual([]));
  it('where they are counted over nobody', () => finds({ figures: ['D1,absence,2026-07,10,,', 'D1,absence,2026-07,,10,0'] }, '/indicators/absence', '1 row of absence has the denominator 0'));
});

describe('levels and groups are looked for among the org units', () => {
  const leagues = (values: Json) => ['/nodes/level/low', { by: 'league', values }] as const;
  const examples = ['/examples', [{ name: 'one', given: { reading: '50', 'reading.n': '100' }, then: { status: 'not-scorable' } }]] as const;
  it('a level that none has', () => finds({ document: [['/level', 'distrct']], units: true }, '/level', 'no org unit has the level distrct; did you mean district?', 'there are district, province, school'));
  it('a level below that none has', () => finds({ document: [['/nodes/schools', { step: 'pool', of: 'reading.n', from: 'schol', label: { en: 'tested' } }]], units: true }, '/nodes/schools/from', 'did you mean school?'));
  it('the own level in place of one below, without any file', () => finds({ document: [['/nodes/schools', { step: 'pool', of: 'reading.n', from: 'district', label: { en: 'tested' } }]] }, '/nodes/schools/from', 'which is the one that is scored'));
  it('a group that none has', () => finds({ document: [['/nodes/place', { step: 'rank', of: 'total', peers: { group: 'legue' } }]], units: true }, '/nodes/place/peers/group', 'did you mean league?'));
  it('a league without its number', () => finds({ document: [leagues({ A: '20' }), examples], units: true }, '/nodes/level/low', 'no number stands here for the league B', 'under "values"'));
  it('a number without its league', () => finds({ document: [leagues({ A: '20', B: '20', C: '10' }), examples], units: true }, '/nodes/level/low', 'no org unit has the league C'));
  it('and nothing where each has its number', () => expect(all({ document: [leagues({ A: '20', B: '20' }), examples], units: true }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/low'));
});

describe('a hole in a table, and what is never reached', () => {
  const level = (node: Json) => ['/nodes/level', node] as const;
  const rows = (...all: readonly Json[]) => level({ step: 'decision-table', rows: all });
  it('a step-table that begins above the least figure', () => finds({ document: [level({ step: 'step-table', of: 'reading', closed: 'from', rows: [{ from: '30', points: '0' }, { from: '50', points: '50' }, { from: '80', points: '100' }] })] }, '/nodes/level/rows/0/from', 'below 30 has no row', 'go without "from"'));
  it('a step-table whose first row does not hold its own beginning', () => finds({ document: [level({ step: 'step-table', of: 'reading', closed: 'to', rows: [{ from: '0', points: '0' }, { from: '50', points: '50' }, { from: '80', points: '100' }] })] }, '/nodes/level/rows/0/from', '0 or less has no row'));
  it('but not one that begins at the least figure', () => expect(all({ document: [level({ step: 'step-table', of: 'reading', closed: 'from', rows: [{ from: '0', points: '0' }, { from: '50', points: '50' }, { from: '80', points: '100' }] })] }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/rows/0/from'));
  it('a table of rules with a hole', () => finds({ document: [rows({ when: { reading: { from: '50' } }, points: '100' }, { when: { reading: { below: '40' } }, points: '0' })] }, '/nodes/level/rows', 'no row holds where reading is 40', 'without "when"'));
  it('a hole in two figures together', () => finds({ document: [rows({ when: { reading: { from: '50' } }, points: '100' }, { when: { water: { below: '10' } }, points: '0' })] }, '/nodes/level/rows', 'no row holds where reading is 0 and water is 10'));
  it('but no hole beyond what is possible', () => expect(all({ document: [rows({ when: { reading: { from: '50' } }, points: '100' }, { when: { reading: { from: '0', below: '50' } }, points: '0' })] }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/rows'));
  it('but no hole between the points of a table, or between yes and no', () => {
    const stages = ['/nodes/stage', { step: 'step-table', of: 'reading', closed: 'from', rows: [{ points: '0' }, { from: '40', points: '1' }, { from: '60', points: '2' }] }] as const;
    expect(all({ document: [stages, rows({ when: { stage: { from: '2' } }, points: '100' }, { when: { stage: '1', water: { from: '50' } }, points: '50' }, { when: { stage: '1', water: { below: '50' } }, points: '40' }, { when: { stage: '0' }, points: '0' })] }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/rows');
    expect(all({ document: [['/indicators/built', manager], rows({ when: { built: '0' }, points: '0' }, { when: { built: '1' }, points: '100' })] }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/rows');
  });
  it('a row behind a wider one', () => finds({ document: [rows({ when: { reading: { from: '20' } }, points: '50' }, { when: { reading: { from: '50' } }, points: '100' }, { points: '0' })] }, '/nodes/level/rows/1', 'a row before it does too'));
  it('a branch of a formula', () => finds({ document: [level({ step: 'formula', is: 'if(reading >= 50, 100, if(reading >= 60, 50, 0))' })] }, '/nodes/level/is', 'never holds where it is asked'));
  it('but not the branches in their order', () => expect(all({ document: [level({ step: 'formula', is: 'if(reading >= 60, 100, if(reading >= 50, 50, 0))' })] }).map(({ pointer }) => pointer)).not.toContain('/nodes/level/is'));
  it('a band beyond the score', () => finds({ document: [['/bands/2/from', '175']] }, '/bands/2/from', 'nobody can reach A'));
  it('a value of a parameter after the end', () => finds({ document: [['/effective/to', '2027-01-01']] }, '/parameters/most/1/from', 'the document ends on 2027-01-01: it never holds'));
});

describe('a gate that holds nobody', () => {
  const gated = (condition: string, more: readonly (readonly [string, unknown])[] = []) => [['/nodes/gated', { step: 'gate', of: 'total', conditions: [condition], otherwise: { points: '0' }, whenMissing: 'fails' }], ['/score/of', 'gated'], ...more] as const;
  it('points in place of a condition', () => finds({ document: gated('level') }, '/nodes/gated/conditions/0', 'any number other than 0 opens the gate', 'level >= 50'));
  it('a condition that always holds', () => finds({ document: gated('enough', [['/nodes/enough', { step: 'formula', is: 'reading >= 0' }]]) }, '/nodes/gated/conditions/0', 'enough always holds: reading >= 0'));
  it('but not one that may fail', () => expect(all({ document: gated('enough', [['/nodes/enough', { step: 'formula', is: 'reading > 0' }]]) }).map(({ pointer }) => pointer)).not.toContain('/nodes/gated/conditions/0'));
  it('a word that no grade has', () => finds({ document: [['/nodes/grade', { step: 'step-table', of: 'total', closed: 'from', rows: [{ id: 'C' }, { from: '50', id: 'B' }] }], ['/nodes/enough', { step: 'formula', is: 'absence <= 20' }], ['/nodes/held', { step: 'gate', of: 'grade', conditions: ['enough'], otherwise: { id: 'X' }, whenMissing: 'fails' }], ['/bands', undefined], ['/score/band', 'held']] }, '/nodes/held/otherwise/id', '"X" is none of the words of grade: C, B'));
});

describe('a number that arithmetic loses', () => {
  it('the logarithm of what can be 0', () => finds({ document: [['/nodes/level', { step: 'log', of: 'reading' }]] }, '/nodes/level/of', 'there is no logarithm'));
  it('a score that is rounded twice', () => finds({ document: [['/nodes/total/round', { places: 0, mode: 'up' }]] }, '/nodes/total/round', 'to 0 places (up) and then, as the score, once more to 1 (half-up)'));
});

describe('an example that would come out all the same', () => {
  const only = (given: Json, score: string) => ['/examples', [{ name: 'one', given, then: { score } }]] as const;
  it('with the direction of an indicator turned round, where it stands in the middle', () => finds({ document: [only({ reading: '50', 'reading.n': '100', absence: '10', water: '80', toilets: '60' }, '63.0')] }, '/examples', 'no example would notice another direction of reading', 'worked out by hand'));
  it('with another goalpost, where it stands at the end', () => finds({ document: [only({ reading: '80', 'reading.n': '100', absence: '10', water: '80', toilets: '60' }, '88.0')] }, '/examples', 'another "low" at /nodes/level'));
  it('is not blamed for what another notices', () => expect(all({})).toEqual([]));
});
