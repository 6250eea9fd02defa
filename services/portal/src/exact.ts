/** An exact number: numerator over a positive denominator. */
export interface Exact {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Reads a decimal or a fraction such as 61.75 or 247/4. */
export function exact(text: string): Exact {
  const [numerator = '0', denominator = '1'] = text.split('/');
  const places = numerator.split('.')[1]?.length ?? 0;
  return { top: BigInt(numerator.replace('.', '')), bottom: BigInt(denominator) * 10n ** BigInt(places) };
}

export const plus = (a: Exact, b: Exact): Exact => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom });
export const minus = (a: Exact, b: Exact): Exact => plus(a, { top: -b.top, bottom: b.bottom });
export const over = (a: Exact, b: Exact): Exact => (b.top < 0n ? { top: -a.top * b.bottom, bottom: -a.bottom * b.top } : { top: a.top * b.bottom, bottom: a.bottom * b.top });
export const times = (a: Exact, b: Exact): Exact => ({ top: a.top * b.top, bottom: a.bottom * b.bottom });
export const isLess = (a: Exact, b: Exact): boolean => a.top * b.bottom < b.top * a.bottom;

/** For drawing only; no shown digit depends on it. */
export const nearly = ({ top, bottom }: Exact): number => Number((top * 1_000_000n) / bottom) / 1_000_000;

export const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

function floor({ top, bottom }: Exact): bigint {
  const quotient = top / bottom;
  return top < 0n && quotient * bottom !== top ? quotient - 1n : quotient;
}

/** Writes whole steps of 10^-places as a decimal. */
export function written(steps: bigint, places: number): string {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(places + 1, '0');
  const sign = steps < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Half up, to the given places. */
export function rounded(value: Exact, places: number): string {
  const scaled = times(value, { top: 10n ** BigInt(places), bottom: 1n });
  return written(floor(plus(scaled, { top: 1n, bottom: 2n })), places);
}

/** Shows parts to the places of their total so that they add up to it: the largest remainders are raised, the earlier on a tie. */
export function shownParts(parts: readonly Exact[], total: string): string[] {
  const places = placesOf(total);
  const scaled = parts.map((part) => times(part, { top: 10n ** BigInt(places), bottom: 1n }));
  const floors = scaled.map(floor);
  const left = BigInt(total.replace('.', '')) - floors.reduce((sum, value) => sum + value, 0n);
  const rest = scaled.map((value, index) => ({ index, remainder: minus(value, { top: floors[index] ?? 0n, bottom: 1n }) }));
  const raised = new Set(rest.sort((a, b) => (isLess(a.remainder, b.remainder) ? 1 : isLess(b.remainder, a.remainder) ? -1 : a.index - b.index)).slice(0, Number(left)).map(({ index }) => index));
  return floors.map((value, index) => written(value + (raised.has(index) ? 1n : 0n), places));
}
