const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** Days of a cycle, its last day included. */
export const cycleDays = ({ start, end }: { start: string; end: string }) => (at(end) - at(start)) / dayMs + 1;

/** Days of a cycle that a posting covers: from its first day up to, not including, its last; an empty end lasts on. */
export function daysInPost(posting: { from: string; to: string }, cycle: { start: string; end: string }): number {
  const first = Math.max(at(posting.from), at(cycle.start));
  const afterLast = Math.min(posting.to === '' ? Infinity : at(posting.to), at(cycle.end) + dayMs);
  return Math.max(0, (afterLast - first) / dayMs);
}
