import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { canonicalText } from '@mizan/verifiable-log';
import { demonstrationMethodology, frozenDemonstration } from '../../testing/demonstration.fixture.ts';
import { officers, on, people, type Version } from '../../testing/officers.fixture.ts';
import { ScoringService } from '../../testing/service.fixture.ts';

type Json = Record<string, unknown>;
const order = 'Order 7 of the tests, 1 June 2026';
const effectiveFrom = '2023-01-01';
let service: ScoringService;
let office: ReturnType<typeof officers>;
let [first, second]: (Version | undefined)[] = [];

/** The demonstration's methodology in another version, with another weight of learning. */
const reweighed = (version: string, learning: string): Json => {
  const document = demonstrationMethodology() as { nodes: { total: { parts: Json } } };
  return { ...document, version, nodes: { ...document.nodes, total: { ...document.nodes.total, parts: { ...document.nodes.total.parts, learning } } } };
};
const publish = ({ methodologySha256, ...key }: Version, body: Json) => service.ask('approver', contracts.publishMethodology, on(key, { methodologySha256, ...body }));
const run = (methodologySha256: string, snapshotId: string, reason?: string) => service.run('author', { cycleId: '2023', methodologySha256, snapshotId, ...(reason ? { reason } : {}) });
const scoresInForce = async () => (await service.ask('auditor', contracts.listScores, { query: { cycleId: '2023', limit: 1000 } })).scores;

beforeAll(async () => {
  const correctedQuetta = frozenDemonstration('snap-2', (row) => (row['org_unit'] === 'PK-BA-QUETTA' && row['indicator'] === 'learning_score' ? { ...row, value: '90' } : row));
  service = await ScoringService.start(people, [frozenDemonstration('snap-1'), correctedQuetta]);
  office = officers(service);
}, 60_000);
afterAll(() => service.stop());

describe('a version that holds from a day that has passed', () => {
  it('needs an order, and with nothing scored yet no more than that', async () => {
    first = await office.at('approved', {}, demonstrationMethodology());
    await expect(publish(first, {})).rejects.toMatchObject({ status: 422, code: 'order-needed', detail: expect.stringContaining('that day has passed') });
    expect(await publish(first, { order })).toMatchObject({ status: 'published', effectiveFrom });
    expect((await run(first.methodologySha256, 'snap-1')).scored).toBe(133);
  });

  it('needs also a comparison with every run it touches, of exactly its text', async () => {
    second = await office.at('approved', {}, reweighed('2023.2', '60'));
    await expect(publish(second, {})).rejects.toMatchObject({ code: 'order-needed', detail: expect.stringContaining('the cycle 2023 is scored already') });
    await expect(publish(second, { order })).rejects.toMatchObject({ status: 409, code: 'comparison-needed', detail: expect.stringContaining('of cycle 2023') });
  });

  it('is compared without touching the scores in force, and what was compared is kept under its hash', async () => {
    const before = await scoresInForce();
    const [{ runId } = { runId: '' }] = (await service.ask('auditor', contracts.listRuns)).runs;
    const { comparisonSha256, ...compared } = await service.ask('author', contracts.compareWithRun, on(second!, { runId }));
    expect([compared.orgUnits, compared.rows.length, compared.before, compared.after]).toEqual([161, 161, first!.methodologySha256, second!.methodologySha256]);
    expect(compared.changed).toBe(compared.rows.filter((row) => row.before !== row.after || row.bandBefore !== row.bandAfter).length);
    expect(compared.changed).toBeGreaterThan(100);
    const lahore = compared.rows.find(({ orgUnit }) => orgUnit === 'PK-PB-LAHORE');
    expect(lahore).toMatchObject({ before: '', after: '' });
    expect(await scoresInForce()).toEqual(before);
    const kept = await service.ask('auditor', contracts.readObject, { params: { sha256: comparisonSha256 } });
    expect(new TextDecoder().decode(kept)).toBe(canonicalText(compared));
  });

  it('is then published, and takes over from its predecessor', async () => {
    expect(await publish(second!, { order })).toMatchObject({ status: 'published' });
    expect(await office.stands(first!)).toMatchObject({ status: 'superseded', supersededFrom: effectiveFrom });
    const enacted = (await office.leavesOf(second!)).findLast(({ type }) => type === contracts.methodologyEnacted.type);
    expect(enacted?.data).toMatchObject({ effectiveFrom, order, comparisons: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
  });
});

describe('a run', () => {
  it('is refused with a version that does not hold on the first day of its cycle, and told which does', async () => {
    await expect(run(first!.methodologySha256, 'snap-2', 'A correction.')).rejects.toMatchObject({ status: 409, code: 'no-version-in-force', detail: expect.stringContaining('mizan-demonstration 2023.2 is in force'), details: { inForce: second!.methodologySha256 } });
    const later = await office.at('approved', {}, { ...reweighed('2027.1', '50'), effective: { from: '2027-01-01' } });
    await publish(later, {});
    await expect(run(later.methodologySha256, 'snap-2', 'A correction.')).rejects.toMatchObject({ code: 'no-version-in-force' });
    await office.deeds.withdrawn(later);
    expect((await run(second!.methodologySha256, 'snap-2', 'The order of 1 June.')).scored).toBe(133);
  });

  it('is refused with no version in force at all, and told what to do', async () => {
    const alone = await office.at('published', {}, { ...reweighed('1', '50'), id: 'alone', effective: { from: '2026-06-02' } });
    await expect(run(alone.methodologySha256, 'snap-1', 'None.')).rejects.toMatchObject({ status: 409, code: 'no-version-in-force', detail: expect.stringContaining('no version of alone is in force: publish one') });
  });

  it('that was made by a version stays what it was, and asking for it again gives it', async () => {
    expect((await run(first!.methodologySha256, 'snap-1')).methodologySha256).toBe(first!.methodologySha256);
  });

  it('keeps the version it used from being withdrawn', async () => {
    await expect(office.deeds.withdrawn(second!)).rejects.toMatchObject({ status: 409, code: 'methodology-used' });
  });
});

it('a comparison of another text does not count', async () => {
  const third = await office.at('submitted', {}, reweighed('2023.3', '70'));
  const { runs } = await service.ask('auditor', contracts.listRuns);
  await service.ask('author', contracts.compareWithRun, on(third, { runId: runs[0]!.runId }));
  await office.deeds.returned(third);
  const mended = await office.at('approved', {}, reweighed('2023.3', '75'));
  await expect(publish(mended, { order })).rejects.toMatchObject({ code: 'comparison-needed' });
});
