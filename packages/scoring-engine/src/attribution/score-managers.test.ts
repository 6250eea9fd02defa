import { describe, expect, it } from '@jest/globals';
import { undescribed } from '../derivation-keys.fixture.ts';
import { AttributionError, type AttributionRow, type Cell, type ManagerScore, readAttributions, readMethodology, readValues, scoreManagers, type TakeOver } from '../index.ts';

type Json = Record<string, unknown>;
const cycle = { start: '2023-01-01', end: '2023-12-31' };
const section = (more: Json = {}): Json => ({
  causes: { 'maternity-leave': 'neutral', training: 'counts', suspended: 'does-not-count' },
  parts: { learning: { kind: 'stock', to: 'exposure' }, presence: { kind: 'flow' } },
  nobody: 'not-scorable',
  missing: 'not-scorable',
  minimumService: { days: '90' },
  ...more,
});
const documentWith = (attribution: Json | undefined = section(), more: Json = {}): Json => ({
  id: 'm',
  version: '1',
  title: { en: 'm' },
  indicators: { reading: {}, attendance: { missing: { 'too-few': 'drop' } } },
  nodes: {
    learning: { step: 'goalposts', of: 'reading', low: '0', high: '100' },
    presence: { step: 'goalposts', of: 'attendance', low: '50', high: '100' },
    total: { step: 'weighted-mean', parts: { learning: '60', presence: '40' }, reweight: {} },
  },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  bands: [{ id: 'low', from: '0' }, { id: 'high', from: '50' }],
  ...(attribution ? { attribution } : {}),
  ...more,
});
const values = (rows: string) => readValues(`org_unit,indicator,period,value,status\n${rows}`);
const figures = values('A,reading,2023,80,\nA,attendance,2023,90,\nB,reading,2023,40,\nB,attendance,2023,60,\n');
const table = (...rows: string[]): AttributionRow[] => readAttributions(`person,post,org_unit,from,to,cause\n${rows.join('\n')}`);
const managers = (rows: readonly AttributionRow[], { document = documentWith(), cells = figures, takeOvers = [] }: { document?: Json; cells?: readonly Cell[]; takeOvers?: readonly TakeOver[] } = {}) =>
  new Map(scoreManagers(readMethodology(document), cells, rows, { period: '2023', cycle, takeOvers }).map((one) => [one.person, one]));
const one = (...asked: Parameters<typeof managers>): ManagerScore => {
  const [hers] = managers(...asked).values();
  expect(undescribed(hers!.derivation)).toEqual([]);
  return hers!;
};
const refused = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof AttributionError) return error.faults;
    throw error;
  }
  throw new Error('nothing was refused');
};

// A: learning 80, presence 80, score 80. B: learning 40, presence 20, score 32.
describe('who was in one district', () => {
  it('the whole cycle has that district\'s score', () => expect(one(table('p,a,A,2020-01-01,,'))).toMatchObject({ status: 'scored', score: '80.0', exact: '80', band: 'high', derivation: { service: { counts: '365', notInPost: '0' }, orgUnits: [{ orgUnit: 'A', days: '365', share: '1', score: '80.0' }] } }));
  it('part of the cycle has its score too, and the days she was not in post are said', () => expect(one(table('p,a,A,2023-07-01,,'))).toMatchObject({ score: '80.0', derivation: { service: { counts: '184', notInPost: '181' } } }));
});

