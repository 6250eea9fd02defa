import { type Agreement, type BackTest } from '@mizan/simulation';
import { counted, inColumns, percent } from '../scoring-files/in-columns.ts';

/** How far periods agree, for whoever decides on a methodology; `skipped` are those in which nobody could be scored. */
export function backTestInWords(methodology: string, { periods, consecutive, scoredThroughout, noiseShare }: BackTest, skipped: readonly string[]): string {
  const number = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const row = ({ from, to, orgUnits, spearman, kendallTauB, medianRanksMoved, bandsChanged, top }: Agreement) => [`${from} to ${to}`, String(orgUnits), number(spearman), number(kendallTauB), String(medianRanksMoved ?? '–'), String(bandsChanged), `${top.gone} of ${top.first}`];
  const noise =
    noiseShare === null
      ? 'What share of the differences is noise cannot be said: fewer than two org units are scored in every period, or nothing differs.'
      : `At most ${percent(Math.min(noiseShare, 1))} of the differences between org units in one period is noise, that is, does not last from period to period (1 − ICC(3,1) over ${counted(scoredThroughout, 'org unit')} scored in every period; real change counts as noise here).`;
  return [
    `${methodology} over ${periods.join(', ')}${skipped.length ? ` (nobody could be scored in ${skipped.join(', ')})` : ''}`,
    inColumns([['periods', 'scored in both', 'Spearman', 'Kendall tau-b', 'median ranks moved', 'bands changed', `of the top ${consecutive[0]?.top.k} gone`], ...consecutive.map(row)]),
    noise,
  ].join('\n\n');
}
