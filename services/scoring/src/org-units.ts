import { parse } from 'csv-parse/sync';

/** Codes of the org units of one level in a frozen hierarchy, in code order. */
export function orgUnitsAt(hierarchy: string, level: string): string[] {
  const rows = parse(hierarchy, { columns: true }) as unknown as Record<string, string>[];
  return rows.filter((row) => row['level'] === level).map((row) => row['code'] ?? '').sort();
}
