const dayMs = 86_400_000;

/** A cycle of whole days, its last one included. */
export interface Cycle {
  readonly start: string;
  readonly end: string;
}

/** Days since 1970-01-01; nothing for a text that is no day of the calendar. */
export function dayNumber(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / dayMs : NaN;
  return Number.isNaN(at) || dayText(at) !== text ? undefined : at;
}
export const dayText = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);

/** @throws RangeError when the cycle has no day */
export function lengthOf({ start, end }: Cycle): number {
  const [first, last] = [dayNumber(start), dayNumber(end)];
  if (first === undefined || last === undefined || last < first) throw new RangeError(`${start} to ${end} is no cycle: it needs a first day and a last day that is not before it`);
  return last - first + 1;
}

/** Which days of a cycle lie from one day up to, not including, another; an empty end lasts on. Counted from 0. */
export function within(cycle: Cycle, from: string, to: string): readonly [number, number] {
  const [first, length] = [dayNumber(cycle.start)!, lengthOf(cycle)];
  const after = to === '' ? length : dayNumber(to)! - first;
  return [Math.max(0, dayNumber(from)! - first), Math.min(length, after)];
}

/** How many days of a cycle lie from one day up to, not including, another; an empty end lasts on. */
export function daysWithin(cycle: Cycle, from: string, to: string): number {
  const [first, after] = within(cycle, from, to);
  return Math.max(0, after - first);
}
