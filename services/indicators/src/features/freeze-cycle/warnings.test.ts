import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IndicatorsDesk, openIndicatorsDesk } from './indicators-desk.fixture.ts';

type Json = Record<string, unknown>;
let desk: IndicatorsDesk;
const document = (of: Json, more: Json = {}): Json => ({ id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { reading: {}, attendance: {} }, nodes: { total: { low: '0', high: '100', step: 'goalposts', ...of } }, score: { of: 'total', round: { places: 1, mode: 'half-up' } }, ...more });
const warnings = (by: Json, named: Json = by) => desk.warnings('2023', named, by);
const snapshots = async () => (await desk.db.sql`SELECT 1 FROM snapshot`).length;

beforeAll(async () => {
  desk = await openIndicatorsDesk();
  await desk.send('org-units', 'code,name,level,parent_code\nd1,One,district,\n');
  await desk.send('indicators', 'code,name,unit,direction\nreading,Reading,percent,higher\nattendance,Attendance,percent,higher\n');
  await desk.send('posts', 'post,title,org_unit\np1,Manager,d1\n');
  await desk.send('postings', 'posting,person,post,from,to\n1,x,p1,2020-01-01,2023-07-01\n2,y,p1,2023-07-01,\n');
  await desk.send('observations', 'indicator,org_unit,period,value\nreading,d1,2023,50\n');
  await desk.open({ cycleId: '2023', title: { en: '2023' }, start: '2023-01-01', end: '2023-12-31', level: 'district', periods: { reading: '2023' } });
}, 60_000);
afterAll(() => desk.stop());

describe('whoever freezes a cycle is told', () => {
  it('nothing where the methodology finds all it reads', async () => expect(await warnings(document({ of: 'reading' }))).toEqual([]));
  it.each<[string, Json, RegExp]>([
    ['a figure', document({ of: 'attendance' }), /^The figure of attendance has no period in the cycle: name under "periods"/],
    ['an earlier period', document({ step: 'difference', of: 'reading', from: 'reading@baseline', low: undefined, high: undefined }), /^The figure of reading for baseline.* has no period in the cycle: name under "otherPeriods"/],
    ['a subgroup', document({ of: 'reading[subgroup=girls]' }), /nobody's subgroup girls: import observations with girls in a column subgroup and freeze the cycle again/],
    ['an attribute', document({ step: 'attribute', name: 'remoteness', of: undefined, low: undefined, high: undefined }), /^No org unit has the attribute remoteness\. Add a column remoteness to the org units file/],
  ])('in words what to add where nobody has %s that it reads', async (_what, by, expected) => {
    expect(await warnings(JSON.parse(JSON.stringify(by)) as Json)).toEqual([expect.stringMatching(expected)]);
  });

  it('that a value at take-over is nobody\'s where no posting begins that day, or the methodology takes none', async () => {
    await desk.send('take-overs', 'org_unit,indicator,day,value\nd1,reading,2023-07-01,40\nd1,reading,2023-07-02,41\n');
    const attribution = { causes: {}, parts: { total: { kind: 'stock', to: 'exposure' } }, nobody: 'not-scorable', missing: 'not-scorable', minimumService: { days: '0' } };
    const by = (handover?: Json) => document({ of: 'reading' }, { attribution: { ...attribution, ...(handover ? { handover } : {}) } });
    expect(await warnings(by({ baseline: 'baseline' }))).toEqual(["The value of reading in d1 at take-over on 2023-07-02 is nobody's: no posting begins there that day. Mend the day of the value or of the posting and freeze the cycle again."]);
    expect(await warnings(by())).toEqual(['Values at take-over are recorded, and the methodology has no handover: nobody is measured from them.']);
  });

  it('that the document sent along is another than the cycle is frozen for, and nothing is frozen', async () => {
    const before = await snapshots();
    await expect(warnings(document({ of: 'reading' }), document({ of: 'reading' }, { version: '2' }))).rejects.toMatchObject({ code: 'methodology-differs' });
    await expect(warnings({ id: 'm' })).rejects.toMatchObject({ code: 'methodology-invalid' });
    expect(await snapshots()).toBe(before);
  });
});
