import { type DerivedNode, type DerivedScore, type Label } from '../derived.ts';

/** One org unit in one part, or one left out of it, as text. */
export interface DerivedClaim {
  readonly orgUnit: string;
  readonly days: string;
  readonly share: string;
  readonly value: string;
  /** Exact; the contributions of a part sum to its value. */
  readonly contribution: string;
  /** Of a flow: all her days there, of which `days` were observed. Absent where no days of observation are recorded, and then every day of hers counts as observed. */
  readonly inPost?: string;
}
export interface DerivedAttributedPart {
  readonly label: Label;
  readonly kind: 'flow' | 'stock';
  readonly to: string;
  readonly value: string;
  readonly exact: string;
  readonly status: string;
  readonly weighed: readonly DerivedClaim[];
  readonly leftOut: readonly { readonly orgUnit: string; readonly days: string; readonly why: string }[];
}
/** From where improvement is measured in an org unit. */
export interface DerivedBaseline {
  readonly from: 'take-over' | 'baseline';
  /** The day the post was taken over; empty for who was there on the first day of the cycle. */
  readonly takenOver: string;
  readonly figures: Readonly<Record<string, string>>;
}
export interface DerivedOrgUnit {
  readonly orgUnit: string;
  readonly status: string;
  /** As printed for the org unit itself. */
  readonly score: string;
  readonly days: string;
  /** Of her days that weigh; the shares sum to 1. */
  readonly share: string;
  readonly baseline?: DerivedBaseline;
}
/** The steps by which scores of org units became a person's: text only, so that it is hashed and re-added as it stands. */
export interface AttributionDerivation extends DerivedScore {
  readonly person: string;
  readonly cycle: { readonly start: string; readonly end: string; readonly days: string };
  readonly service: {
    readonly counts: string;
    readonly neutral: string;
    readonly notCounted: string;
    readonly notInPost: string;
    readonly needed: string;
    /** Needed, less the neutral days. */
    readonly neededOfHer: string;
    readonly met: boolean;
    readonly clause?: string;
  };
  /** What the neutral days are in these shares: left out, or as in post because that gives more; with both results. */
  readonly neutralDays?: { readonly are: 'left-out' | 'counted'; readonly leftOut: string; readonly counted: string };
  readonly stretches: readonly { readonly orgUnit: string; readonly post: string; readonly from: string; readonly to: string; readonly cause: string; readonly treatment: string; readonly days: string }[];
  readonly orgUnits: readonly DerivedOrgUnit[];
  readonly parts: Readonly<Record<string, DerivedAttributedPart>>;
  /** Above the parts; as in the derivation of a score. */
  readonly nodes: Readonly<Record<string, DerivedNode>>;
}
