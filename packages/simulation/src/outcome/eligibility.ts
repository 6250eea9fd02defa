import { type Methodology, parse } from '@mizan/scoring-engine';
import { compare } from '@mizan/scoring-engine/rational.ts';
import { type Outcome } from './outcome.ts';

/** What makes an org unit eligible as far as its score goes; a scheme's other gates, such as days in post, are not looked at here. */
export interface Eligibility {
  /** A printed score of at least this, as decimal text. */
  readonly minimumScore?: string | undefined;
  /** One of these bands. */
  readonly bands?: readonly string[] | undefined;
}

export const isStated = ({ minimumScore, bands }: Eligibility) => minimumScore !== undefined || bands !== undefined;

/** What cannot be meant, in words; nothing where all is well. */
export function eligibilityFault({ minimumScore, bands = [] }: Eligibility, methodologies: readonly Methodology[]): string | undefined {
  if (minimumScore !== undefined && !/^-?\d+(\.\d+)?$/.test(minimumScore)) return `The least score that is eligible is ${JSON.stringify(minimumScore)}; write a number such as 50 or 49.5.`;
  const turned = minimumScore === undefined ? undefined : methodologies.find(({ document }) => document.score.direction === 'lower');
  if (turned) return `Of the score of ${turned.id} ${turned.version} the lower is better, and a least score of ${minimumScore} would make the worst eligible. Name the bands that are eligible.`;
  const known = new Set(methodologies.flatMap(({ document }) => (document.bands ?? []).map(({ id }) => id)));
  const unknown = known.size ? bands.filter((band) => !known.has(band)) : [];
  return unknown.length ? `No methodology here has the band ${unknown.join(', ')}. The bands are: ${[...known].join(', ')}.` : undefined;
}

/** Whether the score makes eligible; without a score nobody is. Nothing where no rule is stated. */
export function isEligible({ score, band }: Pick<Outcome, 'score' | 'band'>, { minimumScore, bands }: Eligibility): boolean | undefined {
  if (minimumScore === undefined && bands === undefined) return undefined;
  if (score === undefined) return false;
  return (minimumScore === undefined || compare(parse(score), parse(minimumScore)) >= 0) && (bands === undefined || (band !== undefined && bands.includes(band)));
}

/** The bands of a document from the worst to the best. */
export function bandsFromWorst({ document: { bands = [], score } }: Methodology): string[] {
  const ascending = bands.map(({ id }) => id);
  return score.direction === 'lower' ? ascending.reverse() : ascending;
}
