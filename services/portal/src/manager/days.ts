const day = 86_400_000;

/** Days of a half-open posting within a cycle whose last day counts. */
export function daysWithin(posting: { from: string; to: string }, cycle: { start: string; end: string }): { served: number; all: number } {
  const start = Date.parse(cycle.start);
  const end = Date.parse(cycle.end) + day;
  const from = Math.max(start, Date.parse(posting.from));
  const to = posting.to === '' ? end : Math.min(end, Date.parse(posting.to));
  return { served: Math.max(0, (to - from) / day), all: (end - start) / day };
}