describe('who was transferred in the middle', () => {
  const moved = table('p,a,A,2020-01-01,2023-07-01,', 'p,b,B,2023-07-01,,');
  it('has each district by her days there, exactly, with shares that sum to 1 and contributions that sum to the part', () => {
    const { score, exact, derivation } = one(moved);
    // (181 × 80 + 184 × 32) ÷ 365
    expect([score, exact]).toEqual(['55.8', '20368/365']);
    expect(derivation.orgUnits.map(({ orgUnit, days, share }) => [orgUnit, days, share])).toEqual([['A', '181', '181/365'], ['B', '184', '184/365']]);
    expect(derivation.parts['learning']).toMatchObject({ kind: 'stock', to: 'exposure', exact: '4368/73', weighed: [{ orgUnit: 'A', contribution: '2896/73' }, { orgUnit: 'B', contribution: '1472/73' }] });
    expect(derivation.nodes['total']).toMatchObject({ step: 'weighted-mean', value: expect.stringMatching(/^55\.80/) });
  });
  it('has a flow by the days on which it was observed while she was there', () => {
    const cells = figures.map((cell) => (cell.indicator === 'attendance' ? { ...cell, observedFrom: '2023-06-01', observedTo: cell.orgUnit === 'A' ? '2023-07-01' : '2023-08-01' } : cell));
    // observed in A on 30 of her days, in B on 31
    expect(one(moved, { cells }).derivation.parts['presence']).toMatchObject({ weighed: [{ orgUnit: 'A', days: '30', share: '30/61', inPost: '181' }, { orgUnit: 'B', days: '31', share: '31/61', inPost: '184' }] });
    expect(one(moved).derivation.parts['presence']!.weighed[0]).not.toHaveProperty('inPost');
  });
  it('a flow observed only when somebody else was there is left out of her score, or leaves her without one, as the methodology says', () => {
    const cells = figures.map((cell) => (cell.indicator === 'attendance' ? { ...cell, observedFrom: cell.orgUnit === 'A' ? '2023-09-01' : '2023-02-01', observedTo: cell.orgUnit === 'A' ? '2023-10-01' : '2023-03-01' } : cell));
    expect(one(moved, { cells })).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'nobody-to-attribute-to', node: 'presence' }] });
    const left = one(moved, { cells, document: documentWith(section({ nobody: 're-weight' })) });
    expect([left.exact, left.derivation.parts['presence']?.leftOut.map(({ why }) => why)]).toEqual(['4368/73', ['not-observed', 'not-observed']]);
  });
  it('a stock is nobody\'s where nobody was there long enough', () => {
    const nobody = (leastExposure: string) => documentWith(section({ nobody: 're-weight', parts: { learning: { kind: 'stock', to: 'nobody', leastExposure }, presence: { kind: 'flow' } } }));
    expect(one(moved, { document: nobody('0.75') }).derivation.parts['learning']).toMatchObject({ value: '', leftOut: [{ orgUnit: 'A', why: 'too-little-exposure' }, { orgUnit: 'B', why: 'too-little-exposure' }] });
    expect(one(moved, { document: nobody('0.5') }).derivation.parts['learning']).toMatchObject({ exact: '40', weighed: [{ orgUnit: 'B', share: '1' }], leftOut: [{ orgUnit: 'A' }] });
  });
  it('has no score where one district has no figure, which is never taken for zero', () => {
    expect(one(moved, { cells: figures.filter(({ orgUnit, indicator }) => orgUnit !== 'B' || indicator !== 'reading') })).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'not-submitted', indicator: 'reading' }] });
  });
  it('a figure that may be dropped is left out where the methodology re-weights, and the other district weighs alone', () => {
    const cells = values('A,reading,2023,80,\nA,attendance,2023,90,\nB,reading,2023,40,\nB,attendance,2023,,too-few\n');
    const part = one(moved, { cells, document: documentWith(section({ missing: 're-weight' })) }).derivation.parts['presence'];
    expect(part).toMatchObject({ exact: '80', weighed: [{ orgUnit: 'A', share: '1' }], leftOut: [{ orgUnit: 'B', why: 'missing' }] });
    expect(one(moved, { cells })).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'too-few', indicator: 'attendance' }] });
  });
});

