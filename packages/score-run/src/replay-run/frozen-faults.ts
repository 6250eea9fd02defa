import { type DataOf, type runCompleted, type snapshotFrozen } from '@mizan/contracts';
import { sha256, toHex } from '@mizan/verifiable-log';
import { type ManagerScoreData } from '../compute-manager-scores.ts';
import { type ScoreData } from '../compute-scores.ts';
import { peopleRootOf, scoresRootOf } from '../run-roots.ts';
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

/** Faults in the scores of people a run wrote: each has one, and together they give the root the run names, where it names one. */
export function personFaults({ run, managerScores }: StoredRun): FrozenFault[] {
  const twice = [...Map.groupBy(managerScores, ({ personId }) => personId)].flatMap(([person, own]) => (own.length > 1 ? [{ ...changed(`the log has ${own.length} scores of ${person} for the run, which makes one`), person }] : []));
  return twice.length > 0 ? twice : peopleFaults(run, managerScores);
}

function peopleFaults({ people = 0, peopleRoot }: StoredRun['run'], managerScores: readonly ManagerScoreData[]): FrozenFault[] {
  if (peopleRoot === undefined) return [];
  if (managerScores.length < people) return [missing(`${people - managerScores.length} of the run's ${people} scores of people are not in the log`)];
  const inOrder = managerScores.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  return peopleRootOf(inOrder) === peopleRoot ? [] : [changed('the scores of people in the log do not give the root that the run was completed with')];
}
