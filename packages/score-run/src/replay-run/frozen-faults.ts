import { type DataOf, type runCompleted, type snapshotFrozen } from '@mizan/contracts';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type ManagerScoreData } from '../compute-manager-scores.ts';
import { type ScoreData, scoresRootOf } from '../compute-scores.ts';
import { snapshotFaults } from '../snapshot-faults.ts';

/** What a run left in the logs, and every object that its leaves name, by SHA-256. */
export interface StoredRun {
  readonly run: DataOf<typeof runCompleted>;
  readonly snapshot: DataOf<typeof snapshotFrozen> | undefined;
  readonly scores: readonly ScoreData[];
  /** Of people; none where the methodology makes none. */
  readonly managerScores: readonly ManagerScoreData[];
  readonly objects: ReadonlyMap<string, Uint8Array>;
}
/** What was frozen is not what the leaves say: `changed` where bytes contradict them, `missing` where they are not there. */
export interface FrozenFault {
  readonly kind: 'changed' | 'missing';
  readonly orgUnit?: string;
  readonly person?: string;
  readonly text: string;
}

const changed = (text: string): FrozenFault => ({ kind: 'changed', text });
const missing = (text: string): FrozenFault => ({ kind: 'missing', text });

/** Whether an object still has the bytes it is named by. */
export function objectFault({ objects }: Pick<StoredRun, 'objects'>, hash: string, what: string): FrozenFault | undefined {
  const bytes = objects.get(hash);
  if (!bytes) return missing(`${what} ${hash} is not there`);
  return toHex(sha256(bytes)) === hash ? undefined : changed(`the stored bytes of ${what} were changed: they no longer have the SHA-256 ${hash} that the leaf names`);
}

/** Faults in what the whole run was computed from; with any of them nothing can be computed again. */
export function inputFaults(stored: StoredRun): FrozenFault[] {
  const { run, snapshot, objects } = stored;
  const methodology = objectFault(stored, run.methodologySha256, 'the methodology');
  if (!snapshot) return [...(methodology ? [methodology] : []), missing(`the leaf of the snapshot ${run.snapshotId} is not there`)];
  const files = [objectFault(stored, snapshot.valuesSha256, 'the values file'), objectFault(stored, snapshot.orgUnitsSha256, 'the org units file')];
  const found = [methodology, ...files].filter((fault) => fault !== undefined);
  if (run.snapshotDigest !== snapshot.snapshotDigest) found.push(changed(`the run names a snapshot with the digest ${run.snapshotDigest}, the leaf of ${snapshot.snapshotId} has ${snapshot.snapshotDigest}`));
  if (files.some((fault) => fault !== undefined)) return found;
  const bytes = { values: objects.get(snapshot.valuesSha256)!, orgUnits: objects.get(snapshot.orgUnitsSha256)! };
  return [...found, ...snapshotFaults(snapshot, bytes).map((part) => changed(`the snapshot ${snapshot.snapshotId} does not agree with its own leaf in ${part}`))];
}

/** Faults in what the run wrote: the scores in the log and the root over them. */
export function scoreFaults({ run, scores }: StoredRun): FrozenFault[] {
  if (scores.length < run.orgUnits) return [missing(`${run.orgUnits - scores.length} of the run's ${run.orgUnits} scores are not in the log`)];
  if (scores.length > run.orgUnits || scoresRootOf(scores) !== run.scoresRoot) return [changed('the scores in the log do not give the root that the run was completed with')];
  return [];
}

/** Faults in the scores of people a run wrote: each has one. */
export function personFaults({ managerScores }: StoredRun): FrozenFault[] {
  return [...Map.groupBy(managerScores, ({ personId }) => personId)].flatMap(([person, own]) => (own.length > 1 ? [{ ...changed(`the log has ${own.length} scores of ${person} for the run, which makes one`), person }] : []));
}
