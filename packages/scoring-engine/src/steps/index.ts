import { achievement } from './achievement.ts';
import { atkinson } from './atkinson.ts';
import { betaBinomial } from './beta-binomial.ts';
import { borda } from './borda.ts';
import { consistencyPoints } from './consistency-points.ts';
import { copeland } from './copeland.ts';
import { difference } from './difference.ts';
import { difficultyBonus } from './difficulty-bonus.ts';
import { distanceToTarget } from './distance-to-target.ts';
import { empiricalBayes } from './empirical-bayes.ts';
import { evidenceLevel } from './evidence-level.ts';
import { exponentialRanks } from './exponential-ranks.ts';
import { firstPresent } from './first-present.ts';
import { formula } from './formula.ts';
import { gapClosingTarget } from './gap-closing-target.ts';
import { gate } from './gate.ts';
import { geometricMean } from './geometric-mean.ts';
import { goalposts } from './goalposts.ts';
import { harmonicMean } from './harmonic-mean.ts';
import { improvement } from './improvement.ts';
import { impute } from './impute.ts';
import { inequalityAdjusted } from './inequality-adjusted.ts';
import { inverseErrorMean } from './inverse-error-mean.ts';
import { jamesStein } from './james-stein.ts';
import { limits } from './limits.ts';
import { log } from './log.ts';
import { logGoalposts } from './log-goalposts.ts';
import { maximum } from './maximum.ts';
import { mazziottaPareto } from './mazziotta-pareto.ts';
import { mean } from './mean.ts';
import { minMax } from './min-max.ts';
import { minimum } from './minimum.ts';
import { movingAverage } from './moving-average.ts';
import { normalScores } from './normal-scores.ts';
import { parity } from './parity.ts';
import { peerQuantile } from './peer-quantile.ts';
import { peerStatistic } from './peer-statistic.ts';
import { percentRank } from './percent-rank.ts';
import { pool } from './pool.ts';
import { powerMean } from './power-mean.ts';
import { rank } from './rank.ts';
import { ratio } from './ratio.ts';
import { stepTable } from './step-table.ts';
import { sum } from './sum.ts';
import { weightedMean } from './weighted-mean.ts';
import { wilsonBound } from './wilson-bound.ts';
import { winsorise } from './winsorise.ts';
import { zScore } from './z-score.ts';
import { interpolate } from './interpolate.ts';
import { attribute } from './attribute.ts';
import { meanOfBest } from './mean-of-best.ts';
import { type Step } from './step.ts';

/** Every step of the language: a new one is its file and its line here. */
export const steps = [
  ratio,
  attribute,
  log,
  winsorise,
  limits,
  impute,
  movingAverage,
  pool,
  inverseErrorMean,
  jamesStein,
  empiricalBayes,
  betaBinomial,
  goalposts,
  logGoalposts,
  distanceToTarget,
  minMax,
  zScore,
  percentRank,
  borda,
  rank,
  normalScores,
  exponentialRanks,
  stepTable,
  interpolate,
  wilsonBound,
  evidenceLevel,
  achievement,
  improvement,
  consistencyPoints,
  gapClosingTarget,
  difference,
  firstPresent,
  weightedMean,
  mean,
  geometricMean,
  harmonicMean,
  powerMean,
  sum,
  minimum,
  maximum,
  meanOfBest,
  mazziottaPareto,
  copeland,
  parity,
  atkinson,
  inequalityAdjusted,
  difficultyBonus,
  peerStatistic,
  peerQuantile,
  gate,
  formula,
] as unknown as readonly [Step, ...Step[]];
export const stepNamed = new Map(steps.map((step) => [step.name, step]));
