import { type Agreement, bandWord, type Change, type Eligibility, type Grouped, type Move } from '@mizan/simulation';
import { round, parseExact } from '@mizan/scoring-engine';
import { counted, inColumns, signed } from '../scoring-files/in-columns.ts';

interface About {
  readonly agreement: Agreement;
  readonly period: string;
  readonly eligibility: Eligibility;
  readonly bandsInOrder: readonly string[];
  readonly all: boolean;
}
const mostShown = 15;

/** What a change does, for whoever decides on it: first how many, then who, then which groups. */
export function changeInWords(change: Change, about: About): string {
  const { agreement, period } = about;
  const head = [`Draft ${agreement.to} against ${agreement.from} in force, figures of ${period}, ${counted(change.orgUnits, 'org unit')}`, change.unchanged === change.orgUnits ? 'Nobody moves: every score, rank and band is the same.' : `${counted(change.orgUnits - change.unchanged, 'org unit changes', 'org units change')} in score, rank, band or eligibility; ${counted(change.unchanged, 'stays', 'stay')} as now.`];
  return [head.join('\n'), bands(change, about), eligibility(change, about), movers(change, about), order(agreement), groups(change)].filter(Boolean).join('\n\n');
}

function bands({ transitions }: Change, { bandsInOrder }: About): string {
  const found = new Set([...Object.keys(transitions), ...Object.values(transitions).flatMap((row) => Object.keys(row))]);
  if (found.size === 1 && found.has('no band')) return '';
  const words = [...bandsInOrder.toReversed(), ...[...found].filter((word) => !bandsInOrder.includes(word)).sort()];
  const rows = words.filter((word) => transitions[word]).map((from) => [from, ...words.map((to) => String(transitions[from]?.[to] ?? '.'))]);
  return `Bands: now down, draft across\n${indented(inColumns([['', ...words], ...rows]))}`;
}

function eligibility({ eligibility: { stated, gained, lost, kept, never } }: Change, { eligibility: { minimumScore, bands: named } }: About): string {
  if (!stated) return 'Eligibility: no rule was given; name one with --eligible-from or --eligible-bands.';
  const rule = [minimumScore === undefined ? [] : `a score of at least ${minimumScore}`, named === undefined ? [] : `band ${named.join(' or ')}`].flat().join(' and ');
  const list = (word: string, codes: readonly string[]) => (codes.length ? [`  ${word}: ${codes.join(', ')}`] : []);
  return [`Eligible by the score alone (${rule}): ${gained.length} gain it, ${lost.length} lose it, ${kept} keep it, ${never} have it neither way`, ...list('gain', gained), ...list('lose', lost)].join('\n');
}

/** Who gains or loses a score altogether stands first. */
const hasMoved = ({ scoreChange, ranksGained, inForce, draft }: Move) => (scoreChange === null ? inForce.score !== draft.score : Number(scoreChange) !== 0 || ranksGained !== 0 || inForce.band !== draft.band);
const distance = ({ ranksGained }: Move) => Math.abs(ranksGained ?? Infinity);

function movers({ moves, unchanged, orgUnits }: Change, { all }: About): string {
  if (unchanged === orgUnits) return '';
  const moved = moves.filter(hasMoved).sort((a, b) => distance(b) - distance(a));
  const shown = all ? moved : moved.slice(0, mostShown);
  const rows = shown.map((one) => [one.orgUnit, one.inForce.score ?? '–', one.draft.score ?? '–', one.scoreChange === null ? '' : signed(one.scoreChange), one.inForce.rank === null ? '–' : String(one.inForce.rank), one.draft.rank === null ? '–' : String(one.draft.rank), one.ranksGained === null ? '' : signed(String(one.ranksGained)), bandWord(one.inForce) === bandWord(one.draft) ? '' : `${bandWord(one.inForce)} → ${bandWord(one.draft)}`]);
  const more = moved.length > shown.length ? `\n  and ${moved.length - shown.length} more (--all shows them)` : '';
  return `Who moves furthest\n${indented(inColumns([['org unit', 'score now', 'draft', 'change', 'rank now', 'draft', 'gained', 'band'], ...rows], [0, 7]))}${more}`;
}

function order({ spearman, kendallTauB, medianRanksMoved, top, orgUnits }: Agreement): string {
  if (orgUnits < 2) return '';
  const number = (value: number | null) => (value === null ? 'not defined' : value.toFixed(3));
  return `Order: rank correlation ${number(spearman)} (Spearman), ${number(kendallTauB)} (Kendall tau-b); half move more than ${medianRanksMoved} ranks; ${top.gone} of the first ${top.first} are no longer among the first ${top.k}`;
}

function groups({ by }: Change): string {
  const words: Readonly<Record<keyof Change['by'], string>> = { sex: 'By sex of the post-holder', remoteness: 'By remoteness', league: 'By league' };
  return (Object.keys(words) as (keyof Change['by'])[]).map((name) => groupTable(words[name], by[name])).join('\n\n');
}

function groupTable(title: string, { recorded, of, groups: found }: Grouped): string {
  if (recorded === 0) return `${title}: not recorded for any of ${counted(of, 'org unit')}`;
  const rows = found.map((group) => [group.group, String(group.orgUnits), group.meanScoreChange === null ? '–' : signed(round(parseExact(group.meanScoreChange), 2, 'half-up')), String(group.bandUp), String(group.bandDown), String(group.eligibilityGained), String(group.eligibilityLost)]);
  return `${title} (recorded for ${recorded} of ${of})\n${indented(inColumns([['', 'org units', 'mean change', 'band up', 'band down', 'gain eligibility', 'lose it'], ...rows]))}`;
}

const indented = (text: string) => text.split('\n').map((line) => `  ${line}`.trimEnd()).join('\n');
