import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { managerScoreComputed, readObject, runCompleted, runRequested, scoreComputed } from '@mizan/contracts';
import { migrate, transact } from '@mizan/db';
import { computeManagerScores, computeScores, type ScoreData, scoresRootOf } from '@mizan/score-run';
import { openSnapshot, readAttributions, readMethodology } from '@mizan/scoring-engine';
import { startTestDatabase, type TestDatabase } from '@mizan/testkit';
import { canonicalBytes, canonicalText, sha256, toHex } from '@mizan/verifiable-log';
import { readBooks } from './features/read-books/read-books.ts';
import { requestRun } from './features/run-scores/request-run.ts';
import { runIdOf } from './features/run-scores/run-id.ts';
import { scorePart } from './features/run-scores/score-part.ts';
import { readPostings } from './features/score-managers/postings.ts';
import { readSimulation } from './features/simulate-methodology/progress.ts';
import { startSimulations } from './features/simulate-methodology/work-simulations.ts';
import { findSnapshot } from './snapshots.ts';
import { demonstrationMethodology, frozenDemonstration } from './testing/demonstration.fixture.ts';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));
const actor = { service: 'scoring', deployment: 'test' };
const hashOf = (bytes: Uint8Array) => toHex(sha256(bytes));
const withPeople = demonstrationMethodology();
const { attribution: _, ...document } = withPeople;
/** As they were frozen and scored by the product of then, in the order of its versions. */
const years = { first: frozenDemonstration('snap-1'), underWay: year('2024'), people: year('2025') };
function year(cycleId: string) {
  return frozenDemonstration(`snap-${cycleId}`, undefined, undefined, { cycleId, start: `${cycleId}-01-01`, end: `${cycleId}-12-31` });
}
type Year = (typeof years)['first'];
let database: TestDatabase;
let stage: string;

/** The tables as they were when this was the last migration. */
async function upTo(number: string): Promise<void> {
  for (const file of (await readdir(folder)).filter((name) => name.slice(0, 3) <= number)) await cp(join(folder, file), join(stage, file));
  await migrate({ ownerUrl: database.ownerUrl, schema: 'scoring', role: 'scoring', folder: stage });
}
/** Rows as they were written then: columns by their names, arrays as text arrays. */
async function insert(table: string, rows: readonly object[]): Promise<void> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  for (const row of rows) {
    const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [snake(name), value] as const);
    await database.db.sql`INSERT INTO ${database.db.sql(table)} ${database.db.sql(Object.fromEntries(entries))}`;
  }
}
const put = async (...objects: Uint8Array[]) => insert('object', objects.map((bytes) => ({ sha256: hashOf(bytes), bytes: Buffer.from(bytes) })));

async function opened({ frozen, indicators }: Year, by: Record<string, unknown>) {
  const file = async (sha: string) => indicators.ask(readObject, { params: { sha256: sha } });
  const [values, orgUnits, postings] = [await file(frozen.valuesSha256), await file(frozen.orgUnitsSha256), await file(frozen.postingsSha256)];
  const methodology = readMethodology(JSON.parse(canonicalText(by)));
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const key = { cycleId: frozen.cycleId, methodologySha256: hashOf(canonicalBytes(by)), snapshotDigest: frozen.snapshotDigest };
  const run = { runId: runIdOf(key), frozen, methodology, methodologySha256: key.methodologySha256, opened: openSnapshot(methodology, { ...frozen, values: text(values), orgUnits: text(orgUnits) }) };
  return { files: [values, orgUnits], postings, run, key, rows: readAttributions(text(postings)), cycle: { start: frozen.start, end: frozen.end } };
}
const snapshotRow = ({ frozen: { snapshotId, cycleId, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256 } }: Year) => ({ snapshotId, cycleId, level, methodologySha256, snapshotDigest, valuesSha256, orgUnitsSha256 });
const completed = ({ runId }: { runId: string }, { frozen }: Year, methodologySha256: string, scores: readonly ScoreData[]) => {
  const scored = scores.filter(({ status }) => status === 'scored').length;
  return { runId, cycleId: frozen.cycleId, methodologySha256, snapshotId: frozen.snapshotId, snapshotDigest: frozen.snapshotDigest, orgUnits: scores.length, scored, notScorable: scores.length - scored, scoresRoot: scoresRootOf(scores.toSorted((a, b) => (a.orgUnit < b.orgUnit ? -1 : 1))) };
};
const written: Record<string, string[]> = {};
const note = (type: string, rows: readonly object[]) => void (written[type] ??= []).push(...rows.map((row) => canonicalText(row)));
let underWay: { runId: string; parts: { partId: string; runId: string; part: number; orgUnits: string[] }[] };

