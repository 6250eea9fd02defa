import { readFileSync } from 'node:fs';
import { type DataOf, type runCompleted, type snapshotFrozen } from '@mizan/contracts';
import { openSnapshot, readMethodology } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { computeScores, type ScoreData, scoresRootOf } from '../index.ts';
import { type StoredRun } from './frozen-faults.ts';

const home = new URL('../../golden/demonstration-2023/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, home)));
const hashOf = (bytes: Uint8Array) => toHex(sha256(bytes));

/** The demonstration run of 2023 with everything its leaves name. */
export function demonstrationRun(): StoredRun & { readonly snapshot: DataOf<typeof snapshotFrozen> } {
  const files = { methodology: bytesOf('methodology.json'), values: bytesOf('values.csv'), hierarchy: bytesOf('org-units.csv'), postings: bytesOf('postings.csv') };
  const { snapshot, run } = JSON.parse(new TextDecoder().decode(bytesOf('run.json'))) as { snapshot: DataOf<typeof snapshotFrozen>; run: DataOf<typeof runCompleted> };
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const methodology = readMethodology(JSON.parse(text(files.methodology)));
  const opened = openSnapshot(methodology, { ...snapshot, values: text(files.values), orgUnits: text(files.hierarchy) });
  const computed = computeScores({ ...run, frozen: snapshot, methodology, opened });
  const objects = [...Object.values(files), ...computed.map(({ derivation }) => derivation)];
  return { run, snapshot, scores: computed.map(({ data }) => data), objects: new Map(objects.map((bytes) => [hashOf(bytes), bytes])) };
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
