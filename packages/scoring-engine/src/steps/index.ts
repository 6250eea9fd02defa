import { borda } from './borda.ts';
import { distanceToTarget } from './distance-to-target.ts';
import { evidenceLevel } from './evidence-level.ts';
import { exponentialRanks } from './exponential-ranks.ts';
import { formula } from './formula.ts';
import { geometricMean } from './geometric-mean.ts';
import { goalposts } from './goalposts.ts';
import { logGoalposts } from './log-goalposts.ts';
import { mean } from './mean.ts';
import { minMax } from './min-max.ts';
import { normalScores } from './normal-scores.ts';
import { peerQuantile } from './peer-quantile.ts';
import { peerStatistic } from './peer-statistic.ts';
import { percentRank } from './percent-rank.ts';
import { rank } from './rank.ts';
import { ratio } from './ratio.ts';
import { type Step } from './step.ts';
import { stepTable } from './step-table.ts';
import { weightedMean } from './weighted-mean.ts';
import { wilsonBound } from './wilson-bound.ts';
import { zScore } from './z-score.ts';

/** Every step of the language: a new one is its file and its line here. */
export const steps = [
  goalposts, logGoalposts, minMax, zScore, percentRank, borda, rank, normalScores, exponentialRanks, distanceToTarget, stepTable, wilsonBound, evidenceLevel, peerStatistic, peerQuantile,
  weightedMean, mean, geometricMean, ratio, formula,
] as unknown as readonly [Step, ...Step[]];
export const stepNamed = new Map(steps.map((step) => [step.name, step]));
