import { type Draws, openDraws } from '../kernel/open-draws.ts';
import { type Program } from '../kernel/program.ts';
import { type RankInto } from '../kernel/ranks.ts';
import { type Settings } from '../kernel/settings.ts';
import { type DrawnPart, drawPart, openRanksOf } from './draw-part.ts';
import { openRankShift } from './rank-shift.ts';
import { evaluateStreams, type Evaluated } from './sobol.ts';

/** All that draws depend on. Plain data, which may be sent to whoever carries them out. */
export interface Task {
  readonly program: Program;
  readonly settings: Settings;
}
/** Some of the draws, from one number up to, not including, another. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}
/** What may be worked out over draws. */
export interface Results {
  /** Scores and ranks. */
  readonly ranks: DrawnPart;
  /** How far ranks shift, with each factor in turn from the other stream. */
  readonly shifts: Evaluated;
}
export type What = keyof Results;
/** Gives the result of each piece, in any order. */
export type CarryOut = <Wanted extends What>(task: Task, what: Wanted, pieces: readonly Piece[]) => Iterable<Results[Wanted]> | AsyncIterable<Results[Wanted]>;

/** Opens a task. A piece comes out the same whoever carries it out, in whatever order and beside whichever others. */
export function openTask({ program, settings }: Task): <Wanted extends What>(what: Wanted, piece: Piece) => Results[Wanted] {
  const [draws, rank] = [openDraws(program, settings), openRanksOf(program)];
  const work: { readonly [Wanted in What]: (piece: Piece) => Results[Wanted] } = {
    ranks: ({ from, to }) => drawPart(program, draws, rank, from, to),
    shifts: shiftsOf(program, draws, rank),
  };
  return (what, piece) => work[what](piece);
}

function shiftsOf(program: Program, draws: Draws, rank: RankInto): (piece: Piece) => Evaluated {
  let shift: ReturnType<typeof openRankShift> | undefined;
  return ({ from, to }) => evaluateStreams((shift ??= openRankShift(program, draws, rank)), draws.factors.length, from, to);
}

/** Here, one piece after another. */
export function* inTurn<Wanted extends What>(task: Task, what: Wanted, pieces: readonly Piece[]): Iterable<Results[Wanted]> {
  const work = openTask(task);
  for (const piece of pieces) yield work(what, piece);
}

/** So many draws in pieces of at most a size. */
export function piecesOf(draws: number, size: number): Piece[] {
  return Array.from({ length: Math.ceil(draws / size) }, (_, index) => ({ from: index * size, to: Math.min((index + 1) * size, draws) }));
}
