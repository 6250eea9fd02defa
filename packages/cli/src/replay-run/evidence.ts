import { type DataOf, managerScoreComputed, runCompleted, scoreComputed, scoreSuperseded, snapshotFrozen } from '@mizan/contracts';
import { type ManagerScoreData, type ScoreData, type StoredRun } from '@mizan/score-run';
import { type Terminal } from '../session/terminal.ts';

export type LogName = 'indicators' | 'scoring' | 'incentives';
export interface Leaf {
  readonly type: string;
  /** The service that wrote it, with its version. */
  readonly actor?: string;
  readonly data: unknown;
}
/** Where what was frozen comes from: a bundle, or the services. */
export interface Evidence {
  leaves(log: LogName): Promise<readonly Leaf[]>;
  /** The bytes under the name of a hash, whatever they are now; nothing where there are none. */
  object(sha256: string, log: LogName): Promise<Uint8Array | undefined>;
}
export interface FoundRun {
  readonly stored: Omit<StoredRun, 'objects'>;
  readonly superseded: boolean;
  /** As the leaf of the run says; empty where it does not. */
  readonly computedBy: string;
}
interface EventOf<Data> {
  readonly type: string;
  readonly data: { safeParse(value: unknown): { data?: Data } };
}

/** The data of every leaf of a type; a leaf that is not of its form was altered, which the log's own check names. */
export const dataOf = <Data>(leaves: readonly Leaf[], event: EventOf<Data>): Data[] => leaves.filter(({ type }) => type === event.type).flatMap(({ data }) => event.data.safeParse(data).data ?? []);

/** Every run of the scoring log, oldest first, superseded or not. */
export async function findRuns(evidence: Evidence): Promise<FoundRun[]> {
  const [scoring, indicators] = [await evidence.leaves('scoring'), await evidence.leaves('indicators')];
  const snapshots = new Map(dataOf<DataOf<typeof snapshotFrozen>>(indicators, snapshotFrozen).map((snapshot) => [snapshot.snapshotId, snapshot]));
  const scores = Map.groupBy(dataOf<ScoreData>(scoring, scoreComputed), ({ runId }) => runId);
  const people = Map.groupBy(dataOf<ManagerScoreData>(scoring, managerScoreComputed), ({ runId }) => runId);
  const replaced = new Set(dataOf<DataOf<typeof scoreSuperseded>>(scoring, scoreSuperseded).map(({ scoreId }) => scoreId));
  return scoring.filter(({ type }) => type === runCompleted.type).flatMap((leaf) => dataOf<DataOf<typeof runCompleted>>([leaf], runCompleted).map((run) => ({ run, computedBy: leaf.actor ?? '' }))).map(({ run, computedBy }) => {
    const own = scores.get(run.runId) ?? [];
    return { computedBy, stored: { run, snapshot: snapshots.get(run.snapshotId), scores: own, managerScores: people.get(run.runId) ?? [] }, superseded: own.length > 0 && own.every(({ scoreId }) => replaced.has(scoreId)) };
  });
}

/** Everything the leaves of a run name by hash. */
export async function objectsOf({ stored: { run, snapshot, scores, managerScores } }: FoundRun, evidence: Evidence, terminal: Pick<Terminal, 'progress'>): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted: [string, LogName][] = [[run.methodologySha256, 'scoring'], ...[...scores, ...managerScores].map(({ derivationSha256 }): [string, LogName] => [derivationSha256, 'scoring'])];
  if (snapshot) wanted.push([snapshot.valuesSha256, 'indicators'], [snapshot.orgUnitsSha256, 'indicators'], [snapshot.postingsSha256, 'indicators'], ...(snapshot.takeOversSha256 === undefined ? [] : [[snapshot.takeOversSha256, 'indicators'] as [string, LogName]]));
  const found = new Map<string, Uint8Array>();
  for (const [index, [hash, log]] of wanted.entries()) {
    const bytes = await evidence.object(hash, log);
    if (bytes) found.set(hash, bytes);
    terminal.progress(index + 1, wanted.length, `objects of ${run.runId}`);
  }
  return found;
}
