import { type Cell, type Methodology, type ScoreOptions } from '@mizan/scoring-engine';
import { compile } from '../kernel/compile.ts';
import { CannotCompile, type Factor } from '../kernel/program.ts';
import { type Settings } from '../kernel/settings.ts';
import { whatIsDrawn } from '../kernel/what-is-drawn.ts';
import { type Eligibility } from '../outcome/eligibility.ts';
import { outcomes } from '../outcome/outcome.ts';
import { decisionMargin, type Margin } from './decision-margin.ts';
import { leaveOneOut, type LeftOut, pillarsOf } from './leave-one-out.ts';
import { type Sensitivity, sobol } from './sobol.ts';
import { summarise, type Uncertain } from './summarise.ts';
import { type CarryOut, inTurn, type Piece, piecesOf } from './task.ts';

export interface UncertaintyRequest {
  readonly methodology: Methodology;
  readonly cells: readonly Cell[];
  readonly options: ScoreOptions & { readonly period: string };
  readonly settings: Settings;
  readonly draws: number;
  /** Draws for the shares of variance, each (factors + 2) evaluations; 0 leaves them out. */
  readonly sensitivityDraws: number;
  readonly eligibility: Eligibility;
  /** For whom the decision margin is worked out. */
  readonly margins: 'close' | 'all' | readonly string[];
  /** Who carries out the draws; if nobody is named they are carried out here. */
  readonly carryOut?: CarryOut;
}
export interface UncertaintyReport {
  readonly period: string;
  readonly draws: number;
  readonly settings: Settings;
  readonly factors: readonly Factor[];
  /** Of the figures that were read, how many have a standard error that was drawn over. */
  readonly standardErrors: { readonly figures: number; readonly withError: number };
  readonly orgUnits: readonly Uncertain[];
  readonly margins: readonly Margin[];
  /** Nothing where it was not asked for, or where no draw moves a rank. */
  readonly sensitivities: readonly (Factor & Sensitivity)[] | null;
  readonly leaveOneOut: readonly LeftOut[];
}
export interface Progress {
  readonly stage: 'draws' | 'sensitivities' | 'leave-one-out' | 'margins';
  readonly done: number;
  readonly total: number;
}
/** Evaluations in one go between two looks at the clock. */
const atOnce = 250;
/** Scores and ranks are kept until all draws are in. */
const mostKept = 40_000_000;

/**
 * Everything there is to say about how certain a methodology's results are, a step at a time so that a caller may show progress, or let others work between steps.
 * Draws are doubles; scores, bands, leave-one-out and margins are the exact engine's.
 * @throws CannotCompile where the methodology cannot be drawn over; RangeError for settings that make no sense
 */
export async function* uncertainty({ methodology, cells, options, settings, draws: count, sensitivityDraws, eligibility, margins, carryOut = inTurn }: UncertaintyRequest): AsyncGenerator<Progress, UncertaintyReport> {
  refuse(settings, count);
  const program = compile(methodology, cells, options);
  if (program.units.length * count > mostKept) throw new RangeError(`${count} draws over ${program.units.length} org units are more than are kept at once; ask for at most ${Math.floor(mostKept / program.units.length)} draws.`);
  const { factors } = whatIsDrawn(program, settings);
  if (factors.length === 0) throw new CannotCompile('Nothing is left to draw: the weights are held, no other way of normalising or bringing together is named, and no figure that is read has a standard error.');
  if (sensitivityDraws * (factors.length + 2) > mostKept) throw new RangeError(`${sensitivityDraws} draws for the shares of variance of ${factors.length} factors are more than are kept at once; ask for at most ${Math.floor(mostKept / (factors.length + 2))}.`);
  const stated = outcomes(methodology, cells, options);
  const task = { program, settings };
  const parts = yield* allOf('draws', carryOut(task, 'ranks', piecesOf(count, atOnce)), count);
  const orgUnits = summarise({ program, methodology, stated, parts, eligibility });
  const shifts = yield* allOf('sensitivities', carryOut(task, 'shifts', piecesOf(sensitivityDraws, Math.ceil(atOnce / (factors.length + 2)))), sensitivityDraws);
  const shares = sensitivityDraws > 0 ? sobol(shifts, factors.length) : undefined;
  const sensitivities = shares?.map((one, factor) => ({ ...factors[factor]!, ...one })).sort((a, b) => b.total - a.total) ?? null;
  const leftOut: LeftOut[] = [];
  const pillars = pillarsOf(methodology);
  for (const pillar of pillars) {
    leftOut.push(...leaveOneOut(methodology, cells, options, [pillar]));
    yield { stage: 'leave-one-out', done: leftOut.length, total: pillars.length };
  }
  const wanted = orgUnits.filter(({ orgUnit, closeToTheLine }) => (margins === 'all' ? true : margins === 'close' ? closeToTheLine : margins.includes(orgUnit)));
  const found: Margin[] = [];
  for (const { orgUnit } of wanted) {
    found.push(decisionMargin(methodology, cells, options, orgUnit, eligibility));
    yield { stage: 'margins', done: found.length, total: wanted.length };
  }
  return { period: options.period, draws: count, settings, factors, standardErrors: program.errorsGiven, orgUnits, margins: found, sensitivities, leaveOneOut: leftOut };
}

/** Waits for all parts and tells of each. */
async function* allOf<Part extends Piece>(stage: Progress['stage'], parts: Iterable<Part> | AsyncIterable<Part>, total: number): AsyncGenerator<Progress, Part[]> {
  const found: Part[] = [];
  let done = 0;
  for await (const part of parts) {
    found.push(part);
    done += part.to - part.from;
    yield { stage, done, total };
  }
  return found;
}

function refuse({ weights }: Settings, draws: number): void {
  if (!Number.isInteger(draws) || draws < 100 || draws > 1_000_000) throw new RangeError(`${draws} draws were asked for; ask for a whole number from 100 to 1000000.`);
  if (!(weights >= 0 && weights < 1)) throw new RangeError(`Weights were to be drawn up to ${weights} times themselves; ask for a share from 0 to below 1, such as 0.25.`);
}

/** Carries out all steps of a work that reports its progress. */
export async function finish<Report>(work: AsyncGenerator<Progress, Report>, onProgress: (progress: Progress) => void = () => undefined): Promise<Report> {
  for (let step = await work.next(); ; step = await work.next()) {
    if (step.done) return step.value;
    onProgress(step.value);
  }
}
