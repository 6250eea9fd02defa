import { type Draws, openDraws, type StreamOf } from '../kernel/open-draws.ts';
import { type Program } from '../kernel/program.ts';
import { type RankInto } from '../kernel/ranks.ts';
import { stated } from '../kernel/settings.ts';

/**
 * How far ranks stand from the stated ones, on average over the org units that have a score: the result whose variance is shared out.
 * Source: COINr, "Sensitivity analysis": mean absolute rank shift.
 */
export function openRankShift(program: Program, draws: Pick<Draws, 'scores'>, rank: RankInto): (draw: number, streamOf: StreamOf) => number {
  const [nominal, drawn] = [new Uint32Array(program.units.length), new Uint32Array(program.units.length)];
  rank(nominal, openDraws(program, stated).scores(0));
  return (draw, streamOf) => {
    rank(drawn, draws.scores(draw, streamOf));
    let [moved, count] = [0, 0];
    for (let unit = 0; unit < drawn.length; unit += 1) {
      if (nominal[unit] === 0 || drawn[unit] === 0) continue;
      moved += Math.abs(drawn[unit]! - nominal[unit]!);
      count += 1;
    }
    return count ? moved / count : 0;
  };
}
