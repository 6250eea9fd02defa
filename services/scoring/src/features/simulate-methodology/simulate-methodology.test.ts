import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { type BackTest, type Change } from '@mizan/simulation';
import { demonstrationMethodology, frozenDemonstration } from '../../testing/demonstration.fixture.ts';
import { officers, on, people, type Version } from '../../testing/officers.fixture.ts';
import { ScoringService } from '../../testing/service.fixture.ts';

type Json = Record<string, unknown>;
let service: ScoringService;
let office: ReturnType<typeof officers>;
let [inForce, draft]: (Version | undefined)[] = [];

const reweighed = (version: string, learning: string): Json => {
  const document = demonstrationMethodology() as { nodes: { total: { parts: Json } } };
  return { ...document, version, nodes: { ...document.nodes, total: { ...document.nodes.total, parts: { ...document.nodes.total.parts, learning } } } };
};
const simulate = (body: Json, version = draft!) => service.ask('author', contracts.simulateMethodology, on(version, body));
async function resultOf({ simulationId }: { simulationId: string }) {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await service.ask('auditor', contracts.readSimulation, { params: { simulationId } });
    if (found.state !== 'running' || Date.now() > end) return found;
  }
}

const twoWhoseSexIsRecorded = 'posting,person,post,org_unit,from,to,sex\n1,p-1,q-1,PK-BA-QUETTA,2020-01-01,,female\n2,p-2,q-2,PK-PB-ATTOCK,2020-01-01,,male\n';

beforeAll(async () => {
  const other = frozenDemonstration('snap-2', (row) => (row['org_unit'] === 'PK-BA-QUETTA' && row['indicator'] === 'learning_score' ? { ...row, value: '90' } : row));
  const later = frozenDemonstration('snap-2024', (row) => (row['org_unit']?.startsWith('PK-PB') && row['indicator'] === 'learning_score' ? { ...row, value: String(Math.max(1, 100 - Number(row['value']))) } : row), twoWhoseSexIsRecorded, { cycleId: '2024', start: '2024-01-01', end: '2024-12-31' });
  service = await ScoringService.start(people, [frozenDemonstration('snap-1', undefined, twoWhoseSexIsRecorded), other, later]);
  office = officers(service);
  inForce = await office.at('approved', {}, demonstrationMethodology());
  await service.ask('approver', contracts.publishMethodology, on(inForce, { methodologySha256: inForce.methodologySha256, order: 'Order 1 of the tests' }));
  draft = await office.at('draft', {}, reweighed('2023.2', '60'));
}, 90_000);
afterAll(() => service.stop());

describe('a draft beside the version in force', () => {
  it('says who moves how far, between which bands, who gains and loses eligibility and whom it concerns', async () => {
    const asked = await simulate({ snapshotId: 'snap-1', eligibility: { minimumScore: '50' } });
    const { state, done, total, result } = await resultOf(asked);
    expect([state, done, total]).toEqual(['completed', total, total]);
    const { orgUnits, moves, eligibility, by, transitions } = result as unknown as Change;
    const dry = async ({ methodologySha256 }: Version) => (await service.ask('author', contracts.dryRun, { body: { cycleId: '2023', methodologySha256, snapshotId: 'snap-1' } })).results;
    const printed = (all: readonly { orgUnit: string; score?: string | null | undefined }[]) => all.map(({ orgUnit, score }) => [orgUnit, score ?? null]);
    expect(orgUnits).toBe(161);
    expect(moves.map(({ orgUnit, draft: after }) => [orgUnit, after.score])).toEqual(printed(await dry(draft!)));
    expect(moves.map(({ orgUnit, inForce: before }) => [orgUnit, before.score])).toEqual(printed(await dry(inForce!)));
    expect(eligibility.gained.length + eligibility.lost.length + eligibility.kept + eligibility.never).toBe(161);
    expect(Object.values(transitions).flatMap((row) => Object.values(row)).reduce((sum, count) => sum + count, 0)).toBe(161);
    expect([by.sex.recorded, by.sex.of, by.sex.groups.map(({ group }) => group)]).toEqual([2, 161, ['female', 'male', 'not recorded']]);
    expect([by.league.recorded, by.league.groups.map(({ group }) => group)]).toEqual([0, ['not recorded']]);
  }, 90_000);

  it('is the same simulation when it is asked for again, and leaves nothing in the log', async () => {
    const { length } = await service.leaves();
    const [first, again] = [await simulate({ snapshotId: 'snap-2' }), await simulate({ snapshotId: 'snap-2' })];
    expect(again.simulationId).toBe(first.simulationId);
    expect((await resultOf(first)).state).toBe('completed');
    expect(await service.leaves()).toHaveLength(length);
  }, 90_000);

  it('fails in words where the snapshot has of nobody what it reads', async () => {
    const rain = await office.at('draft', { indicators: { rainfall: { controllableBy: ['district-manager'] } }, nodes: { total: { step: 'goalposts', of: 'rainfall', low: '0', high: '100' } } });
    expect(await resultOf(await simulate({ snapshotId: 'snap-1', against: inForce!.methodologySha256 }, rain))).toMatchObject({ state: 'failed', fault: expect.stringContaining('The figure of rainfall has no period in the cycle: name under "periods" the one it is taken from.') });
    await expect(simulate({ snapshotId: 'snap-1' }, rain)).rejects.toMatchObject({ code: 'no-version-in-force', detail: expect.stringContaining('Name under "against"') });
  }, 60_000);

  it('refuses a band that neither has, and whoever may not ask', async () => {
    await expect(simulate({ snapshotId: 'snap-1', eligibility: { bands: ['best'] } })).rejects.toMatchObject({ status: 422, code: 'eligibility-unknown' });
    await expect(service.ask('manager', contracts.simulateMethodology, on(draft!, { snapshotId: 'snap-1' }))).rejects.toMatchObject({ status: 403 });
  });
});

