import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { valueCorrected } from '@mizan/contracts';
import { readEntries } from '@mizan/db';
import { openSnapshot, readMethodology, score } from '@mizan/scoring-engine';
import { canonicalText } from '@mizan/verifiable-log';
import { type IndicatorsDesk, openIndicatorsDesk } from '../freeze-cycle/indicators-desk.fixture.ts';
import { listValues } from '../list-values/values.ts';
import { books } from '../read-books/books.ts';
import { createSparingly } from '../read-books/sparingly.ts';
import { createStrangeObservations } from '../read-books/strange-observations.ts';
import { correctValue } from './correct-value.ts';

// Invented: attendance in percent, pooled over the schools by its counts.
const pooled = { id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { presence: { unit: 'percent' } }, nodes: { total: { step: 'pool', of: 'presence.numerator', per: 'presence.denominator', from: 'school', scale: '100' } }, score: { of: 'total' } };
const asPublished = { ...pooled, nodes: { total: { step: 'sum', of: ['presence'] } } };
let desk: IndicatorsDesk;

beforeAll(async () => {
  desk = await openIndicatorsDesk();
  await desk.send('org-units', 'code,name,level,parent_code\nd1,One,district,\ns1,First,school,d1\ns2,Second,school,d1\n');
  await desk.send('indicators', 'code,name,unit,direction\npresence,Presence,percent,higher\n');
  await desk.send('observations', 'indicator,org_unit,period,value,numerator,denominator,n,standard_error\npresence,s1,2030,,30,40,,\npresence,s2,2030,50,80,160,150,1.5\npresence,d1,2030,60,60,100,,\n');
  await desk.open({ cycleId: '2030', title: { en: '2030' }, start: '2030-01-01', end: '2030-12-31', level: 'district', periods: { presence: '2030' }, otherLevels: ['school'] });
}, 60_000);
afterAll(() => desk.stop());

type Said = Partial<Parameters<typeof correctValue>[2]>;
const correct = (orgUnit: string, said: Said) => desk.inOne((tx) => correctValue(tx, 'steward', { indicator: 'presence', period: '2030', status: 'present', reason: 'A class was left out', source: 'Letter 3', orgUnit, ...said }));
const standing = async (orgUnit: string) => {
  const { status, value, numerator, denominator, n, standardError } = (await listValues(desk.db, { orgUnit, limit: 1 }))[0]!;
  return { status, value, numerator, denominator, n, standardError };
};
async function scored(methodology: object = pooled) {
  const snapshot = await desk.freeze('2030', methodology);
  const [values, orgUnits] = (await Promise.all([snapshot.valuesSha256, snapshot.orgUnitsSha256].map((hash) => desk.objects.read(hash)))).map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  const rules = readMethodology(methodology);
  const { cells, options } = openSnapshot(rules, { values, orgUnits, cycleId: '2030', level: 'district' });
  return score(rules, cells, { ...options, wanted: ['d1'] })[0]!;
}

describe('a correction of a figure that is pooled by its counts', () => {
  it('counts in the pool with the counts it gives', async () => {
    // 100 × (30 + 80) ÷ (40 + 160)
    expect((await scored()).score).toBe('55');
    await correct('s1', { numerator: '36', denominator: '40' });
    // 100 × (36 + 80) ÷ (40 + 160)
    expect((await scored()).score).toBe('58');
    expect(await standing('s1')).toEqual({ status: 'present', value: '', numerator: '36', denominator: '40', n: '40', standardError: '' });
  });

  it('has of its measures only what it says, and tells which the figure has no longer', async () => {
    expect(await correct('s2', { value: '55' })).toMatchObject({ noLonger: ['numerator', 'denominator', 'n', 'standardError'] });
    expect(await standing('s2')).toEqual({ status: 'present', value: '55', numerator: '', denominator: '', n: '', standardError: '' });
    expect((await scored()).status).toBe('not-scorable');
    expect(await correct('s2', { value: '50', numerator: '80', denominator: '160', n: '150', standardError: '1.5' })).not.toHaveProperty('noLonger');
    expect((await scored()).score).toBe('58');
  });

  it('is another where it gives the same value with other counts, and none where all is the same', async () => {
    await correct('s2', { value: '50', numerator: '81', denominator: '162', n: '150', standardError: '1.5' });
    expect((await standing('s2')).numerator).toBe('81');
    await expect(correct('s2', { value: '50', numerator: '81', denominator: '162', n: '150', standardError: '1.5' })).rejects.toMatchObject({ code: 'correction-unchanged' });
  });
});

describe('a correction whose value is not what its counts give', () => {
  it('counts as it says, and the derivation says what the counts give, as of a return', async () => {
    await correct('d1', { value: '65', numerator: '66', denominator: '100' });
    const { score: of, derivation } = await scored(asPublished);
    expect([of, derivation.inputs['presence']]).toEqual(['65', expect.objectContaining({ value: '65', numerator: '66', denominator: '100', n: '100', recomputed: '66' })]);
  });
});

describe('the books', () => {
  it('say of every correction exactly what its leaf says', async () => {
    const said = (all: readonly { type: string; subject: string; data: unknown }[]) => all.filter(({ type }) => type === valueCorrected.type).map(({ subject, data }) => `${subject} ${canonicalText(data)}`);
    const leaves = (await readEntries(desk.db, 0, 100)).map(({ leaf }) => JSON.parse(leaf) as { type: string; subject: string; data: unknown });
    expect(said(leaves)).toHaveLength(5);
    expect(said(await books(desk.db, desk.objects, { sparingly: createSparingly(), strangeObservations: createStrangeObservations() }))).toEqual(said(leaves));
  });
});

describe('a correction is checked as a line of a return', () => {
  it.each<[string, Said]>([
    ['present without a value and without one of its counts', { numerator: '3' }],
    ['present without anything', {}],
    ['missing with a value', { status: 'not-submitted', value: '3' }],
  ])('and refused where it is %s', async (_what, said) => {
    await expect(correct('s1', said)).rejects.toMatchObject({ code: 'value-beside-missing' });
  });

  it('and taken with its number of pupils where they are too few to publish a share of', async () => {
    await correct('s1', { status: 'too-few', n: '3' });
    expect(await standing('s1')).toEqual({ status: 'too-few', value: '', numerator: '', denominator: '', n: '3', standardError: '' });
  });
});
