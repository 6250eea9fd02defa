import { type Draws } from '../kernel/open-draws.ts';
import { type Program } from '../kernel/program.ts';
import { openRanks, type RankInto } from '../kernel/ranks.ts';

/** Some of the draws: scores and ranks by draw and then by org unit; a rank of 0 stands where there is no score. */
export interface DrawnPart {
  readonly from: number;
  readonly to: number;
  readonly scores: Float64Array;
  readonly ranks: Uint32Array;
}

/** Carries out the draws from one number up to, not including, another. Parts together are the same as all draws in one. */
export function drawPart({ units }: Pick<Program, 'units'>, { scores: drawn }: Pick<Draws, 'scores'>, rank: RankInto, from: number, to: number): DrawnPart {
  const size = units.length;
  const [scores, ranks] = [new Float64Array((to - from) * size), new Uint32Array((to - from) * size)];
  for (let draw = from; draw < to; draw += 1) {
    const [at, found] = [(draw - from) * size, drawn(draw)];
    scores.set(found, at);
    rank(ranks, found, at);
  }
  return { from, to, scores, ranks };
}

/** Draws move scores about; sixteen times the largest stated one leaves room, and depends on nothing that is drawn. */
export const largestOf = (nominal: Float64Array) => 16 * nominal.reduce((most, score) => (Math.abs(score) > most ? Math.abs(score) : most), 1);
/** Opens the ranking of a program's draws, once for all of them. */
export const openRanksOf = ({ units, nominal, lessIsBetter }: Pick<Program, 'units' | 'nominal' | 'lessIsBetter'>) => openRanks(units.length, largestOf(nominal), lessIsBetter);
