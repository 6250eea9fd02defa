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
  /** What numerator and denominator give, where the published value differs beyond its printed places; it is used as published all the same. */
  readonly recomputed?: string;
}
/** The tree behind a score: text only, so that it is hashed and re-added as it stands. What was read of another period stands under `id@period`. */
export interface Derivation {
  readonly methodology: { readonly id: string; readonly version: string };
  readonly root: string;
  readonly rounding: { readonly places: string; readonly mode: string };
  readonly bands: readonly { readonly id: string; readonly from: string; readonly label: Label }[];
  readonly inputs: Readonly<Record<string, DerivedInput>>;
  readonly nodes: Readonly<Record<string, DerivedNode>>;
}