async function keepRun(of: Year, by: Record<string, unknown>) {
  const one = await opened(of, by);
  const computed = computeScores(one.run);
  const scores = computed.map(({ data }) => data);
  const row = completed(one.run, of, one.key.methodologySha256, scores);
  await put(...computed.map(({ derivation }) => derivation).filter((bytes, at, all) => all.findIndex((other) => hashOf(other) === hashOf(bytes)) === at));
  await insert('run', [{ ...row, runBy: 'officer' }]);
  await insert('score', scores);
  note(runCompleted.type, [row]);
  note(scoreComputed.type, scores);
  return one;
}

beforeAll(async () => {
  stage = await mkdtemp(join(tmpdir(), 'mizan-migrations-'));
  await cp(join(folder, '001-scores.sql'), join(stage, '001-scores.sql'));
  database = await startTestDatabase('scoring', stage);
  // 001: a run from before runs had parts
  const first = await opened(years.first, document);
  const texts = [document, { ...withPeople, version: 'with-people' }].map((one) => canonicalBytes(one));
  await put(...texts, ...first.files);
  await insert('methodology', texts.map((text, at) => ({ methodologySha256: hashOf(text), methodologyId: 'mizan-demonstration', version: ['2023.1', 'with-people'][at], title: '{}', registeredBy: 'officer' })));
  await database.db.sql`UPDATE methodology SET published_by = 'approver', published_at = now()`;
  await insert('snapshot', [snapshotRow(years.first)]);
  await keepRun(years.first, document);
  // 002: a run under way, one of its parts scored
  await upTo('002');
  const second = await opened(years.underWay, document);
  await put(...second.files.filter((bytes) => !first.files.some((other) => hashOf(other) === hashOf(bytes))));
  await insert('snapshot', [snapshotRow(years.underWay)]);
  const { orgUnits } = second.run.opened.options;
  const { runId } = second.run;
  const request = { runId, ...second.key, snapshotId: years.underWay.frozen.snapshotId, orgUnits: orgUnits.length, parts: 2, requestedBy: 'officer' };
  await insert('run_request', [request]);
  note(runRequested.type, [request]);
  underWay = { runId, parts: [orgUnits.slice(0, 25), orgUnits.slice(25)].map((part, at) => ({ partId: `${runId}/part-${at + 1}`, runId, part: at + 1, orgUnits: [...part] })) };
  await insert('run_part', underWay.parts);
  await scoreFirstPart();
  // 004: a simulation that waits, and a snapshot with its postings
  await upTo('004');
  const third = await opened(years.people, { ...withPeople, version: 'with-people' });
  await put(third.postings, ...third.files.filter((bytes) => ![...first.files, ...second.files].some((other) => hashOf(other) === hashOf(bytes))));
  await insert('simulation', [{ simulationId: 'simulation-that-waits', kind: 'simulation', request: canonicalText({ draft: first.key.methodologySha256, against: first.key.methodologySha256, snapshotId: 'snap-1', eligibility: {} }), requestedBy: 'officer' }]);
  // 005: scores of people without a root over them
  await upTo('005');
  const columns = (await database.db.sql<{ name: string }[]>`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'scoring' AND table_name = 'snapshot'`).map(({ name }) => name);
  expect(columns).not.toContain('take_overs_sha256');
  const { frozen } = years.people;
  await insert('snapshot', [{ ...snapshotRow(years.people), postingsSha256: frozen.postingsSha256, cycleStart: frozen.start, cycleEnd: frozen.end }]);
  await keepRun(years.people, { ...withPeople, version: 'with-people' });
  const managers = computeManagerScores({ ...third.run, rows: third.rows, cycle: third.cycle });
  await put(...managers.map(({ derivation }) => derivation).filter((bytes, at, all) => all.findIndex((other) => hashOf(other) === hashOf(bytes)) === at));
  await insert('manager_score', managers.map(({ data }) => data));
  note(managerScoreComputed.type, managers.map(({ data }) => data));
  await upTo('999');
}, 180_000);
afterAll(async () => {
  await database.stop();
  await rm(stage, { recursive: true });
});

