import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { frozenFiles } from '../../testing/demonstration.fixture.ts';
import { publishDocument } from '../../testing/publish.fixture.ts';
import { ScoringService } from '../../testing/service.fixture.ts';

// Invented: attendance pooled from schools, with those of the province to compare with.
const methodology = {
  id: 'invented',
  version: '1',
  title: { en: 'Invented' },
  level: 'district',
  effective: { from: '2026-01-01' },
  indicators: { reading: { controllableBy: ['district-manager'] }, presence: { controllableBy: ['district-manager'] } },
  nodes: { pooled: { step: 'pool', of: 'presence.numerator', per: 'presence.denominator', from: 'school', scale: '100' }, total: { step: 'mean', of: ['reading', 'pooled'] } },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  examples: [{ name: 'no school has a figure', given: { reading: '50' }, then: { status: 'not-scorable' } }],
};
const orgUnits = 'code,name,level,parent_code,valid_from,valid_to\nx,X,province,,,\nd1,One,district,x,,\nd2,Two,district,x,,\nt1,T,tehsil,d1,,\ns1,A,school,t1,,\ns2,B,school,d1,,\ns3,C,school,d2,,\n';
const values = `org_unit,indicator,period,value,numerator,denominator,n,status,measured_period\n${['d1,reading,2030,60,,,', 'd2,reading,2030,70,,,', 's1,presence,2030,,30,40,40', 's2,presence,2030,,50,160,160', 's3,presence,2030,,10,20,20'].map((line) => `${line},present,2030\n`).join('')}`;
const cycle = { cycleId: '2030', start: '2026-01-01', end: '2026-12-31' };
let service: ScoringService;

beforeAll(async () => {
  service = await ScoringService.start({ officer: ['policy-officer'], auditor: ['auditor'], manager: ['district-manager'] }, [frozenFiles('snap-1', cycle, { values, orgUnits, postings: 'posting,person,post,org_unit,from,to\n' }, methodology)]);
  service.places = { manager: ['d1'] };
  const methodologySha256 = await publishDocument(service.database.db, methodology);
  await service.run('officer', { cycleId: '2030', methodologySha256, snapshotId: 'snap-1' });
}, 60_000);
afterAll(() => service.stop());

const asks = (who: string, orgUnit: string, body: unknown) => service.ask(who, contracts.whatIf, { params: { cycleId: '2030', orgUnit }, body });

describe('a manager whose schools are pooled', () => {
  it('is told her score if a school had 90 present of 100', async () => {
    // (60 + 100 × (30 + 50) ÷ (40 + 160)) ÷ 2
    expect((await service.ask('manager', contracts.readScore, { params: { cycleId: '2030', orgUnit: 'd1' } })).score.score).toBe('50.0');
    // (60 + 100 × (90 + 50) ÷ (100 + 160)) ÷ 2
    expect((await asks('manager', 'd1', { below: { s1: { presence: { numerator: '90', denominator: '100' } } } })).score).toBe('56.9');
    // (80 + 100 × (90 + 160) ÷ (100 + 160)) ÷ 2
    expect((await asks('manager', 'd1', { values: { reading: '80' }, below: { s1: { presence: { numerator: '90', denominator: '100' } }, s2: { presence: { numerator: '160', denominator: '160' } } } })).score).toBe('88.1');
  });

  it.each(['s3', 'd1', 'd2', 'x', 'nowhere'])('asks of no org unit that is not below her own, such as %s', async (code) => {
    await expect(asks('manager', 'd1', { below: { [code]: { presence: '5' } } })).rejects.toMatchObject({ status: 422, code: 'org-unit-not-below', detail: expect.stringContaining(`${code} does not stand below d1`) });
  });

  it('asks of no school of another district by asking for that district', async () => {
    await expect(asks('manager', 'd2', { below: { s3: { presence: { numerator: '20', denominator: '20' } } } })).rejects.toMatchObject({ status: 404, code: 'score-not-found' });
    // (70 + 100) ÷ 2
    expect((await asks('auditor', 'd2', { below: { s3: { presence: { numerator: '20', denominator: '20' } } } })).score).toBe('85.0');
  });

  it('is told which figures of a school her score reads where she supposes another, and that a figure needs both its counts', async () => {
    await expect(asks('manager', 'd1', { below: { s1: { reading: '5' } } })).rejects.toMatchObject({ code: 'indicator-not-used', detail: expect.stringContaining('It reads presence of s1.') });
    await expect(asks('manager', 'd1', { below: { t1: { presence: '5' } } })).rejects.toMatchObject({ code: 'indicator-not-used' });
    await expect(asks('manager', 'd1', { below: { s1: { presence: { numerator: '5' } } } })).rejects.toMatchObject({ status: 400, code: 'request-malformed' });
  });
});
