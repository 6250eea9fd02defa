import { readFileSync } from 'node:fs';
import { type DataOf, type runCompleted, type snapshotFrozen } from '@mizan/contracts';
import { type AttributionDerivation, openSnapshot, readAttributions, readMethodology } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { computeManagerScores, computeScores, type ManagerScoreData, peopleRootOf, type ScoreData, scoresRootOf } from '../index.ts';
import { type StoredRun } from './frozen-faults.ts';

const home = new URL('../../golden/demonstration-2023/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, home)));
const hashOf = (bytes: Uint8Array) => toHex(sha256(bytes));

type Snapshot = DataOf<typeof snapshotFrozen>;
type OfSnapshot = StoredRun & { readonly snapshot: Snapshot };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The demonstration run of 2023 with everything its leaves name. */
export function demonstrationRun(): OfSnapshot {
  const { snapshot, run } = JSON.parse(text(bytesOf('run.json'))) as { snapshot: Snapshot; run: DataOf<typeof runCompleted> };
  return computed(bytesOf('methodology.json'), snapshot, () => run, run.runId);
}

/** The same figures and postings by the demonstration's methodology of today, which scores people too. */
export function demonstrationRunOfPeople(): OfSnapshot {
  const methodology = canonicalBytes(JSON.parse(readFileSync('contracts/methodologies/mizan-demonstration.json', 'utf8')));
  const { snapshot: { snapshotId, snapshotDigest: _, ...frozen }, run } = JSON.parse(text(bytesOf('run.json'))) as { snapshot: Snapshot; run: DataOf<typeof runCompleted> };
  const content = { ...frozen, methodologySha256: hashOf(methodology) };
  const snapshot = { snapshotId, ...content, snapshotDigest: hashOf(canonicalBytes(content)) };
  return computed(methodology, snapshot, (scores, people) => ({ ...run, methodologySha256: hashOf(methodology), snapshotDigest: snapshot.snapshotDigest, scoresRoot: scoresRootOf(scores), people: people.length, peopleRoot: peopleRootOf(people) }), run.runId);
}

function computed(document: Uint8Array, snapshot: Snapshot, runOf: (scores: readonly ScoreData[], people: readonly ManagerScoreData[]) => StoredRun['run'], runId: string): OfSnapshot {
  const files = { methodology: document, values: bytesOf('values.csv'), hierarchy: bytesOf('org-units.csv'), postings: bytesOf('postings.csv') };
  const methodology = readMethodology(JSON.parse(text(document)));
  const opened = openSnapshot(methodology, { ...snapshot, values: text(files.values), orgUnits: text(files.hierarchy) });
  const frozen = { runId, frozen: snapshot, methodology, methodologySha256: hashOf(document), opened };
  const scores = computeScores(frozen);
  const people = computeManagerScores({ ...frozen, rows: readAttributions(text(files.postings)), cycle: snapshot });
  const objects = [...Object.values(files), ...[...scores, ...people].map(({ derivation }) => derivation)];
  const [scoreData, managerScores] = [scores.map(({ data }) => data), people.map(({ data }) => data)];
  return { run: runOf(scoreData, managerScores), snapshot, scores: scoreData, managerScores, objects: new Map(objects.map((bytes) => [hashOf(bytes), bytes])) };
}

/** The run as if the derivation of one person's score had been written otherwise in the first place. */
export function personWrittenOtherwise(stored: StoredRun, person: string, change: (derivation: AttributionDerivation) => unknown): StoredRun {
  const objects = new Map(stored.objects);
  const managerScores = stored.managerScores.map((data) => {
    if (data.personId !== person) return data;
    const bytes = canonicalBytes(change(JSON.parse(text(stored.objects.get(data.derivationSha256)!)) as AttributionDerivation));
    objects.set(hashOf(bytes), bytes);
    return { ...data, derivationSha256: hashOf(bytes) };
  });
  return { ...stored, managerScores, objects, run: { ...stored.run, peopleRoot: peopleRootOf(managerScores) } };
}

/** The run as if one derivation had been written otherwise in the first place: every hash above it fits. */
export function writtenOtherwise(stored: StoredRun, orgUnit: string, change: (derivation: { nodes: Record<string, Record<string, unknown>> }, data: ScoreData) => Partial<ScoreData> | void): StoredRun {
  const objects = new Map(stored.objects);
  const scores = stored.scores.map((data) => {
    if (data.orgUnit !== orgUnit) return data;
    const derivation = JSON.parse(new TextDecoder().decode(stored.objects.get(data.derivationSha256))) as Parameters<typeof change>[0];
    const changed = change(derivation, data) ?? {};
    const bytes = canonicalBytes(derivation);
    objects.set(hashOf(bytes), bytes);
    return { ...data, ...changed, derivationSha256: hashOf(bytes) };
  });
  return { ...stored, scores, objects, run: { ...stored.run, scoresRoot: scoresRootOf(scores) } };
}
