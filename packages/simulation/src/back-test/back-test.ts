import { parseExact } from '@mizan/scoring-engine';
import { inCodeOrder } from '../code-order.ts';
import { asDouble } from '../kernel/compile.ts';
import { type Outcome, ranksOf } from '../outcome/outcome.ts';
import { noiseShare } from './noise-share.ts';
import { kendall, spearman } from './rank-correlation.ts';

/** Two result sets beside each other: of two periods, or of two methodologies in one period. */
export interface Agreement {
  readonly from: string;
  readonly to: string;
  /** Org units scored in both; nothing else is looked at. */
  readonly orgUnits: number;
  readonly spearman: number | null;
  readonly kendallTauB: number | null;
  /** Half of the org units move more ranks than this (the mean of the two middle ones where their number is even). */
  readonly medianRanksMoved: number | null;
  readonly bandsChanged: number;
  /** Of the first k of the one, how many are not among the first k of the other; all that share the k-th rank count among the first. */
  readonly top: { readonly k: number; readonly first: number; readonly gone: number };
}
export interface BackTest {
  readonly periods: readonly string[];
  readonly consecutive: readonly Agreement[];
  /** Over the org units scored in every period. */
  readonly scoredThroughout: number;
  readonly noiseShare: number | null;
}

/** How far two result sets agree. Statistics about ranks, never part of a score, so they are doubles. */
export function agreement(from: { readonly name: string; readonly outcomes: readonly Outcome[] }, to: { readonly name: string; readonly outcomes: readonly Outcome[] }, k: number): Agreement {
  const [before, after] = [scored(from.outcomes), scored(to.outcomes)];
  const codes = [...before.keys()].filter((code) => after.has(code)).sort(inCodeOrder);
  const both = (all: ReadonlyMap<string, Outcome>) => ranksOf(codes.map((code) => all.get(code)!));
  const [ranksBefore, ranksAfter] = [both(before), both(after)];
  const [a, b] = [codes.map((code) => ranksBefore.get(code)!), codes.map((code) => ranksAfter.get(code)!)];
  const first = codes.filter((code) => ranksBefore.get(code)! <= k);
  return {
    ...{ from: from.name, to: to.name, orgUnits: codes.length, spearman: spearman(a, b), kendallTauB: kendall(a, b) },
    medianRanksMoved: median(a.map((rank, index) => Math.abs(rank - b[index]!))),
    bandsChanged: codes.filter((code) => before.get(code)!.band !== after.get(code)!.band).length,
    top: { k, first: first.length, gone: first.filter((code) => ranksAfter.get(code)! > k).length },
  };
}

/**
 * Looks back over earlier periods scored by one methodology: does it say the same of the same org units, or is the order drawn anew every time?
 * @param periods oldest first
 */
export function backTest(periods: readonly { readonly name: string; readonly outcomes: readonly Outcome[] }[], k = 10): BackTest {
  const all = periods.map(({ outcomes }) => scored(outcomes));
  const throughout = [...(all[0]?.keys() ?? [])].filter((code) => all.every((one) => one.has(code))).sort(inCodeOrder);
  return {
    periods: periods.map(({ name }) => name),
    consecutive: periods.slice(1).map((to, index) => agreement(periods[index]!, to, k)),
    scoredThroughout: throughout.length,
    noiseShare: noiseShare(throughout.map((code) => all.map((one) => asDouble(parseExact(one.get(code)!.exact!))))),
  };
}

const scored = (outcomes: readonly Outcome[]) => new Map(outcomes.filter(({ exact }) => exact !== undefined).map((one) => [one.orgUnit, one]));

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => a - b);
  return (ascending[(values.length - 1) >> 1]! + ascending[values.length >> 1]!) / 2;
}
