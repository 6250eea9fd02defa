import { type Interval, type Margin, type Uncertain, type UncertaintyReport } from '@mizan/simulation';
import { counted, inColumns, percent, signed } from '../scoring-files/in-columns.ts';

/** The report for whoever must decide: first who needs a person's look and why, then everybody, then what moves the ranks. */
export function uncertaintyInWords(methodology: string, report: UncertaintyReport, orgUnit?: string): string {
  const { orgUnits, margins } = report;
  const shown = orgUnit === undefined ? orgUnits : orgUnits.filter((one) => one.orgUnit === orgUnit);
  return [`${methodology}, figures of ${report.period}, ${counted(report.draws, 'draw')}, seed ${report.settings.seed}\n${drawn(report)}`, look(orgUnits), table(shown), margins.length ? margins.map(turns).join('\n') : '', variance(report), leftOut(report)].filter(Boolean).join('\n\n');
}

function drawn({ factors, settings, standardErrors: { figures, withError } }: UncertaintyReport): string {
  const count = (kind: string) => factors.filter((one) => one.kind === kind).length;
  const weights = count('weight') ? `${counted(count('weight'), 'weight')}, each evenly within ${percent(settings.weights)} of the stated one` : 'no weights';
  const errors = count('figures') ? `${withError} of ${figures} figures by their standard errors` : `no figures (${figures === 0 ? 'there are none' : 'none that can be drawn over has a standard error'})`;
  const ways = [count('normalisation') ? `normalising (as stated, ${settings.normalisations.join(', ')})` : [], count('aggregation') ? `bringing parts together (as stated, ${settings.aggregations.join(', ')})` : []].flat();
  return `Drawn: ${[weights, errors, ...ways].join('; ')}`;
}

function look(orgUnits: readonly Uncertain[]): string {
  const close = orgUnits.filter(({ closeToTheLine }) => closeToTheLine);
  if (close.length === 0) return 'No result is so close to a line that a person must look.';
  return `Close to the line, a person must look (${close.length} of ${orgUnits.length}): ${close.map(({ orgUnit }) => orgUnit).join(', ')}`;
}

const between = (interval: Interval | null, places: number) => (interval ? `${interval.low.toFixed(places)} to ${interval.high.toFixed(places)}` : '–');
const placesOf = (score: string | null) => Math.min(score?.split('.')[1]?.length ?? 0, 6);

function table(orgUnits: readonly Uncertain[]): string {
  const withEligibility = orgUnits.some(({ eligibleShare }) => eligibleShare !== null);
  const rows = orgUnits.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity)).map((one) => [
    `${one.closeToTheLine ? '!' : ' '} ${one.orgUnit}`,
    one.score === null ? 'not scorable' : one.score,
    between(one.scores, placesOf(one.score)),
    one.rank === null ? '–' : String(one.rank),
    between(one.ranks, 0),
    one.band ?? '–',
    one.band === null ? '' : percent(one.bands[one.band] ?? 0),
    ...(withEligibility ? [one.eligible ? 'yes' : 'no', one.eligibleShare === null ? '' : percent(one.eligibleShare)] : []),
  ]);
  return inColumns([['  org unit', 'score', '90 % of draws', 'rank', '90 % of draws', 'band', 'draws in it', ...(withEligibility ? ['eligible', 'draws eligible'] : [])], ...rows], [0, 5]);
}

function turns({ orgUnit, result, toNextBand, aboveLastBand, turns: found }: Margin): string {
  const points = [aboveLastBand === null ? [] : `${aboveLastBand} points above its limit`, toNextBand === null ? [] : `${toNextBand} below the next`].flat().join(', ');
  const lines = found.slice(0, 4).map(({ indicator, side, from, to, change, result: other }) => `  ${indicator}${side === 'numerator' ? ' (count)' : ''} ${from} → ${to} (${signed(change)}): ${other}`);
  return [`${orgUnit}: ${result}${points ? `; ${points}` : ''}. ${found.length ? 'One figure alone would change this:' : 'No figure alone, within what any org unit has, would change this.'}`, ...lines].join('\n');
}

function variance({ sensitivities }: UncertaintyReport): string {
  if (!sensitivities?.length) return '';
  const rows = sensitivities.slice(0, 10).map(({ kind, id, first, total, firstError, totalError }) => [`${kind === 'weight' ? 'weight of ' : kind === 'figures' ? 'errors of ' : ''}${id}`, percent(Math.max(first, 0)), `± ${percent(2 * firstError)}`, percent(total), `± ${percent(2 * totalError)}`]);
  return `What moves the ranks: share of the variance of the mean rank shift\n${inColumns([['', 'alone', '', 'with all it does', ''], ...rows])}`;
}

function leftOut({ leaveOneOut }: UncertaintyReport): string {
  const rows = leaveOneOut.map((one) => ('cannot' in one ? [one.leftOut, '–', '–', one.cannot] : [one.leftOut, one.meanRankShift.toFixed(2), String(one.bandsChanged), one.furthest ? `${one.furthest.orgUnit}: ${one.furthest.from} → ${one.furthest.to}` : '']));
  return rows.length ? `Without one part\n${inColumns([['', 'mean ranks moved', 'bands changed', 'furthest'], ...rows], [0, 3])}` : '';
}
