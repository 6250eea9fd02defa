import { exactText, parse, parseExact, type Rational, subtract } from '@mizan/scoring-engine';
import { add, compare, divide, whole, zero } from '@mizan/scoring-engine/rational.ts';
import { inCodeOrder } from '../code-order.ts';
import { type Eligibility, isEligible, isStated } from '../outcome/eligibility.ts';
import { type Outcome, ranksOf } from '../outcome/outcome.ts';
import { type Grouping, type Groupings, notRecorded } from './population-of-change.ts';

/** One side of a comparison: what an org unit has under one methodology. */
export interface Standing {
  readonly score: string | null;
  readonly band: string | null;
  readonly rank: number | null;
  /** By the score alone; nothing where no rule is stated. */
  readonly eligible: boolean | null;
}
/** How one org unit moves from the version in force to the draft. */
export interface Move {
  readonly orgUnit: string;
  readonly inForce: Standing;
  readonly draft: Standing;
  /** Printed score under the draft less the one in force, exact; missing unless both are scored. */
  readonly scoreChange: string | null;
  /** Ranks gained: positive is nearer to the first. */
  readonly ranksGained: number | null;
}
/** What the change does to those whom a word tells apart. */
export interface GroupEffect {
  readonly group: string;
  readonly orgUnits: number;
  readonly scoredBoth: number;
  /** Mean change of the printed score over those scored both ways, as an exact number (`n` or `n/d`). */
  readonly meanScoreChange: string | null;
  readonly bandUp: number;
  readonly bandDown: number;
  readonly eligibilityGained: number;
  readonly eligibilityLost: number;
}
export interface Grouped {
  /** Org units of which the word is recorded, and how many there are. */
  readonly recorded: number;
  readonly of: number;
  readonly groups: readonly GroupEffect[];
}
/** What a draft would change on one frozen body of figures. */
export interface Change {
  readonly orgUnits: number;
  readonly unchanged: number;
  readonly moves: readonly Move[];
  /** How many go from each band in force (the row) to each band of the draft (the column); `not scorable` and `no band` are bands here. */
  readonly transitions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly eligibility: { readonly stated: boolean; readonly gained: readonly string[]; readonly lost: readonly string[]; readonly kept: number; readonly never: number };
  readonly by: Readonly<Record<keyof Groupings, Grouped>>;
}

/**
 * Compares the outcomes of a draft with those of the version in force on the same figures, everybody at once. The order of either list does not matter; an org unit that is in one list alone counts as not scored in the other.
 * @param bandsInOrder bands from the worst to the best, by which a move is one up or down
 */
export function compareOutcomes(inForce: readonly Outcome[], draft: readonly Outcome[], { eligibility = {}, groupings, bandsInOrder = [] }: { eligibility?: Eligibility; groupings: Groupings; bandsInOrder?: readonly string[] }): Change {
  const [before, after] = [standings(inForce, eligibility), standings(draft, eligibility)];
  const codes = [...new Set([...before.keys(), ...after.keys()])].sort(inCodeOrder);
  const moves = codes.map((orgUnit) => move(orgUnit, before.get(orgUnit) ?? absent(eligibility), after.get(orgUnit) ?? absent(eligibility)));
  const by = (grouping: Grouping) => grouped(moves, grouping, bandsInOrder);
  return {
    orgUnits: moves.length,
    unchanged: moves.filter(isUnchanged).length,
    moves,
    transitions: transitionsOf(moves),
    eligibility: { stated: isStated(eligibility), gained: moves.filter(gained).map(({ orgUnit }) => orgUnit), lost: moves.filter(lost).map(({ orgUnit }) => orgUnit), kept: moves.filter((one) => one.inForce.eligible && one.draft.eligible).length, never: moves.filter((one) => one.inForce.eligible === false && one.draft.eligible === false).length },
    by: { sex: by(groupings.sex), remoteness: by(groupings.remoteness), league: by(groupings.league) },
  };
}

function standings(all: readonly Outcome[], eligibility: Eligibility): Map<string, Standing> {
  const ranks = ranksOf(all);
  return new Map(all.map((one) => [one.orgUnit, { score: one.score ?? null, band: one.band ?? null, rank: ranks.get(one.orgUnit) ?? null, eligible: isEligible(one, eligibility) ?? null }]));
}

const absent = (eligibility: Eligibility): Standing => ({ score: null, band: null, rank: null, eligible: isStated(eligibility) ? false : null });

function move(orgUnit: string, inForce: Standing, draft: Standing): Move {
  const scoreChange = inForce.score === null || draft.score === null ? null : exactText(subtract(parse(draft.score), parse(inForce.score)));
  const ranksGained = inForce.rank === null || draft.rank === null ? null : inForce.rank - draft.rank;
  return { orgUnit, inForce, draft, scoreChange, ranksGained };
}

/** A draft may print 61.80 where 61.8 was printed: that is no change. */
const isUnchanged = ({ inForce, draft, scoreChange }: Move) => (scoreChange === null ? inForce.score === draft.score : compare(parseExact(scoreChange), zero) === 0) && inForce.band === draft.band && inForce.rank === draft.rank && inForce.eligible === draft.eligible;
const gained = ({ inForce, draft }: Move) => inForce.eligible === false && draft.eligible === true;
const lost = ({ inForce, draft }: Move) => inForce.eligible === true && draft.eligible === false;
export const bandWord = ({ score, band }: Standing) => (score === null ? 'not scorable' : (band ?? 'no band'));

function transitionsOf(moves: readonly Move[]): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const { inForce, draft } of moves) {
    const row = (found[bandWord(inForce)] ??= {});
    row[bandWord(draft)] = (row[bandWord(draft)] ?? 0) + 1;
  }
  return found;
}

function grouped(moves: readonly Move[], grouping: Grouping, bandsInOrder: readonly string[]): Grouped {
  const groups = Map.groupBy(moves, ({ orgUnit }) => grouping.get(orgUnit) ?? notRecorded);
  const recorded = moves.length - (groups.get(notRecorded)?.length ?? 0);
  return { recorded, of: moves.length, groups: [...groups].sort(([a], [b]) => inCodeOrder(a, b)).map(([group, those]) => effect(group, those, bandsInOrder)) };
}

function effect(group: string, those: readonly Move[], bandsInOrder: readonly string[]): GroupEffect {
  const changes = those.flatMap(({ scoreChange }): Rational[] => (scoreChange === null ? [] : [parseExact(scoreChange)]));
  const step = ({ inForce, draft }: Move) => Math.sign(bandsInOrder.indexOf(draft.band ?? '') - bandsInOrder.indexOf(inForce.band ?? ''));
  const known = those.filter(({ inForce, draft }) => inForce.score !== null && draft.score !== null);
  return {
    group,
    orgUnits: those.length,
    scoredBoth: known.length,
    meanScoreChange: changes.length ? exactText(divide(changes.reduce(add, zero), whole(changes.length))) : null,
    bandUp: known.filter((one) => step(one) > 0).length,
    bandDown: known.filter((one) => step(one) < 0).length,
    eligibilityGained: those.filter(gained).length,
    eligibilityLost: those.filter(lost).length,
  };
}
