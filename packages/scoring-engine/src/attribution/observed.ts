import { type Cell } from '../cell.ts';
import { type Cycle, lengthOf, within } from './days.ts';

/** On which days of the cycle any of the figures was observed; nothing where one does not say, or none was observed in the cycle. */
export function observedDays(figures: readonly Cell[], cycle: Cycle): readonly boolean[] | undefined {
  if (figures.length === 0 || figures.some(({ observedFrom }) => observedFrom === undefined)) return undefined;
  const days = Array.from({ length: lengthOf(cycle) }, () => false);
  for (const { observedFrom = '', observedTo = '' } of figures) {
    const [from, to] = within(cycle, observedFrom, observedTo);
    for (let day = from; day < to; day += 1) days[day] = true;
  }
  return days.some(Boolean) ? days : undefined;
}
