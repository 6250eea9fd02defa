export { computeManagerScores, type ManagerScoreData } from './compute-manager-scores.ts';
export { computeScores, type Computed, type ScoreData } from './compute-scores.ts';
export { type FrozenFault, objectFault, type StoredRun } from './replay-run/frozen-faults.ts';
export { type PeopleReplay, type PersonDifference } from './replay-run/replay-people.ts';
export { type OrgUnitDifference, replayRun, type RunReplay } from './replay-run/replay-run.ts';
export { type StepDifference } from './replay-run/step-difference.ts';
export { peopleRootOf, RunRoots, scoresRootOf, type ScoringLeaf } from './run-roots.ts';
export { snapshotFaults } from './snapshot-faults.ts';
