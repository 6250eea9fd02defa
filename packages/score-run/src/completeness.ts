/** Share of the required indicator values that are present, per cent, rounded down to one decimal. Nothing required is complete. */
export function completenessOf(statuses: readonly string[]): string {
  if (statuses.length === 0) return '100.0';
  const present = statuses.filter((status) => status === 'present').length;
  const tenths = Math.floor((present * 1000) / statuses.length);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
