import { type StreamOf } from '../kernel/open-draws.ts';

/** How much of the variance of a result comes from one factor. */
export interface Sensitivity {
  /** Share that the factor explains by itself (first order). */
  readonly first: number;
  /** Share that would go if the factor were known, with all it does together with others (total order). */
  readonly total: number;
  /** Standard errors of the two estimates. */
  readonly firstError: number;
  readonly totalError: number;
}

/** The results of some draws, `factors + 2` for each: every factor from stream A, every one from B, and each factor in turn from B with the others from A. */
export interface Evaluated {
  readonly from: number;
  readonly to: number;
  readonly results: Float64Array;
}

/** Evaluates draws from one number up to, not including, another. @param evaluate the result of a draw with each factor taken from the stream that is asked for */
export function evaluateStreams(evaluate: (draw: number, streamOf: StreamOf) => number, factors: number, from: number, to: number): Evaluated {
  const mixtures: readonly StreamOf[] = [() => 0, () => 1, ...Array.from({ length: factors }, (_, factor): StreamOf => (one) => (one === factor ? 1 : 0))];
  const results = new Float64Array((to - from) * mixtures.length);
  let at = 0;
  for (let draw = from; draw < to; draw += 1) for (const streamOf of mixtures) results[at++] = evaluate(draw, streamOf);
  return { from, to, results };
}

/**
 * Sobol indices of a result over independent factors by two independent streams A and B: first order by Saltelli et al. (2010), total order by Jansen (1999), as recommended in
 * Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of model output" (Computer Physics Communications 181, 2010), table 2 (b) and (f).
 * @param parts the results of all draws, in any order
 * @returns nothing where the result does not vary at all
 */
export function sobol(parts: readonly Evaluated[], factors: number): Sensitivity[] | undefined {
  const draws = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const [a, b, ...mixed] = Array.from({ length: factors + 2 }, (_, mixture) => columnOf(parts, mixture, factors + 2, draws)) as [Float64Array, Float64Array, ...Float64Array[]];
  const { mean, variance } = momentsOf(a, b);
  if (!(variance > 0)) return undefined;
  return mixed.map((ab) => {
    const first = meanAndError(draws, (draw) => (b[draw]! - mean) * (ab[draw]! - a[draw]!));
    const total = meanAndError(draws, (draw) => (a[draw]! - ab[draw]!) ** 2 / 2);
    return { first: first.mean / variance, total: total.mean / variance, firstError: first.error / variance, totalError: total.error / variance };
  });
}

function columnOf(parts: readonly Evaluated[], mixture: number, width: number, draws: number): Float64Array {
  const column = new Float64Array(draws);
  for (const { from, to, results } of parts) for (let draw = from; draw < to; draw += 1) column[draw] = results[(draw - from) * width + mixture]!;
  return column;
}

/** Over both streams. The first order is estimated about this mean, which changes nothing in it but the error. */
function momentsOf(a: Float64Array, b: Float64Array): { mean: number; variance: number } {
  const mean = (a.reduce((sum, y) => sum + y, 0) + b.reduce((sum, y) => sum + y, 0)) / (2 * a.length);
  return { mean, variance: (a.reduce((sum, y) => sum + (y - mean) ** 2, 0) + b.reduce((sum, y) => sum + (y - mean) ** 2, 0)) / (2 * a.length - 1) };
}

function meanAndError(draws: number, of: (draw: number) => number): { mean: number; error: number } {
  let [sum, squares] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const value = of(draw);
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, error: Math.sqrt(Math.max(squares / draws - mean * mean, 0) / draws) };
}
