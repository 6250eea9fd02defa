import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contracts from '@mizan/contracts';
import { readAttributions, readMethodology, readValues, scoreManagers } from '@mizan/scoring-engine';
import { peopleRootOf } from '@mizan/score-run';
import { canonicalText } from '@mizan/verifiable-log';
import { demonstrationMethodology, demonstrationPostings, frozenDemonstration } from '../../testing/demonstration.fixture.ts';
import { publishDocument } from '../../testing/publish.fixture.ts';
import { ScoringService } from '../../testing/service.fixture.ts';

const transferred = 'demo-096';
const people = { officer: ['policy-officer'], auditor: ['auditor'], [transferred]: ['district-manager'], 'demo-015': ['district-manager'] } as const;
const cycleId = '2023';
const quettaMended = (row: Record<string, string>) => (row['org_unit'] === 'PK-PB-ATTOCK' && row['indicator'] === 'learning_score' ? { ...row, value: '90' } : row);
const clashing = `${demonstrationPostings()}X,demo-999,PK-PB-ATTOCK-DEM,PK-PB-ATTOCK,2023-12-01,\n`;
const away = demonstrationPostings().split('\n').filter(Boolean).map((line, index) => `${line},${index === 0 ? 'cause' : ''}`).join('\n');
const onLeave = `${away}\nL,${transferred},PK-PB-BHAKKAR-DEM,PK-PB-BHAKKAR,2023-08-01,2023-11-01,maternity-leave\n`;
const snapshots = [frozenDemonstration('snap-1'), frozenDemonstration('snap-2', quettaMended), frozenDemonstration('snap-clash', undefined, clashing), frozenDemonstration('snap-leave', undefined, onLeave)];
let service: ScoringService;
let methodologySha256: string;
const run = (snapshotId: string, reason = 'another snapshot') => service.run('officer', { cycleId, methodologySha256, snapshotId, reason });
const own = async (who: string, personId = who) => service.ask(who, contracts.readManagerScore, { params: { cycleId, personId } });