describe('a look back over the cycles of two years', () => {
  it('says how the order of the districts agrees from one to the other, exactly as the two dry runs have it', async () => {
    const asked = await service.ask('author', contracts.backTestMethodology, on(draft!, { snapshotIds: ['snap-2024', 'snap-1'], top: 5 }));
    const { state, done, total, result } = await resultOf(asked);
    expect([state, done, total]).toEqual(['completed', 322, 322]);
    const { periods, consecutive, skipped, scoredThroughout } = result as unknown as BackTest & { skipped: string[] };
    const dry = async (cycleId: string, snapshotId: string) => (await service.ask('author', contracts.dryRun, { body: { cycleId, methodologySha256: draft!.methodologySha256, snapshotId } })).results;
    const [before, after] = [await dry('2023', 'snap-1'), await dry('2024', 'snap-2024')];
    const both = before.filter(({ score }, index) => score !== undefined && after[index]!.score !== undefined).length;
    expect([periods, skipped, scoredThroughout, consecutive.length]).toEqual([['2023', '2024'], [], both, 1]);
    expect(consecutive[0]).toMatchObject({ from: '2023', to: '2024', orgUnits: both, top: { k: 5 } });
    expect(consecutive[0]!.spearman).toBeLessThan(1);
    expect(consecutive[0]!.spearman).toBeGreaterThan(0.9);
  }, 90_000);
});

describe('a simulation that is cancelled', () => {
  it('ends for whoever waits, says by whom, and is begun anew when it is asked for again', async () => {
    const body = { snapshotId: 'snap-1', eligibility: { minimumScore: '41' } };
    const { simulationId } = await simulate(body);
    const cancel = () => service.ask('author', contracts.cancelSimulation, { params: { simulationId } });
    expect(await cancel()).toMatchObject({ state: 'cancelled', fault: 'It was cancelled by author. Ask again and it is begun anew.' });
    await expect(cancel()).rejects.toMatchObject({ status: 409, code: 'simulation-ended', detail: expect.stringContaining('is cancelled already') });
    expect(await simulate(body)).toMatchObject({ simulationId, state: 'running' });
    expect((await resultOf({ simulationId })).state).toBe('completed');
    await expect(cancel()).rejects.toMatchObject({ status: 409, detail: expect.stringContaining('is completed already') });
    await expect(service.ask('manager', contracts.cancelSimulation, { params: { simulationId } })).rejects.toMatchObject({ status: 403 });
  }, 90_000);
});

it('a look back needs a snapshot of each cycle', async () => {
  await expect(service.ask('author', contracts.backTestMethodology, on(draft!, { snapshotIds: ['snap-1', 'snap-2'] }))).rejects.toMatchObject({ status: 422, code: 'cycle-twice' });
});
