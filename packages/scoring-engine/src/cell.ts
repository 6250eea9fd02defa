import { type Rational } from './rational.ts';

export const missingKinds = ['not-applicable', 'too-few', 'suppressed', 'not-submitted'] as const;
export type MissingKind = (typeof missingKinds)[number];

/** Why a number is not there, and where that began. */
export interface Cause {
  readonly kind: MissingKind;
  /** What the kind alone does not say. */
  readonly why?: 'divided-by-zero' | 'below-zero' | 'too-little-present' | 'outside-domain' | 'too-few-peers' | 'no-group' | 'no-parameter-in-force' | 'no-day-for-parameter' | 'nobody-to-attribute-to';
  /** Of a parameter: its name, the day on which it was looked for, or the period that says none, and the day on which it begins where that is later. */
  readonly parameter?: { readonly name: string; readonly on: string; readonly begins?: string };
  /** The indicator or node at which it began. */
  readonly at: string;
  /** True where the methodology forbids to do without it. */
  readonly fails: boolean;
  /** True where the methodology counts it as the worst value. */
  readonly worst?: boolean;
}
/** One number of one org unit: there, with a label where a reader sees a word instead; or missing with its causes; never a zero that stands for nothing. */
export type Column = { readonly value: Rational; readonly label?: string } | { readonly missing: readonly Cause[] };

export const isPresent = (column: Column): column is { readonly value: Rational; readonly label?: string } => 'value' in column;
export const causesOf = (columns: readonly Column[]) => columns.flatMap((column) => (isPresent(column) ? [] : column.missing));

/** Thrown inside a step where a number it needs is missing; the node is then missing for the same causes. */
export class NumberMissing extends Error {
  readonly causes: readonly Cause[];
  constructor(causes: readonly Cause[]) {
    super('a number is missing');
    this.causes = causes;
  }
}

/** A figure as it comes in. */
export interface Cell {
  readonly orgUnit: string;
  readonly indicator: string;
  readonly period: string;
  readonly status: 'present' | MissingKind;
  readonly value?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly n?: string;
  readonly standardError?: string;
  readonly measuredPeriod?: string;
  /** The days it was observed on, from one up to, not including, another; the whole period where it does not say. */
  readonly observedFrom?: string;
  readonly observedTo?: string;
  /** Of whom the figure speaks, where not of all. */
  readonly subgroup?: string;
  /** Who measured it; read only where the methodology tells sources apart. */
  readonly source?: string;
}
