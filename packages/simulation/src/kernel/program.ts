import { type RoundingMode } from '@mizan/scoring-engine/rounding.ts';

export const normalisations = ['min-max', 'z-score', 'percent-rank'] as const;
export type Normalisation = (typeof normalisations)[number];
export const aggregations = ['arithmetic', 'geometric'] as const;
export type Aggregation = (typeof aggregations)[number];

/** Doubles by org unit, in the order of the program's org units; not a number where a figure is missing. */
export type Doubles = Float64Array;
interface Common {
  /** The node or indicator it stands for. */
  readonly id: string;
  readonly round?: { readonly places: number; readonly mode: RoundingMode } | undefined;
}
/** What no draw changes: taken from the exact engine. */
export interface Held extends Common {
  readonly kind: 'held';
  readonly values: Doubles;
}
/** An indicator whose figures have standard errors. */
export interface Figures extends Common {
  readonly kind: 'figures';
  readonly values: Doubles;
  /** Standard errors, 0 where none is given. */
  readonly errors: Doubles;
  readonly factor: number;
}
/** Figures brought to points. */
export interface Normalise extends Common {
  readonly kind: 'normalise';
  readonly how: 'goalposts' | 'log-goalposts' | Normalisation;
  /** The step whose result it reads. */
  readonly of: number;
  readonly less: boolean;
  /** Goalposts, or the points of the worst and the best; for a z-score centre and spread. */
  readonly low: Doubles;
  readonly high: Doubles;
  readonly scale: Doubles;
  readonly deviation: 'sample' | 'population';
  readonly ties: 'min' | 'average' | 'max';
  /** Points of org units whose missing figure counts as the worst; left out where there are none. */
  readonly fixed?: Doubles;
}
/** Parts brought together. */
export interface Combine extends Common {
  readonly kind: 'combine';
  readonly how: Aggregation | 'harmonic' | 'minimum' | 'maximum' | 'sum';
  readonly parts: readonly number[];
  readonly weights: Doubles;
  /** The factor of each weight, or −1 where it cannot matter. */
  readonly factors: Int32Array;
  /** What sums begin with: 0 where the exact engine has a result, not a number where it has none, for which parts may be left out is judged at the stated weights. */
  readonly start: Doubles;
  /** Sum alone: the weight of what is left out is given to the rest. */
  readonly stretch: boolean;
}
export type Operation = Held | Figures | Normalise | Combine;

/** Something that is drawn. */
export interface Factor {
  readonly id: string;
  readonly kind: 'weight' | 'figures' | 'normalisation' | 'aggregation';
}
/** A methodology over one period's figures as a list of operations on doubles, each after what it reads; the last gives the score. For draws alone: no published score comes from here. */
export interface Program {
  readonly units: readonly string[];
  readonly period: string;
  readonly operations: readonly Operation[];
  readonly factors: readonly Factor[];
  /** The exact engine's scores as doubles. */
  readonly nominal: Doubles;
  /** Where of the score the lower is better. */
  readonly lessIsBetter?: true;
  /** Share of the figures read that carry a standard error. */
  readonly errorsGiven: { readonly figures: number; readonly withError: number };
}

/** Why a methodology cannot be drawn over. */
export class CannotCompile extends Error {
  constructor(reason: string) {
    super(`${reason} Scores are not affected; only the uncertainty of this methodology cannot be worked out by draws.`);
    this.name = 'CannotCompile';
  }
}
