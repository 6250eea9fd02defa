const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** Days of a cycle, its last day included. */
export const cycleDays = ({ start, end }: { start: string; end: string }) => (at(end) - at(start)) / dayMs + 1;

interface Cycle {
  readonly start: string;
  readonly end: string;
}
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Days of a cycle that a posting covers: from its first day up to, not including, its last; an empty end lasts on. */
export function daysInPost(posting: Days, cycle: Cycle): number {
  const { first, afterLast } = within(posting, cycle);
  return Math.max(0, (afterLast - first) / dayMs);
}

const within = ({ from, to }: Days, { start, end }: Cycle) => ({ first: Math.max(at(from), at(start)), afterLast: Math.min(to === '' ? Infinity : at(to), at(end) + dayMs) });

/** The same where one score is paid for by the days it was worked for: a day on which a person held two posts counts once, in the posting that began first, by its id where they began together. */
export function daysEachOnce(postings: readonly (Days & { readonly postingId: string; readonly personId: string })[], cycle: Cycle): ReadonlyMap<string, number> {
  const paid = new Map<string, Set<number>>();
  const inOrder = [...postings].sort((a, b) => (`${a.from} ${a.postingId}` < `${b.from} ${b.postingId}` ? -1 : 1));
  return new Map(inOrder.map((posting) => {
    const days = paid.get(posting.personId) ?? new Set();
    const { first, afterLast } = within(posting, cycle);
    const before = days.size;
    for (let day = first; day < afterLast; day += dayMs) days.add(day);
    paid.set(posting.personId, days);
    return [posting.postingId, days.size - before];
  }));
}
