import { type DataOf, readObject, type snapshotFrozen } from '@mizan/contracts';
import { type AttributionRow, daysWithin, readAttributions } from '@mizan/scoring-engine';
import { sha256, toHex } from '@mizan/verifiable-log';
import { parse } from 'csv-parse/sync';
import { newestLines, says } from './reference-line.ts';
import { type Tracing } from './tracing.ts';

interface Her {
  readonly personId: string;
  /** Those that her score rests on. */
  readonly orgUnits: readonly string[];
}
interface FrozenPostings {
  readonly frozen: DataOf<typeof snapshotFrozen>;
  /** Of the snapshot, in the log of indicators: what came later did not go into it. */
  readonly before: number;
}

/** A person's rows of the frozen attribution table within the cycle, each down to the lines that said so. Nothing is read from a file that is not the one the snapshot's leaf names. */
export async function tracePostings(tracing: Tracing, { personId, orgUnits }: Her, { frozen, before }: FrozenPostings) {
  const bytes = await tracing.producers.ask('indicators', readObject, { params: { sha256: frozen.postingsSha256 } });
  const proved = toHex(sha256(bytes)) === frozen.postingsSha256;
  const text = proved ? new TextDecoder().decode(bytes) : 'posting,person,post,org_unit,from,to\n';
  const records = parse(text, { columns: true }) as unknown as Record<string, string>[];
  const lines = text.split('\n');
  const hers = readAttributions(text).map((row) => ({ row, days: daysWithin(frozen, row.from, row.to) })).filter(({ row, days }) => row.person === personId && days > 0);
  const idOf = ({ line }: AttributionRow) => records[line - 2]?.['posting'] ?? '';
  const kindOf = ({ cause }: AttributionRow): 'postings' | 'absences' => (cause === 'in-post' ? 'postings' : 'absences');
  const linesOf = (kind: 'postings' | 'absences') => newestLines(tracing, kind, hers.flatMap(({ row }) => (kindOf(row) === kind ? [idOf(row)] : [])), before);
  const submissions = { postings: await linesOf('postings'), absences: await linesOf('absences') };
  const ofPosts = await newestLines(tracing, 'posts', hers.map(({ row }) => row.post), before);
  const rows = hers.map(({ row, days }) => {
    const { line, post, orgUnit, from, to, cause } = row;
    const [id, kind] = [idOf(row), kindOf(row)];
    const [submission, ofPost] = [submissions[kind].get(id), ofPosts.get(post)];
    const same = says(submission, wordsOf(kind, id, row)) && says(ofPost, { post, org_unit: orgUnit });
    return { line, text: lines[line - 1] ?? '', id, post, orgUnit, from, to, cause, days, used: orgUnits.includes(orgUnit), proved: proved && same, ...(submission ? { submission: submission.view } : {}), ...(ofPost ? { ofPost: ofPost.view } : {}) };
  });
  return { postingsSha256: frozen.postingsSha256, proved, rows };
}

/** What the line of a posting or an absence says in the columns of its own file. */
function wordsOf(kind: 'postings' | 'absences', id: string, { person, post, from, to, cause }: AttributionRow): Record<string, string> {
  return { [kind === 'postings' ? 'posting' : 'absence']: id, person, post, from, to, ...(kind === 'absences' ? { cause } : {}) };
}
