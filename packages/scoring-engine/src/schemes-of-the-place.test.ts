import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compareDocuments, lint, type MethodologyDocument, readMethodology, readOrgUnits, readValues, score } from './index.ts';

const home = 'contracts/methodologies';
const documents = readdirSync(home).map((file) => file.replace(/\.json$/, ''));
const read = (id: string) => JSON.parse(readFileSync(`${home}/${id}.json`, 'utf8')) as MethodologyDocument & Record<string, unknown>;
const golden = (id: string, file: string) => readFileSync(`packages/scoring-engine/golden/${id}/${file}`, 'utf8');
const scored = (id: string, values = golden(id, 'values.csv'), options = {}) => score(readMethodology(read(id)), readValues(values), options);
const linted = (document: ReturnType<typeof read>) => lint(document, [], document.core ? { core: read(document.core.id) } : {});

/** Of the place: those that mark what they assume. */
const ofThePlace = ['punjab-2015', 'punjab-2019-pei', 'kp-district-performance-scorecard', 'pakistan-core', 'pakistan-sindh', 'pakistan-balochistan', 'mizan-middle-tier-2026'];

describe('every methodology in contracts', () => {
  it.each(documents)('%s has no error', (id) => expect(linted(read(id)).filter(({ severity }) => severity === 'error')).toEqual([]));

  const published = 'as published: the source names no examples, or none over a single org unit';
  const defended: readonly (readonly [pattern: RegExp, because: string])[] = [
    [/^(asem-coinr|cms-.*|efron-.*|india-.*) \/examples$/, published],
    [/^(asem-coinr|cms-.*|efron-.*|india-.*|tn-.*|undp-hdi|pakistan-alif-ailaan|mizan-demonstration) \/indicators$/, 'scored for comparison, nobody is paid by it'],
    [/^(asem-coinr|efron-.*|attendance-.*|equipment-.*|logistics-.*|mexico-.*|(?:plant|power|robot)-?s.*) \/nodes\//, 'statistics over the peers of the same year, as published'],
    [/^(cms-hrrp-.*|cms-hvbp-.*|tn-.*) \/nodes\/|^undp-hdi \/nodes\/(gdi|gii|coef_ineq)$/, 'published beside the total and read on its own, by --node'],
    [/^undp-hdi \/nodes\/hdi/, 'a geometric mean of goalposts, as published'],
    [/^california-.* \/assumptions$/, 'adopted by its state; what its bounds are is read from the published results'],
    [/^pakistan-(core|sindh|balochistan) \/indicators\/(learning|enrolment)_score$/, 'the rankings print no number of children'],
  ];
  it('gives no warning that nobody can defend', () => {
    const warnings = documents.flatMap((id) => linted(read(id)).filter(({ severity }) => severity === 'warning').map(({ pointer }) => `${id} ${pointer}`));
    expect(warnings.filter((warning) => !defended.some(([pattern]) => pattern.test(warning)))).toEqual([]);
    expect(defended.filter(([pattern]) => !warnings.some((warning) => pattern.test(warning)))).toEqual([]);
  });
});

describe.each(ofThePlace)('%s', (id) => {
  const { document } = readMethodology(read(id));
  it('is named in English and Urdu throughout', () => {
    const labels = [document.title, document.description, ...Object.values(document.indicators).map(({ label }) => label), ...(document.bands ?? []).map(({ label }) => label), ...(document.assumptions ?? []).map(({ says }) => says)];
    expect(labels.filter((label) => !label?.['en'] || !label['ur'])).toEqual([]);
  });
  it('says of each indicator where it comes from, who can move it and what becomes of each kind of missing', () => {
    const silent = Object.entries(document.indicators).filter(([, { sourceClass, controllableBy, missing = {} }]) => !sourceClass || !controllableBy?.length || Object.keys(missing).length < 4);
    expect(silent).toEqual([]);
  });
  it('says what it rests on, from when it holds, how it rounds, and what it assumes', () => {
    expect(document).toMatchObject({ illustrative: true, source: expect.any(String), effective: { from: expect.any(String) }, score: { round: { places: 1, mode: 'half-up' } } });
    expect(linted(read(id)).filter(({ severity }) => severity === 'information').length).toBeGreaterThanOrEqual(document.assumptions!.length);
    expect(document.examples!.length).toBeGreaterThan(1);
  });
  it('refuses a coaching record, whichever indicator it is planted in', () => {
    const planted = { ...document, indicators: Object.fromEntries(Object.entries(document.indicators).map(([indicator, own]) => [indicator, { ...own, sourceClass: 'coaching-record' }])) };
    const refused = lint(planted).filter(({ severity, pointer }) => severity === 'error' && pointer.endsWith('/sourceClass'));
    expect(refused.map(({ pointer }) => pointer)).toEqual(Object.keys(document.indicators).map((indicator) => `/indicators/${indicator}/sourceClass`));
  });
});

describe('a core shared by provinces', () => {
  const values = golden('pakistan-core', 'values.csv');
  const [core, sindh, balochistan] = (['pakistan-core', 'pakistan-sindh', 'pakistan-balochistan'] as const).map((id) => scored(id, values));
  it('gives every district the same text under either overlay, and the provinces their own score', () => {
    const cores = [core, sindh, balochistan].map((results) => results!.map(({ orgUnit, nodes }) => [orgUnit, nodes['core']!.value, nodes['core']!.exact]));
    expect(cores[1]).toEqual(cores[0]);
    expect(cores[2]).toEqual(cores[0]);
    expect(cores[0]!.filter(([, value]) => value).length).toBe(14);
    expect(sindh!.filter(({ score: own }, index) => own !== undefined && own === balochistan![index]!.score)).toEqual([]);
  });
  it('is printed as it was worked out by hand', () => expect(core!.slice(0, 1).map(({ orgUnit, score: printed }) => [orgUnit, printed])).toEqual([['PK-SD-BADIN', '32.3']]));
  it('leaves a district outside the survey without a score in all three', () => expect([core, sindh, balochistan].map((results) => results!.at(-1)!.status)).toEqual(['not-scorable', 'not-scorable', 'not-scorable']));
  it('shows in words what a province changed', () => {
    const told = compareDocuments(read('pakistan-sindh'), read('pakistan-balochistan')).map(({ text }) => text);
    expect(told).toContain('weight of presence in province: 20 -> 30');
    expect(told.filter((text) => / (in|of node) core\b/.test(text))).toEqual([]);
  });
});

describe('leagues', () => {
  const hierarchy = readOrgUnits(golden('kp-district-performance-scorecard', 'org-units.csv'));
  const places = (values: string) => new Map(scored('kp-district-performance-scorecard', values, { hierarchy, period: '2019-10' }).map(({ orgUnit, nodes, score: printed }) => [orgUnit, [nodes['quality.rank']!.value, nodes['access.rank']!.value, printed]]));
  const values = golden('kp-district-performance-scorecard', 'values.csv');
  it('have a first of their own, by quality and by access', () => {
    expect(Object.fromEntries(places(values))).toEqual({ S1: ['2', '2', '74.9'], S2: ['3', '3', '68.4'], S3: ['1', '1', '78.4'], M1: ['2', '2', '47.2'], M2: ['1', '1', '50.0'] });
  });
  it('are for views: a place lost to a colleague leaves the score as it was', () => {
    const better = places(values.replace('M1,grade_2_result,2019-10,22', 'M1,grade_2_result,2019-10,99'));
    expect(better.get('M2')).toEqual(['2', '1', '50.0']);
  });
});

describe('quality apart', () => {
  it('does not move the rating that is paid', () => {
    const [before, after] = [golden('punjab-2015', 'values.csv'), golden('punjab-2015', 'values.csv').replace('A,lnd,2015-Q3,71', 'A,lnd,2015-Q3,1')].map((values) => scored('punjab-2015', values)[0]!);
    expect([before!.score, after!.score, before!.nodes['quality']!.value === after!.nodes['quality']!.value]).toEqual(['84.0', '84.0', false]);
  });
});

it('the default asks a school for no more than it says', () => {
  const asked = read('mizan-middle-tier-2026');
  const longer = { ...asked, indicators: { ...asked.indicators, textbooks: { ...asked.indicators['textbooks'], request: { perYear: 4, minutes: '30' } } } };
  expect(lint(longer).filter(({ severity }) => severity === 'error').map(({ pointer, text }) => [pointer, text])).toEqual([['/undertakings/minutes', 'a school spends 120 minutes a year on what is asked, more than 90']]);
});
