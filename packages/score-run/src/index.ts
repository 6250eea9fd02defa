export { computeScores, type Computed, type ScoreData, scoresRootOf } from './compute-scores.ts';
export { type StepDifference } from './replay-run/first-difference.ts';
export { type FrozenFault, objectFault, type StoredRun } from './replay-run/frozen-faults.ts';
export { type OrgUnitDifference, replayRun, type RunReplay } from './replay-run/replay-run.ts';
export { snapshotFaults } from './snapshot-faults.ts';
