/** Places of values from the lowest, ties at the mean of their places. */
export function meanRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to += 1;
    for (let place = from; place <= to; place += 1) ranks[order[place]!] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Pearson's correlation; nothing where either side does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleA, middleB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((value, index) => {
    const [x, y] = [value - middleA, b[index]! - middleB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  });
  return ofA > 0 && ofB > 0 ? Math.min(Math.max(both / Math.sqrt(ofA * ofB), -1), 1) : null;
}

/** Spearman's rank correlation with ties: Pearson's correlation of the mean ranks (Kendall and Gibbons, "Rank Correlation Methods", 1990). */
export const spearman = (a: readonly number[], b: readonly number[]) => pearson(meanRanks(a), meanRanks(b));

/** Kendall's tau-b: pairs in the same order less pairs in the opposite one, over the geometric mean of the pairs that are not tied on either side (Kendall, "The treatment of ties in ranking problems", Biometrika 33, 1945). Nothing where either side is one tie. */
export function kendall(a: readonly number[], b: readonly number[]): number | null {
  let [same, inA, inB] = [0, 0, 0];
  for (let one = 0; one < a.length; one += 1)
    for (let other = 0; other < one; other += 1) {
      const [x, y] = [Math.sign(a[one]! - a[other]!), Math.sign(b[one]! - b[other]!)];
      same += x * y;
      inA += x * x;
      inB += y * y;
    }
  return inA && inB ? same / Math.sqrt(inA * inB) : null;
}
