import { listReferenceLines } from '@mizan/contracts';
import { parse } from 'csv-parse/sync';
import { type TracedLine, traceLine } from './trace-line.ts';
import { type Tracing } from './tracing.ts';

type Kind = 'postings' | 'absences' | 'posts' | 'observed-days' | 'take-overs';

/** The last line before a place in the log that changed what is known of a key of a reference file. */
export async function newestLine(tracing: Tracing, kind: Kind, key: string, before: number): Promise<TracedLine | undefined> {
  const { lines } = await tracing.producers.ask('indicators', listReferenceLines, { query: { kind, key } });
  for (const { submissionId, line } of lines) {
    const leaf = await tracing.submissionLeaf(submissionId);
    if (leaf && leaf.index < before) return traceLine(tracing, submissionId, String(line));
  }
  return undefined;
}

/** Whether a proved line says what was frozen: each column of it, to the last character. */
export function says(found: TracedLine | undefined, expected: Readonly<Record<string, string>>): boolean {
  if (!found?.proved) return false;
  const { header, text } = found.view;
  const [record = {}] = parse(`${header}\n${text.replace(/\r?\n$/, '')}`, { columns: (names: string[]) => names.map((name) => name.trim()) }) as unknown as Record<string, string>[];
  return Object.entries(expected).every(([column, value]) => record[column] === value);
}
