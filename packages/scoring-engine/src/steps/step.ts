import { type z } from 'zod';
import { type Column } from '../cell.ts';
import { type Rational } from '../rational.ts';

export interface Part {
  readonly id: string;
  readonly weight: Rational;
  readonly effectiveWeight: Rational;
  readonly column: Column;
  readonly contribution: Rational | undefined;
}
export interface Computed {
  readonly column: Column;
  /** Of an additive step: contributions that sum to the value exactly. */
  readonly parts?: readonly Part[];
  readonly names: string;
  readonly numbers: string;
}
export interface Inputs {
  readonly id: string;
  readonly column: (id: string) => Column;
  /** True of an indicator whose direction is `lower`. */
  readonly lessIsBetter: (id: string) => boolean;
  /** A parameter's number, written in place or dated under `parameters`. */
  readonly number: (value: NumberOrParameter) => Rational;
}
export type NumberOrParameter = string | { readonly parameter: string };

/** One step of the method: its document form, what it needs, how it computes and how it explains itself. */
export interface Step<Node = never> {
  readonly name: string;
  readonly schema: z.ZodType;
  /** Over whom it takes statistics; `none`: no org unit's result depends on another's. */
  readonly peers: 'none';
  /** What becomes of an indicator that counts as the worst value where it is missing: earned as nothing, handed on, or not to be read at all. */
  readonly worst: 'earns-nothing' | 'passes-on' | 'refused';
  readonly words: { readonly en: string; readonly ur: string };
  readonly symbols: string;
  readonly missing: string;
  readonly source: string;
  readonly example: string;
  of(node: Node): readonly string[];
  compute(node: Node, inputs: Inputs): Computed;
}
