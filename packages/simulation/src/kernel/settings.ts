import { type Aggregation, type Normalisation } from './program.ts';

/** What is drawn. */
export interface Settings {
  /** A whole number from 0 to 2^53 − 1; the same seed gives the same draws. */
  readonly seed: number;
  /** Each weight is its stated one times a number drawn evenly from 1 − this to 1 + this. Below 1; 0 draws no weights. */
  readonly weights: number;
  /** Ways of normalising that may stand in place of the stated one, all equally likely with it; one is drawn for the whole methodology. */
  readonly normalisations: readonly Normalisation[];
  /** The same for bringing parts together by means. */
  readonly aggregations: readonly Aggregation[];
  /** Whether each figure is moved by its standard error times a normal number. */
  readonly errors: boolean;
}
export const stated: Settings = { seed: 0, weights: 0, normalisations: [], aggregations: [], errors: false };
