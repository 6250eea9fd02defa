/** Rows as aligned text: the first column and those named to the left, all others to the right. */
export function inColumns(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((text, column) => (left.includes(column) ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}

export const percent = (share: number) => `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;
/** A change with its sign, also where it is gained. */
export const signed = (text: string) => (text.startsWith('-') || /^0(\.0+)?$/.test(text) ? text.replace('-', '−') : `+${text}`);
export const counted = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