/** The first part, as an instance of then left it. */
async function scoreFirstPart(): Promise<void> {
  const one = await opened(years.underWay, document);
  const [part] = underWay.parts;
  const computed = computeScores({ ...one.run, wanted: part!.orgUnits });
  const known = new Set((await database.db.sql<{ sha256: string }[]>`SELECT sha256 FROM object`).map(({ sha256: hash }) => hash));
  await put(...computed.map(({ derivation }) => derivation).filter((bytes) => !known.has(hashOf(bytes)) && known.add(hashOf(bytes))));
  await insert('part_result', [{ partId: part!.partId, runId: part!.runId, scores: canonicalText(computed.map(({ data }) => data)) }]);
}

async function books(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readBooks>> = await readBooks(database.db, { after, limit: 500 });
    for (const { type, data } of page.rows) (found[type] ??= []).push(canonicalText(data));
    after = page.next;
  }
  return found;
}

describe('a database that was filled before, after every migration', () => {
  it('says of runs, scores and scores of people what it said, so that they still agree with their leaves', async () => {
    const found = await books();
    for (const [type, rows] of Object.entries(written)) expect([type, found[type]?.toSorted()]).toEqual([type, rows.toSorted()]);
    expect(written[managerScoreComputed.type]!.length).toBeGreaterThan(150);
  });

  it('has a run from before runs had parts as completed when it is asked for again', async () => {
    const { cycleId, snapshotId } = years.first.frozen;
    const again = await transact(database.db, actor, (tx) => requestRun(tx, { cycleId, snapshotId, methodologySha256: hashOf(canonicalBytes(document)) }, 'officer'));
    expect(again).toMatchObject({ state: 'completed', orgUnits: 161 });
  });

  it('says of a snapshot from before postings were kept that people cannot be scored on it, and what to do', async () => {
    const frozen = await findSnapshot(database.db, 'snap-1');
    await expect(readPostings(database.db, frozen)).rejects.toMatchObject({ code: 'postings-contradict', message: expect.stringContaining('Freeze the cycle again') });
  });

  it('carries out a simulation that waited', async () => {
    const simulations = startSimulations(database.db, () => undefined);
    const look = () => readSimulation(database.db, 'simulation-that-waits');
    for (const end = Date.now() + 60_000; Date.now() < end && (await look()).state === 'running'; await new Promise((resolve) => setTimeout(resolve, 50)));
    await simulations.stop();
    expect(await look()).toMatchObject({ state: 'completed', result: { orgUnits: 161, unchanged: 161 } });
  }, 90_000);

  it('completes a run that was under way with the part that was missing', async () => {
    await transact(database.db, actor, (tx) => scorePart(tx, underWay.parts[1]!));
    const one = await opened(years.underWay, document);
    const expected = computeScores(one.run).map(({ data }) => data);
    expect((await books())[runCompleted.type]).toContain(canonicalText(completed(one.run, years.underWay, one.key.methodologySha256, expected)));
  }, 90_000);
});
