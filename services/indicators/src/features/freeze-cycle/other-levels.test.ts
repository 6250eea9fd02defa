import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { correctValue } from '../correct-value/correct-value.ts';
import { amendCycle, type Cycle } from '../open-cycle/open-cycle.ts';
import { type IndicatorsDesk, openIndicatorsDesk } from './indicators-desk.fixture.ts';

let desk: IndicatorsDesk;
const cycle = (cycleId: string, otherLevels?: string[]): Cycle => ({ cycleId, title: { en: cycleId }, start: '2030-01-01', end: '2030-12-31', level: 'district', periods: { present: '2030', reading: '2030' }, ...(otherLevels ? { otherLevels } : {}) });
const open = (...asked: Parameters<typeof cycle>) => desk.open(cycle(...asked));
const pooled = { id: 'm', version: '1', title: { en: 'm' }, level: 'district', indicators: { present: {}, reading: {} }, nodes: { total: { step: 'pool', of: 'present', from: 'school' } }, score: { of: 'total' } };
const frozen = (cycleId: string) => desk.freeze(cycleId, pooled);
const lines = async (cycleId: string) => (await desk.frozenRows(cycleId, pooled)).map(([unit, indicator, , value, , , , status]) => [unit, indicator, value, status].join(' '));

beforeAll(async () => {
  desk = await openIndicatorsDesk();
  // Invented schools and figures.
  await desk.send('org-units', 'code,name,level,parent_code,valid_from,valid_to\nd1,One,district,,,\nd2,Two,district,,,\ns1,First,school,d1,,\ns2,Second,school,d1,,\ns3,Closed before,school,d2,,2029-01-01\n');
  await desk.send('indicators', 'code,name,unit,direction\npresent,Present,number,higher\nreading,Reading,percent,higher\n');
  await desk.send('observations', 'indicator,org_unit,period,value\nreading,d1,2030,50\npresent,s1,2030,30\npresent,s3,2030,7\npresent,s2,2029,9\n');
}, 60_000);
afterAll(() => desk.stop());

describe('a cycle of districts that names schools beside them', () => {
  it('freezes after the districts each school there is, also one that says nothing, and only what schools have', async () => {
    await open('pooled', ['school']);
    expect(await lines('pooled')).toEqual(['d1 present  not-submitted', 'd1 reading 50 present', 'd2 present  not-submitted', 'd2 reading  not-submitted', 's1 present 30 present', 's2 present  not-submitted']);
  });

  it('has a school\'s figure corrected in the next snapshot', async () => {
    const before = await frozen('pooled');
    await desk.inOne((tx) => correctValue(tx, 'steward', { indicator: 'present', orgUnit: 's1', period: '2030', status: 'present', value: '28', reason: 'Counted twice', source: 'Letter 3' }));
    expect(await lines('pooled')).toContain('s1 present 28 present');
    expect((await frozen('pooled')).supersedes).toBe(before.snapshotId);
  });

  it('names them later, for the next freeze', async () => {
    await open('later');
    const before = await lines('later');
    await desk.inOne((tx) => amendCycle(tx, 'later', { periods: { present: '2030', reading: '2030' }, otherLevels: ['school'] }, 'officer'));
    expect(await lines('later')).toEqual([...before, 's1 present 28 present', 's2 present  not-submitted']);
  });

  it('names no level twice, and its own not at all', async () => {
    await expect(open('twice', ['school', 'school'])).rejects.toMatchObject({ code: 'level-named-twice', message: expect.stringContaining('school stands twice') });
    await expect(open('own', ['district'])).rejects.toMatchObject({ code: 'level-named-twice' });
  });
});

describe('a cycle that names no other level', () => {
  it('has none of their figures, whatever was imported, and its methodology is said to lack them', async () => {
    await open('plain');
    expect(await lines('plain')).toEqual(['d1 present  not-submitted', 'd1 reading 50 present', 'd2 present  not-submitted', 'd2 reading  not-submitted']);
    expect(await desk.warnings('plain', pooled, pooled)).toEqual([expect.stringMatching(/^The figure of present of each school is not in the snapshot.* name school under "otherLevels" of the cycle/)]);
    expect(await desk.warnings('pooled', pooled, pooled)).toEqual([]);
  });

  it('is frozen of a level of which nobody has a figure as if it did not name it, and that is said', async () => {
    await open('nobody', ['tehsil']);
    expect(await lines('nobody')).toEqual(await lines('plain'));
    const byTehsil = { ...pooled, nodes: { total: { ...pooled.nodes.total, from: 'tehsil' } } };
    expect((await desk.warnings('nobody', byTehsil, byTehsil))[0]).toMatch(/^No org unit of the level tehsil stands below one of the level district/);
  });
});
