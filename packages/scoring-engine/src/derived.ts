import { figureKey, readReference } from './reference.ts';

/** Text by language. */
export type Label = Readonly<Record<string, string>>;
export interface DerivedPart {
  readonly id: string;
  readonly weight: string;
  readonly effectiveWeight: string;
  readonly value: string;
  /** Exact; the contributions of a node sum to its value before rounding. Empty where the part is left out. */
  readonly contribution: string;
}
export interface DerivedNode {
  readonly step: string;
  readonly label: Label;
  readonly of: readonly string[];
  /** A number, or the word that a reader sees in its place. */
  readonly value: string;
  readonly exact: string;
  /** Exact, before the rounding that the node itself asks for. */
  readonly unrounded?: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly formula: { readonly words: Label; readonly names: string; readonly numbers: string };
  readonly parts?: readonly DerivedPart[];
  /** What was taken from the peers: over whom in words, how many, and each statistic exactly; never who they are. */
  readonly statistics?: { readonly over: string; readonly count: string; readonly values: Readonly<Record<string, string>> };
}
export interface DerivedInput {
  readonly label: Label;
  readonly unit: string;
  readonly value: string;
  readonly status: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly n: string;
  readonly standardError?: string;
  readonly measuredPeriod: string;
  /** The exact number, where `value` is not all of it. */
  readonly exact?: string;
  /** Where it is missing and may be left out, or counts as the worst value; without it nothing that needs the figure is computed. */
  readonly rule?: 'drop' | 'worst';
  /** What numerator and denominator give, where the published value differs beyond its printed places; it is used as published all the same. */
  readonly recomputed?: string;
}
/** How the score is made of its node, and the band of the score. */
export interface DerivedScore {
  readonly methodology: { readonly id: string; readonly version: string };
  readonly root: string;
  readonly rounding: { readonly places: string; readonly mode: string };
  readonly bands: readonly { readonly id: string; readonly from: string; readonly label: Label }[];
  /** Where the bands do not read the score as printed. */
  readonly compare?: 'exact';
  /** The node whose word is the band, in place of `bands`. */
  readonly band?: string;
}
/**
 * The tree behind a score: text only, so that it is hashed and re-added as it stands.
 * What was read of another period stands under `id@period`; what a node `id@period` reads stands under what it calls it and then that same `@period`, so that `x@-1` read by `y@-1` is `x@-1@-1`.
 */
export interface Derivation extends DerivedScore {
  readonly inputs: Readonly<Record<string, DerivedInput>>;
  readonly nodes: Readonly<Record<string, DerivedNode>>;
}

/** The key under which a derivation has what one of its nodes reads: a side value stands with its figure, and the words by which the reader's own period was come to stand behind, each after an @. */
export function keyRead(nodes: Readonly<Record<string, unknown>>, reader: string, text: string): string {
  const { period, ...read } = readReference(text);
  const before = reader.includes('@') ? reader.slice(reader.indexOf('@')) : '';
  return (Object.hasOwn(nodes, read.id) ? read.id : figureKey(read)) + (period === undefined ? '' : `@${period}`) + before;
}
