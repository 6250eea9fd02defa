/**
 * The share of the differences between org units in one period that does not last: 1 − ICC(3,1), where ICC(3,1) is the consistency of a single period's score,
 * (mean square between org units − residual mean square) ÷ (mean square between org units + (periods − 1) × residual mean square), org units × periods without what all gain or lose from one period to the next.
 * Real change of some org units counts as noise too, so this is the most that could be noise; sampling errors alone would be much less.
 * Source: Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability" (Psychological Bulletin 86, 1979).
 * @param scores by org unit and then by period; every org unit has a score in every period
 * @returns a share from 0 up (above 1 where periods disagree more than chance would have them); nothing for fewer than two org units or periods, or where nothing differs
 */
export function noiseShare(scores: readonly (readonly number[])[]): number | null {
  const [n, k] = [scores.length, scores[0]?.length ?? 0];
  if (n < 2 || k < 2) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const ofUnits = scores.map(mean);
  const ofPeriods = Array.from({ length: k }, (_, period) => mean(scores.map((row) => row[period]!)));
  const overall = mean(ofUnits);
  const between = (k * ofUnits.reduce((sum, value) => sum + (value - overall) ** 2, 0)) / (n - 1);
  const residual = scores.reduce((sum, row, unit) => sum + row.reduce((inner, value, period) => inner + (value - ofUnits[unit]! - ofPeriods[period]! + overall) ** 2, 0), 0) / ((n - 1) * (k - 1));
  const total = between + (k - 1) * residual;
  return total > 0 ? 1 - (between - residual) / total : null;
}
