/** One way of doing the work; it gives the milliseconds it took. */
export type Timed = () => number | Promise<number>;

/** Times two ways in turn, A B A B, after one round that does not count: medians in milliseconds, and the median of the rounds' ratios of the first to the second. */
export async function alternating(first: Timed, second: Timed | undefined, rounds = 5): Promise<{ first: number; second?: number; ratio?: number }> {
  const took: { a: number; b: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await first(), second ? await second() : NaN];
    if (round > 0) took.push({ a, b });
  }
  const a = median(took.map((one) => one.a));
  return second ? { first: a, second: median(took.map((one) => one.b)), ratio: median(took.map((one) => one.a / one.b)) } : { first: a };
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Milliseconds of some work. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** A row as it is printed: what each column is called and what stands in it. */
export type Row = Readonly<Record<string, string>>;

/** A row: ours, the peer and the ratio, or why there is no peer. */
export function besideRow(what: string, peer: string, found: { first: number; second?: number; ratio?: number }, missing?: string): Row {
  const ms = (value: number) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
  if (found.second === undefined) return { [what]: ms(found.first), [peer]: `SKIPPED: ${missing ?? 'it is not installed'}` };
  return { [what]: ms(found.first), [peer]: ms(found.second), ratio: found.ratio!.toFixed(2) };
}