describe('absence', () => {
  const moved = ['p,a,A,2020-01-01,2023-07-01,', 'p,b,B,2023-07-01,,'];
  it('that is neutral does not lower a score: in the better district the days weigh as days in post', () => {
    const { exact, derivation } = one(table(...moved, 'p,a,A,2023-01-01,2023-04-01,maternity-leave'));
    expect(exact).toBe('20368/365');
    expect(derivation).toMatchObject({ service: { counts: '275', neutral: '90' }, neutralDays: { are: 'counted', leftOut: '13168/275', counted: '20368/365' } });
  });
  it('that is neutral is left out where that gives more', () => {
    const { derivation } = one(table(...moved, 'p,b,B,2023-10-01,,maternity-leave'));
    expect(derivation).toMatchObject({ neutralDays: { are: 'left-out' }, orgUnits: [{ orgUnit: 'A', days: '181' }, { orgUnit: 'B', days: '92' }] });
  });
  it('that is neutral is taken the way that gives less where of the score the lower is better', () => {
    const document = documentWith(section(), { score: { of: 'total', direction: 'lower' } });
    expect(one(table(...moved, 'p,a,A,2023-01-01,2023-04-01,maternity-leave'), { document })).toMatchObject({ exact: '13168/275', derivation: { neutralDays: { are: 'left-out' } } });
  });
  it('that counts changes nothing, and that does not count takes the days away and leaves the minimum as it is', () => {
    expect(one(table(...moved, 'p,a,A,2023-01-01,2023-04-01,training')).exact).toBe('20368/365');
    expect(one(table(...moved, 'p,a,A,2023-01-01,2023-04-01,suspended'))).toMatchObject({ exact: '13168/275', derivation: { service: { notCounted: '90', needed: '90', neededOfHer: '90' } } });
  });
  it('lets somebody else hold the post meanwhile', () => {
    const both = managers(table('p,a,A,2020-01-01,,', 'p,a,A,2023-03-01,2023-07-01,maternity-leave', 'q,a,A,2023-03-01,2023-07-01,'));
    expect([...both.values()].map(({ person, score, derivation }) => [person, score, derivation.service.counts])).toEqual([['p', '80.0', '243'], ['q', '80.0', '122']]);
  });
});

describe('the minimum service', () => {
  it('leaves who has too few days without a score, and says how many were found and are needed', () => expect(one(table('p,a,A,2023-10-15,,'))).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'below-minimum-service', text: { en: '78 days of service were found and 90 are needed' } }] }));
  it('is less by the days of neutral leave', () => {
    expect(one(table('p,a,A,2023-10-01,,', 'p,a,A,2023-11-01,,maternity-leave'))).toMatchObject({ score: '80.0', derivation: { service: { counts: '31', neutral: '61', neededOfHer: '29' } } });
    expect(one(table('p,a,A,2023-10-15,,', 'p,a,A,2023-12-01,,maternity-leave')).reasons[0]?.text.en).toBe('47 days of service were found and 59 are needed (90 less 31 days of leave)');
  });
  it('may be dated, with its clause', () => {
    const document = documentWith(section({ minimumService: { days: { parameter: 'least' } } }), { parameters: { least: [{ from: '2022-01-01', value: '60', clause: 'Rule 4' }, { from: '2024-01-01', value: '120' }] } });
    expect(one(table('p,a,A,2023-10-15,,'), { document })).toMatchObject({ score: '80.0', derivation: { service: { needed: '60', clause: 'Rule 4' } } });
  });
  it('that is longer than the cycle is refused', () => expect(refused(() => one(table('p,a,A,2023-01-01,,'), { document: documentWith(section({ minimumService: { days: '400' } })) }))[0]).toContain('longer than the cycle of 365 days'));
  it('is not passed by who was on leave on every day', () => expect(one(table('p,a,A,2023-01-01,,', 'p,a,A,2023-01-01,,maternity-leave'))).toMatchObject({ status: 'not-scorable', reasons: [{ code: 'no-day-in-post' }] }));
});

