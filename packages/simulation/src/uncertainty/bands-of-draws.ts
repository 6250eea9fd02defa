import { type Methodology } from '@mizan/scoring-engine';
import { roundDouble } from '../kernel/rounding.ts';
import { type Eligibility } from '../outcome/eligibility.ts';

/** Doubles this near to a limit stand on it. */
const near = 1e-9;

/** Reads a drawn score as the methodology reads a score: rounded as printed, then its band. */
export function openReading({ document: { score, bands = [] } }: Methodology, eligibility: Eligibility) {
  const limits = bands.map(({ id, from }) => ({ id, from: Number(from) }));
  const least = eligibility.minimumScore === undefined ? undefined : Number(eligibility.minimumScore);
  const printed = (value: number) => (score.round ? roundDouble(value, score.round.places, score.round.mode) : value);
  const bandAt = (value: number) => {
    const compared = score.compare === 'exact' ? value : printed(value);
    return limits.findLastIndex(({ from }) => from <= compared + near);
  };
  return {
    bands: limits.map(({ id }) => id),
    printed,
    bandAt,
    eligible: (value: number) => (least === undefined || printed(value) + near >= least) && (eligibility.bands === undefined || eligibility.bands.includes(limits[bandAt(value)]?.id ?? '')),
  };
}