beforeAll(async () => {
  const files = new Map(snapshots.map((one) => [one.frozen.snapshotId, one]));
  // one indicators service gives the files of all snapshots
  const indicators = { ask: async (operation: contracts.Operation, input?: { params?: Record<string, string> }) => {
    for (const one of files.values()) {
      const bytes: unknown = await one.indicators.ask(operation, input);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  } } as never;
  service = await ScoringService.start(people, snapshots.map(({ frozen }) => ({ frozen, indicators })));
  methodologySha256 = await publishDocument(service.database.db, demonstrationMethodology());
});
afterAll(() => service.stop());

describe('a run by a methodology with attribution', () => {
  it('is refused in a sentence while two people are in one post on a day, and starts nothing', async () => {
    const before = (await service.leaves()).length;
    await expect(run('snap-clash')).rejects.toMatchObject({ status: 409, code: 'postings-contradict', detail: expect.stringMatching(/demo-999 and demo-097 \(row \d+\) are both in the post PK-PB-ATTOCK-DEM on 2023-12-01/) });
    expect((await service.leaves()).length).toBe(before);
  });

  it('gives who was transferred each district by her days, and every step is kept under the hash in the log', async () => {
    await run('snap-1');
    const { managerScore, derivation } = await own(transferred);
    expect(managerScore).toMatchObject({ status: 'scored', orgUnits: ['PK-PB-ATTOCK', 'PK-PB-BHAKKAR'], days: 365 });
    expect(derivation['orgUnits']).toMatchObject([{ orgUnit: 'PK-PB-ATTOCK', days: '181', share: '181/365' }, { orgUnit: 'PK-PB-BHAKKAR', days: '184', share: '184/365' }]);
    const object = await service.ask('auditor', contracts.readObject, { params: { sha256: managerScore.derivationSha256 } });
    expect(new TextDecoder().decode(object)).toBe(canonicalText(derivation));
    const { computedAt: _, ...data } = managerScore;
    expect((await service.leaves()).filter(({ type }) => type === contracts.managerScoreComputed.type).map((leaf) => leaf.data)).toContainEqual(data);
  });

  it('gives who was in one district the whole cycle the score of the district, and who served too short none', async () => {
    const { managerScores } = await service.ask('auditor', contracts.listManagerScores, { query: { cycleId, limit: 1000 } });
    const { scores } = await service.ask('auditor', contracts.listScores, { query: { cycleId, limit: 1000 } });
    const districts = new Map(scores.map(({ orgUnit, score, exact, status }) => [orgUnit, { score, exact, status }]));
    const settled = managerScores.filter(({ orgUnits, days }) => orgUnits.length === 1 && days === 365);
    expect(settled.length).toBeGreaterThan(100);
    for (const { score, exact, status, orgUnits } of settled) expect({ score, exact, status }).toEqual(districts.get(orgUnits[0]!));
    expect(managerScores.filter(({ reasons }) => reasons.includes('below-minimum-service')).map(({ days, status }) => [days, status])).toEqual([[78, 'not-scorable']]);
  });

  it('names in its leaf how many people it scored and the root over their scores, in code order of the people', async () => {
    const { managerScores } = await service.ask('auditor', contracts.listManagerScores, { query: { cycleId, limit: 1000 } });
    const data = managerScores.map(({ computedAt: _, supersededBy: __, ...rest }) => rest);
    const leaf = (await service.leaves()).filter(({ type }) => type === contracts.runCompleted.type).at(-1)!;
    expect(leaf.data).toMatchObject({ people: data.length, peopleRoot: peopleRootOf(data) });
    expect(await service.ask('auditor', contracts.readRun, { params: { runId: data[0]!.runId } })).toMatchObject(leaf.data);
  });

  it('is the same run when asked for again, and adds nothing', async () => {
    const before = (await service.leaves()).length;
    await run('snap-1');
    expect((await service.leaves()).length).toBe(before);
  });

  it('is what the engine alone gives from the frozen files', async () => {
    const bytes = async (sha256: string) => new TextDecoder().decode((await snapshots[0]!.indicators.ask(contracts.readObject, { params: { sha256 } })));
    const { valuesSha256, postingsSha256 } = snapshots[0]!.frozen;
    const scored = (await service.ask('auditor', contracts.listScores, { query: { cycleId, limit: 1000 } })).scores.map(({ orgUnit }) => orgUnit);
    const again = scoreManagers(readMethodology(demonstrationMethodology()), readValues(await bytes(valuesSha256)), readAttributions(await bytes(postingsSha256)), { period: cycleId, cycle: { start: '2023-01-01', end: '2023-12-31' }, orgUnits: scored });
    const { managerScores } = await service.ask('auditor', contracts.listManagerScores, { query: { cycleId, limit: 1000 } });
    expect(managerScores.map(({ personId, exact }) => [personId, exact])).toEqual(again.map(({ person, exact }) => [person, exact]));
  });
});

describe('a manager', () => {
  it('finds her own score and no other\'s', async () => {
    expect((await own(transferred)).managerScore.personId).toBe(transferred);
    await expect(own(transferred, 'demo-015')).rejects.toMatchObject({ status: 404, code: 'manager-score-not-found' });
    expect((await service.ask(transferred, contracts.listManagerScores, { query: { cycleId } })).managerScores.map(({ personId }) => personId)).toEqual([transferred]);
  });
});

describe('a later run of the cycle', () => {
  it('supersedes the manager\'s scores with the run, and leaves them readable', async () => {
    const [{ managerScore: earlier }, later] = [await own(transferred), await run('snap-2')];
    expect((await own(transferred)).managerScore).toMatchObject({ runId: later.runId });
    const { managerScores } = await service.ask('auditor', contracts.listManagerScores, { query: { cycleId, runId: earlier.runId, limit: 1000 } });
    expect(managerScores.find(({ personId }) => personId === transferred)).toEqual({ ...earlier, supersededBy: later.runId });
  });

  it('takes leave that is neutral to nobody\'s loss', async () => {
    const before = (await service.ask('auditor', contracts.listManagerScores, { query: { cycleId, limit: 1000, runId: (await run('snap-1')).runId } })).managerScores.find(({ personId }) => personId === transferred);
    await run('snap-leave');
    const { managerScore, derivation } = await own(transferred);
    expect(derivation['service']).toMatchObject({ counts: '273', neutral: '92' });
    expect(Number(managerScore.score)).toBeGreaterThanOrEqual(Number(before?.score));
  });

  it('by a methodology without attribution leaves nobody with a manager\'s score in force', async () => {
    const { attribution: _, ...document } = demonstrationMethodology();
    methodologySha256 = await publishDocument(service.database.db, { ...document, id: 'without-attribution' });
    await run('snap-1');
    await expect(own(transferred)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the books', () => {
  it('say of manager\'s scores and runs exactly what the leaves say', async () => {
    const rows: { type: string; data: unknown }[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { rows: { type: string; data: unknown }[]; next?: string | undefined } = await service.ask('auditor', contracts.readBooks, { query: { after, limit: 100 } });
      rows.push(...page.rows);
      after = page.next;
    }
    const said = (all: { type: string; data: unknown }[]) => all.filter(({ type }) => type === contracts.managerScoreComputed.type || type === contracts.runCompleted.type).map(({ type, data }) => `${type} ${canonicalText(data)}`).sort();
    expect(said(rows).length).toBeGreaterThan(400);
    expect(said(rows)).toEqual(said(await service.leaves()));
  });
});
