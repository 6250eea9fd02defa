export { computeScores, type Computed, type ScoreData, scoresRootOf } from './compute-scores.ts';
export { readFrozen, type FrozenInput } from './read-frozen.ts';
