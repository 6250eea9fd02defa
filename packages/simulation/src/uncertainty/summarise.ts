import { type Methodology } from '@mizan/scoring-engine';
import { type Program } from '../kernel/program.ts';
import { type Eligibility, isEligible, isStated } from '../outcome/eligibility.ts';
import { type Outcome, ranksOf } from '../outcome/outcome.ts';
import { openReading } from './bands-of-draws.ts';
import { type DrawnPart } from './draw-part.ts';

export interface Interval {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}
/** What the draws say of one org unit. Shares of draws are from 0 to 1. */
export interface Uncertain {
  readonly orgUnit: string;
  /** As the exact engine gives it; nothing of it is drawn. */
  readonly score: string | null;
  readonly band: string | null;
  readonly rank: number | null;
  readonly eligible: boolean | null;
  /** 5 %, 50 % and 95 % of the draws in which there is a score, printed as the score is; missing where there never is one. */
  readonly scores: Interval | null;
  readonly ranks: Interval | null;
  /** Share of the draws in each band, in no band and without a score; they add up to 1. */
  readonly bands: Readonly<Record<string, number>>;
  readonly noBand: number;
  readonly notScorable: number;
  /** Share of the draws in which the score makes eligible; nothing where no rule is stated. */
  readonly eligibleShare: number | null;
  /** True where too few draws agree with what is stated: a person must look. */
  readonly closeToTheLine: boolean;
}

/**
 * What all draws together say of each org unit.
 * Intervals are order statistics: the smallest drawn value that at least 5, 50 and 95 % of the draws do not exceed (type 1 of Hyndman and Fan).
 * @param sure least share of the draws that must agree with the stated band, and the stated eligibility, for nobody to have to look
 */
export function summarise({ program, methodology, stated, parts, eligibility, sure = 0.95 }: { program: Program; methodology: Methodology; stated: readonly Outcome[]; parts: readonly DrawnPart[]; eligibility: Eligibility; sure?: number }): Uncertain[] {
  const reading = openReading(methodology, eligibility);
  const [ranks, byUnit] = [ranksOf(stated), new Map(stated.map((one) => [one.orgUnit, one]))];
  return program.units.map((orgUnit, unit): Uncertain => {
    const outcome = byUnit.get(orgUnit);
    const drawn = ofUnit(parts, unit, program.units.length);
    const counted = count(drawn.scores, reading);
    const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
    const share = (draws: number) => draws / total;
    const eligible = (outcome && isEligible(outcome, eligibility)) ?? null;
    const { score = null, band = null } = outcome ?? {};
    const sameBand = band === null ? 1 : share(counted.bands[reading.bands.indexOf(band)] ?? total);
    const sameEligibility = eligible === null ? 1 : share(eligible ? counted.eligible : total - counted.eligible);
    return {
      ...{ orgUnit, score, band, eligible, rank: ranks.get(orgUnit) ?? null },
      scores: intervalOf(drawn.scores.map(reading.printed)),
      ranks: intervalOf(drawn.ranks),
      bands: Object.fromEntries(reading.bands.map((id, index) => [id, share(counted.bands[index]!)])),
      noBand: share(counted.none),
      notScorable: share(total - drawn.scores.length),
      eligibleShare: isStated(eligibility) ? share(counted.eligible) : null,
      closeToTheLine: score !== null && (sameBand < sure || sameEligibility < sure),
    };
  });
}

/** The scores and ranks of one org unit in the draws in which it has them. */
function ofUnit(parts: readonly DrawnPart[], unit: number, units: number): { scores: Float64Array; ranks: Float64Array } {
  const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const [scores, ranks] = [new Float64Array(total), new Float64Array(total)];
  let count = 0;
  for (const part of parts)
    for (let at = unit; at < part.ranks.length; at += units) {
      if (part.ranks[at] === 0) continue;
      scores[count] = part.scores[at]!;
      ranks[count] = part.ranks[at]!;
      count += 1;
    }
  return { scores: scores.subarray(0, count), ranks: ranks.subarray(0, count) };
}

function count(scores: Float64Array, { bands, bandAt, eligible }: ReturnType<typeof openReading>) {
  const found = { bands: bands.map(() => 0), none: 0, eligible: 0 };
  for (const score of scores) {
    const band = bandAt(score);
    if (band < 0) found.none += 1;
    else found.bands[band]! += 1;
    if (eligible(score)) found.eligible += 1;
  }
  return found;
}

function intervalOf(values: Float64Array): Interval | null {
  if (values.length === 0) return null;
  const ascending = values.slice().sort();
  const at = (share: number) => ascending[Math.max(Math.ceil(share * ascending.length) - 1, 0)]!;
  return { low: at(0.05), middle: at(0.5), high: at(0.95) };
}
