/** How many letters have to be changed, put in, taken out or swapped with their neighbour (Damerau 1964, optimal string alignment). */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(change, rows[i - 1]![j]! + 1, row[j - 1]! + 1, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The known name that was most likely meant; nothing where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const most = name.length < 3 ? 0 : Math.floor(name.length / 3);
  const near = known.map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) })).filter(({ far }) => far <= most);
  return near.sort((a, b) => a.far - b.far)[0]?.one;
}

/** `; did you mean X?`, or nothing. */
export function meant(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === undefined ? '' : `; did you mean ${found}?`;
}
