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

/**
 * Sobol indices of a result over independent factors by two independent streams A and B: first order by Saltelli et al. (2010), total order by Jansen (1999), as recommended in
 * Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of model output" (Computer Physics Communications 181, 2010), table 2 (b) and (f).
 * @param evaluate the result of a draw with each factor taken from the stream that is asked for; called (factors + 2) times a draw
 * @returns nothing where the result does not vary at all
 */
export function sobol(evaluate: (draw: number, streamOf: StreamOf) => number, factors: number, draws: number, onDraw: (done: number) => void = () => undefined): Sensitivity[] | undefined {
  const [a, b] = [new Float64Array(draws), new Float64Array(draws)];
  const mixed = Array.from({ length: factors }, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw += 1) {
    a[draw] = evaluate(draw, () => 0);
    b[draw] = evaluate(draw, () => 1);
    for (let factor = 0; factor < factors; factor += 1) mixed[factor]![draw] = evaluate(draw, (one) => (one === factor ? 1 : 0));
    onDraw(draw + 1);
  }
  const { mean, variance } = momentsOf(a, b);
  if (!(variance > 0)) return undefined;
  return mixed.map((ab) => {
    const first = meanAndError(draws, (draw) => (b[draw]! - mean) * (ab[draw]! - a[draw]!));
    const total = meanAndError(draws, (draw) => (a[draw]! - ab[draw]!) ** 2 / 2);
    return { first: first.mean / variance, total: total.mean / variance, firstError: first.error / variance, totalError: total.error / variance };
  });
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
