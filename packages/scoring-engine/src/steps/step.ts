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
/** What was taken from the peers, and who they are in words; never one of them by name. */
export interface Statistics {
  readonly over: string;
  readonly count: number;
  readonly values: Readonly<Record<string, Rational>>;
}
/** A text, or how it is written when somebody reads it: most runs ask for figures alone. */
export type Words = string | (() => string);
export const inWords = (words: Words) => (typeof words === 'string' ? words : words());
export interface Computed {
  readonly column: Column;
  /** Of an additive step: contributions that sum to the value exactly. */
  readonly parts?: readonly Part[];
  readonly names: Words;
  readonly numbers: Words;
  readonly statistics?: Statistics;
  /** What it took by itself that the document only counts or names: a period, the word of an attribute. */
  readonly taken?: Readonly<Record<string, string>>;
}
/** Another org unit, or this one, as a step may look at it. */
export interface Peer {
  readonly column: (reference: string) => Column;
  readonly self: boolean;
}
/** Those with whom an org unit is compared, in no order that could matter. */
export interface Peers {
  readonly over: string;
  readonly members: readonly Peer[];
  /** True where the org unit is one of them itself, with the figure of the period that is worked out; not beside the frozen ones of another period. */
  readonly withItself: boolean;
  /** Worked out once for all who share these peers; what is made may not depend on which of them asks. */
  once<T>(key: string, make: (members: readonly Peer[]) => T): T;
}
export interface WhichPeers {
  /** An attribute of the org units file, or a node whose value tells the groups apart. */
  readonly group?: string | { readonly node: string } | undefined;
  /** Of these the so many that lie nearest by a node's value, whichever side, beside the org unit itself. */
  readonly nearest?: { readonly by: { readonly node: string }; readonly count: number } | undefined;
  /** A named earlier period; otherwise the one that is scored. */
  readonly period?: string | undefined;
  /** Every period that is scored, so that one scale holds for all years. */
  readonly periods?: 'all' | undefined;
}
export interface Inputs {
  readonly id: string;
  readonly column: (reference: string) => Column;
  /** True where the indicator that is read, directly or through steps that keep its direction, says `lower`. */
  readonly lessIsBetter: (reference: string) => boolean;
  /** A number written in place, dated under `parameters`, or read from a node or an attribute. @throws NumberMissing */
  readonly number: (value: NumberOrParameter) => Rational;
  readonly peers: (which?: WhichPeers) => Peers;
  /** The org units of a level under this one. */
  readonly below: (level: string) => readonly Peer[];
  /** The org unit of a level over this one. */
  readonly above: (level: string) => Peer | undefined;
  /** The periods of this org unit up to the one that is scored, the newest first. */
  readonly periods: () => readonly string[];
  /** The calendar period so many before or after the one that is scored. */
  readonly shift: (by: number) => string | undefined;
  readonly attribute: (name: string) => string | undefined;
}
export type NumberOrParameter =
  | string
  | { readonly parameter: string }
  | { readonly node: string }
  | { readonly attribute: string }
  | { readonly by: string; readonly values: Readonly<Record<string, string>> };

/** One step of the method: its document form, what it needs, how it computes and how it explains itself. */
export interface Step<Node = never> {
  readonly name: string;
  readonly schema: z.ZodType;
  /** Over whom it takes statistics; `none`: no org unit's result depends on another's. */
  readonly peers: 'none' | 'population' | 'units-below' | 'unit-above';
  /** What becomes of an indicator that counts as the worst value where it is missing: earned as nothing, handed on, or not to be read at all. */
  readonly worst: 'earns-nothing' | 'passes-on' | 'refused';
  /** Must be allowed by name in the document. */
  readonly needs?: 'imputation';
  readonly words: { readonly en: string; readonly ur: string };
  readonly symbols: string;
  readonly missing: string;
  readonly source: string;
  readonly example: string;
  of(node: Node): readonly string[];
  /** True where the own figure of the scored period is not read, only those of the peers. */
  readonly readsPeersAlone?: true;
  /** Of a step with peers: false where this node, as it is written, needs none. */
  looksAtPeers?(node: Node): boolean;
  /** Where it reads earlier calendar periods: each that it counts on, as `-1`, or `any` before the scored one. */
  earlier?(node: Node): readonly string[] | 'any';
  /** The input whose direction its result keeps: where less of the one is better, less of the other is. */
  keepsDirectionOf?(node: Node): string;
  compute(node: Node, inputs: Inputs): Computed;
}