describe('whoever took over during the cycle', () => {
  const document = documentWith(section({ parts: { progress: { kind: 'flow' } }, handover: { baseline: '-1' } }), { nodes: { gain: { step: 'difference', of: 'reading', from: 'reading@-1' }, progress: { step: 'goalposts', of: 'gain', low: '0', high: '50' } }, score: { of: 'progress', round: { places: 1, mode: 'half-up' } }, indicators: { reading: {} } });
  const cells = values('A,reading,2023,80,\nA,reading,2022,40,\n');
  const takeOvers = [{ orgUnit: 'A', indicator: 'reading', day: '2023-07-01', value: '70' }];
  it('is measured from the value at take-over, and the derivation says so', () => expect(one(table('p,a,A,2023-07-01,,'), { document, cells, takeOvers })).toMatchObject({ score: '20.0', derivation: { orgUnits: [{ score: '80.0', baseline: { from: 'take-over', takenOver: '2023-07-01', figures: { reading: '70' } } }] } }));
  it('is measured from the baseline of the period where no value is recorded', () => expect(one(table('p,a,A,2023-07-02,,'), { document, cells, takeOvers })).toMatchObject({ score: '80.0', derivation: { orgUnits: [{ baseline: { from: 'baseline', takenOver: '2023-07-02', figures: {} } }] } }));
  it('and who was there before is measured from the baseline', () => expect(one(table('p,a,A,2023-01-01,,'), { document, cells, takeOvers })).toMatchObject({ score: '80.0', derivation: { orgUnits: [{ baseline: { from: 'baseline', takenOver: '' } }] } }));
});

describe('a table that contradicts itself is refused in a sentence', () => {
  it.each<[string, string[], string]>([
    ['two people on one post on one day', ['p,a,A,2023-01-01,,', 'q,a,A,2023-06-01,,'], 'row 3: q and p (row 2) are both in the post a on 2023-06-01; a day in a post is one person\'s: end one of the two before it, or record the absence of one'],
    ['an absence outside any posting', ['p,a,A,2023-01-01,2023-03-01,', 'p,a,A,2023-02-01,2023-04-01,maternity-leave'], 'row 3: p is absent from the post a on 2023-03-01 (maternity-leave) and does not hold it that day'],
    ['two causes on one day', ['p,a,A,2023-01-01,,', 'p,a,A,2023-02-01,2023-04-01,maternity-leave', 'p,a,A,2023-03-01,2023-05-01,training'], 'row 4: p is absent from the post a for two causes on 2023-03-01: training here and maternity-leave in row 3'],
    ['a cause the methodology does not know', ['p,a,A,2023-01-01,,', 'p,a,A,2023-02-01,,fishing'], 'row 3: the absence of p has the cause fishing, of which the methodology does not say what it is; it knows in-post, maternity-leave, training, suspended'],
    ['a post in two org units', ['p,a,A,2023-01-01,2023-02-01,', 'p,a,B,2023-02-01,,'], 'row 3: the post a is in B, and in A by row 2; a post is in one org unit'],
    ['the same posting twice', ['p,a,A,2023-01-01,,', 'p,a,A,2023-02-01,,'], 'row 3: p holds the post a twice on 2023-02-01: here and in row 2'],
  ])('%s', (_what, rows, sentence) => expect(refused(() => managers(table(...rows)))).toEqual([sentence]));
});

it('a methodology without attribution gives no manager a score', () => expect(managers(table('p,a,A,2023-01-01,,'), { document: { ...documentWith(), attribution: undefined } }).size).toBe(0));
it('a post in an org unit that is not scored gives no score', () => expect(managers(table('p,z,PROVINCE,2023-01-01,,')).size).toBe(0));
it('a person who holds two posts at a time has her days in each', () => expect(one(table('p,a,A,2023-01-01,,', 'p,b,B,2023-01-01,,'))).toMatchObject({ exact: '56', derivation: { service: { counts: '365' } } }));
