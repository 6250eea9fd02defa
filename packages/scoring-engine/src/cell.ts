import { type Rational } from './rational.ts';

export const missingKinds = ['not-applicable', 'too-few', 'suppressed', 'not-submitted'] as const;
export type MissingKind = (typeof missingKinds)[number];

/** Why a number is not there, and where that began. */
export interface Cause {
  readonly kind: MissingKind;
  /** What the kind alone does not say. */
  readonly why?: 'divided-by-zero' | 'below-zero' | 'too-little-present';
  /** The indicator or node at which it began. */
  readonly at: string;
  /** True where the methodology forbids to do without it. */
  readonly fails: boolean;
  /** True where the methodology counts it as the worst value. */
  readonly worst?: boolean;
}
/** One number of one org unit: there, or missing with its causes; never a zero that stands for nothing. */
export type Column = { readonly value: Rational } | { readonly missing: readonly Cause[] };

export const isPresent = (column: Column): column is { readonly value: Rational } => 'value' in column;
export const causesOf = (columns: readonly Column[]) => columns.flatMap((column) => (isPresent(column) ? [] : column.missing));

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
  readonly measuredPeriod?: string;
}
