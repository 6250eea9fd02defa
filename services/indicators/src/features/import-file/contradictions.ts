import { type TransactionSql } from 'postgres';
import { type Fault, inPost } from './kinds.ts';

/** A posting or an absence as it will stand after the file: of the file itself with its line. */
interface Span {
  readonly line: number | null;
  readonly key: string;
  readonly person: string;
  readonly post: string;
  readonly from: string;
  readonly to: string;
}
type LineFault = Fault & { readonly line: number };

/**
 * Rows of a file of postings or absences that contradict others, in the file or known already: two people in one post on a
 * day on which neither is absent, an absence outside any posting of hers, two absences on one day. A fault a row, in line order.
 */
export async function contradictions(sql: TransactionSql, kind: 'postings' | 'absences'): Promise<LineFault[]> {
  const [postings, absences] = [await spans(sql, 'postings', kind), await spans(sql, 'absences', kind)];
  const absencesAt = Map.groupBy(absences, ({ post }) => post);
  const postingsAt = Map.groupBy(postings, ({ post }) => post);
  const faulty = (row: Span) => (kind === 'postings' ? clash(row, postingsAt.get(row.post) ?? [], absencesAt.get(row.post) ?? []) : outside(row, postingsAt.get(row.post) ?? []) ?? doubled(row, absencesAt.get(row.post) ?? []));
  const fresh = (kind === 'postings' ? postings : absences).filter(({ line }) => line !== null);
  return fresh.flatMap((row) => {
    const fault = faulty(row);
    return fault ? [{ line: row.line!, ...fault }] : [];
  }).sort((a, b) => a.line - b.line);
}

async function spans(sql: TransactionSql, of: 'postings' | 'absences', kind: 'postings' | 'absences'): Promise<Span[]> {
  const columns = sql`fields ->> 'person' AS person, fields ->> 'post' AS post, fields ->> 'from' AS from, coalesce(fields ->> 'to', '') AS to`;
  const staged = of === kind;
  return sql<Span[]>`
    SELECT line, key, ${columns} FROM stage WHERE ${staged} AND coalesce(fields ->> 'cause', '') <> ${inPost}
    UNION ALL SELECT NULL, key, ${columns} FROM current_reference AS c WHERE kind = ${of} AND coalesce(fields ->> 'cause', '') <> ${inPost} AND NOT (${staged} AND EXISTS (SELECT 1 FROM stage WHERE stage.key = c.key))`;
}

const lasting = '9999-12-31';
const end = ({ to }: Pick<Span, 'to'>) => (to === '' ? lasting : to);
type Days = Pick<Span, 'from' | 'to'>;

/** What is left of some days without others, as stretches in order. */
function without(days: Days, others: readonly Days[]): Days[] {
  return others.reduce<Days[]>((left, other) => left.flatMap((one) => [{ from: one.from, to: min(end(one), other.from) }, { from: max(one.from, end(other)), to: end(one) }].filter(({ from, to }) => from < to)), [{ from: days.from, to: end(days) }]);
}
const min = (a: string, b: string) => (a < b ? a : b);
const max = (a: string, b: string) => (a > b ? a : b);

function clash(row: Span, held: readonly Span[], away: readonly Span[]): Fault | undefined {
  const present = (one: Span) => without(one, away.filter(({ person }) => person === one.person));
  for (const other of held) {
    if (other.key === row.key) continue;
    // one person's own postings overlap by their days, whether or not she was there
    const [mine, theirs] = other.person === row.person ? [[row], [other]] : [present(row), present(other)];
    const day = mine.flatMap((a) => theirs.map((b) => [max(a.from, b.from), min(end(a), end(b))] as const)).find(([from, to]) => from < to)?.[0];
    if (day !== undefined) return { column: 'from', found: row.from, expected: `a day in ${row.post} that nobody else holds: on ${day} it is ${other.person}'s by the posting ${other.key}; end that one first, or import the absence of one of the two` };
  }
  return undefined;
}

function outside(row: Span, held: readonly Span[]): Fault | undefined {
  const [rest] = without(row, held.filter(({ person }) => person === row.person));
  return rest && { column: 'from', found: row.from, expected: `days on which ${row.person} holds the post ${row.post}: she does not on ${rest.from}` };
}

function doubled(row: Span, away: readonly Span[]): Fault | undefined {
  const other = away.find(({ key, person, from, to }) => key !== row.key && person === row.person && max(from, row.from) < min(end({ to }), end(row)));
  return other && { column: 'from', found: row.from, expected: `days of no other absence: ${other.key} covers ${max(other.from, row.from)} already` };
}
