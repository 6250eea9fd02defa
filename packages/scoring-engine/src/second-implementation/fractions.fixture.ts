/** A clerk's own fractions, on purpose not the engine's: a whole number over a positive one, shortened only where they grow long. */
export type Pair = readonly [bigint, bigint];

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
/** @throws RangeError where there is no such number */
export function over(a: bigint, b: bigint): Pair {
  if (b === 0n) throw new RangeError('divided by zero');
  const found: Pair = b < 0n ? [-a, -b] : [a, b];
  return found[1] > long ? lowest(found) : found;
}
const long = 10n ** 200n;
export function lowest([a, b]: Pair): Pair {
  const shared = divisor(a < 0n ? -a : a, b);
  return [a / shared, b / shared];
}
/** Reads `61.75` or `185/3`. */
export function pair(text: string): Pair {
  const found = /^(-?\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text);
  if (!found) throw new Error(`${JSON.stringify(text)} is no number that a clerk could use`);
  const [, whole = '', decimals = '', bottom = '1'] = found;
  return over(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(bottom));
}
export const whole = (n: number | bigint): Pair => [BigInt(n), 1n];
export const [zero, one] = [whole(0), whole(1)];

export const plus = ([a, b]: Pair, [c, d]: Pair): Pair => over(a * d + c * b, b * d);
export const minus = (x: Pair, [c, d]: Pair): Pair => plus(x, [-c, d]);
export const times = ([a, b]: Pair, [c, d]: Pair): Pair => over(a * c, b * d);
export const by = ([a, b]: Pair, [c, d]: Pair): Pair => over(a * d, b * c);
export const order = ([a, b]: Pair, [c, d]: Pair): -1 | 0 | 1 => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);
export const same = (x: Pair, y: Pair) => order(x, y) === 0;
export const total = (all: readonly Pair[]) => all.reduce(plus, zero);
export const lower = (x: Pair, y: Pair) => (order(y, x) < 0 ? y : x);
export const higher = (x: Pair, y: Pair) => (order(y, x) > 0 ? y : x);
export const ascending = (all: readonly Pair[]) => [...all].sort(order);
/** The middle one, or the mean of the two in the middle. */
export function middle(all: readonly Pair[]): Pair {
  const sorted = ascending(all);
  return by(plus(sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!), whole(2));
}

/** Written division: how many whole, and whether the rest is less than, just or more than a half. */
function divided([a, b]: Pair) {
  const size = a < 0n ? -a : a;
  const [down, rest] = [size / b, size % b];
  return { down, rest, half: rest * 2n < b ? -1 : rest * 2n > b ? 1 : 0 };
}
function goesUp(mode: string, { down, rest, half }: ReturnType<typeof divided>, below: boolean): boolean {
  switch (mode) {
    case 'half-up':
      return half >= 0;
    case 'half-down':
      return half > 0;
    case 'half-even':
      return half > 0 || (half === 0 && down % 2n === 1n);
    case 'up':
      return rest > 0n;
    case 'floor':
      return rest > 0n && below;
    case 'ceiling':
      return rest > 0n && !below;
    case 'down':
      return false;
    default:
      throw new Error(`a clerk knows no rounding ${mode}`);
  }
}
/** To a number of places, which may be below 0 for tens and hundreds. */
export function rounded(x: Pair, places: number, mode: string): Pair {
  const scale: Pair = places < 0 ? [1n, 10n ** BigInt(-places)] : [10n ** BigInt(places), 1n];
  const found = divided(times(x, scale));
  const below = x[0] < 0n;
  const units = found.down + (goesUp(mode, found, below) ? 1n : 0n);
  return by([below ? -units : units, 1n], scale);
}
/** Rounds as a derivation says it: `1 places, half-up`. */
export function roundedAs(x: Pair, words: string): Pair {
  const [places = '', mode = ''] = words.split(' places, ');
  return rounded(x, Number(places), mode);
}

const ends = (x: Pair) => {
  let [, rest] = lowest(x);
  while (rest % 2n === 0n) rest /= 2n;
  while (rest % 5n === 0n) rest /= 5n;
  return rest === 1n;
};
/** To 34 significant digits, half-even. */
export function to34(x: Pair): Pair {
  if (x[0] === 0n) return x;
  const size: Pair = x[0] < 0n ? [-x[0], x[1]] : x;
  const guess = String(size[0]).length - String(size[1]).length;
  const first = order(size, guess < 0 ? [1n, 10n ** BigInt(-guess)] : [10n ** BigInt(guess), 1n]) < 0 ? guess - 1 : guess;
  return rounded(x, 33 - first, 'half-even');
}
/** Exact where the decimal ends, else to 34 digits. */
export const settled = (x: Pair) => (ends(x) ? x : to34(x));

/** As a reader sees it: every place of a decimal that ends, else 34 digits; with `places` just as many. */
export function written(x: Pair, places?: number): string {
  const [n, d] = lowest(settled(x));
  let shown = places ?? 0;
  while (places === undefined && (n * 10n ** BigInt(shown)) % d !== 0n) shown += 1;
  const digits = String(((n < 0n ? -n : n) * 10n ** BigInt(shown)) / d).padStart(shown + 1, '0');
  return (n < 0n ? '-' : '') + (shown === 0 ? digits : `${digits.slice(0, -shown)}.${digits.slice(-shown)}`);
}
