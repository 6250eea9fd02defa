import { listReferenceLines } from '@mizan/contracts';
import { parse } from 'csv-parse/sync';
import { type TracedLine, traceLines } from './trace-line.ts';
import { type Tracing } from './tracing.ts';

type Kind = 'postings' | 'absences' | 'posts' | 'observed-days' | 'take-overs';

/** For each key of a kind of reference file the last line before a place in the log that changed what is known of it; nothing where there is none. Each file is read once for all that stand in it. */
export async function newestLines(tracing: Tracing, kind: Kind, keys: readonly string[], before: number): Promise<ReadonlyMap<string, TracedLine>> {
  const places = (await Promise.all([...new Set(keys)].map((key) => newestPlace(tracing, kind, key, before)))).flat();
  const found = new Map<string, TracedLine>();
  for (const [submissionId, some] of Map.groupBy(places, (place) => place.submissionId)) {
    const lines = await traceLines(tracing, submissionId, [...new Set(some.map(({ line }) => line))]);
    for (const { key, line } of some) if (lines.has(line)) found.set(key, lines.get(line)!);
  }
  return found;
}

async function newestPlace(tracing: Tracing, kind: Kind, key: string, before: number) {
  const { lines } = await tracing.producers.ask('indicators', listReferenceLines, { query: { kind, key } });
  for (const { submissionId, line } of lines) {
    const leaf = await tracing.submissionLeaf(submissionId);
    if (leaf && leaf.index < before) return [{ key, submissionId, line: String(line) }];
  }
  return [];
}

/** What a line says, by the columns of its file. */
export function cellsOf({ view: { header, text } }: TracedLine): Readonly<Record<string, string>> {
  const [record = {}] = parse(`${header}\n${text.replace(/\r?\n$/, '')}`, { columns: (names: string[]) => names.map((name) => name.trim()) }) as unknown as Record<string, string>[];
  return record;
}

/** Whether a proved line says what was frozen: each column of it, to the last character. */
export function says(found: TracedLine | undefined, expected: Readonly<Record<string, string>>): boolean {
  if (!found?.proved) return false;
  const record = cellsOf(found);
  return Object.entries(expected).every(([column, value]) => record[column] === value);
}
