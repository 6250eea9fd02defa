import { geometricMean } from './geometric-mean.ts';
import { goalposts } from './goalposts.ts';
import { logGoalposts } from './log-goalposts.ts';
import { mean } from './mean.ts';
import { ratio } from './ratio.ts';
import { type Step } from './step.ts';
import { weightedMean } from './weighted-mean.ts';

/** Every step of the language: a new one is its file and its line here. */
export const steps = [goalposts, logGoalposts, weightedMean, mean, geometricMean, ratio] as unknown as readonly [Step, ...Step[]];
export const stepNamed = new Map(steps.map((step) => [step.name, step]));
