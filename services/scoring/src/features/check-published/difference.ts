/** Exact difference of two decimals as printed, without its sign. */
export function differenceOf(published: string, recomputed: string): string {
  const places = Math.max(placesOf(published), placesOf(recomputed));
  const difference = scaled(published, places) - scaled(recomputed, places);
  return unscaled(difference < 0n ? -difference : difference, places);
}

/** Whether a decimal without sign is at most another. */
export function atMost(decimal: string, limit: string): boolean {
  const places = Math.max(placesOf(decimal), placesOf(limit));
  return scaled(decimal, places) <= scaled(limit, places);
}

const placesOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function unscaled(value: bigint, places: number): string {
  if (places === 0) return String(value);
  const digits = String(value).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
