import { Refusal } from '@mizan/contracts';
import { lastDay, periodMeant } from '@mizan/scoring-engine';
import { type Cycle } from './cycle.ts';

/** The period that must be over before what is compared with it begins, or its target would move while people work towards it. */
const benchmark = 'benchmark';

/**
 * Looks at the periods a cycle names by a word.
 * @throws Refusal period-named-twice where two words stand for one period or one for the cycle itself; benchmark-not-complete where a benchmark's period is not over before the cycle starts
 */
export function refuseOtherPeriods({ cycleId, start, otherPeriods = {} }: Cycle): void {
  const standing = new Map<string, string>([[cycleId, 'the cycle itself']]);
  for (const word of Object.keys(otherPeriods)) {
    const meant = periodMeant(word, cycleId);
    const other = standing.get(meant);
    if (other !== undefined) throw new Refusal('period-named-twice', `${word} means the period ${meant}, and so does ${other}. Name each period once.`);
    standing.set(meant, word);
  }
  for (const [indicator, period] of Object.entries(otherPeriods[benchmark] ?? {})) {
    const end = lastDay(period);
    const why = end === undefined ? `nobody can say when ${period} ends. Name a calendar period: a year, a school year such as 2022-23, a quarter such as 2023-Q1 or a month such as 2023-01` : `${period} ends on ${end}. Name a period that is over by then`;
    if (end === undefined || end >= start) throw new Refusal('benchmark-not-complete', `A benchmark is complete before the cycle it is for starts, here on ${start}; for ${indicator} ${why}.`);
  }
}
