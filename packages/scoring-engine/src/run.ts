import { type Column } from './cell.ts';
import { type Place, type Population } from './population.ts';
import { type Rational } from './rational.ts';
import { type Methodology } from './read-methodology.ts';
import { type Computed } from './steps/step.ts';

export interface NodeResult extends Computed {
  /** Before the node's own rounding, where it has one. */
  readonly unrounded?: Rational;
  /** What it read, also what the document does not name in so many words. */
  readonly read?: ReadonlySet<string>;
  /** Where it counted less of what it reads as better because the indicator says so. */
  readonly turned?: true;
}
/** One body of figures under one methodology: any node of any org unit and period, worked out once and when first needed. */
export interface Run {
  readonly methodology: Methodology;
  readonly population: Population;
  readonly node: (id: string, place: Place) => NodeResult;
  readonly column: (reference: string, place: Place) => Column;
  /** Lets go of what was worked out for an org unit, where it can be worked out again from its own figures. */
  readonly forget: (place: Place) => void;
  /** The day, or the period, whose parameters apply. */
  readonly on: (place: Place) => string;
}
