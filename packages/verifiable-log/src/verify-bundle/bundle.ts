import { type BundleSource } from './bundle-source.ts';
import { type Findings } from './findings.ts';

/** What a leaf says, for a check that knows what it means. */
export interface LeafSaid {
  readonly log: string;
  readonly type: string;
  readonly data: unknown;
}

/** Told of each sound leaf in the order of its log; gives what is wrong in words, which this package does not know. */
export type ReadMeaning = (leaf: LeafSaid) => readonly string[];

/** A bundle under verification. */
export interface Bundle {
  source: BundleSource;
  files: ReadonlySet<string>;
  /** SHA-256 in hex of every file but SHA256SUMS. */
  digests: ReadonlyMap<string, string>;
  vkeys: readonly string[];
  findings: Findings;
  readMeaning: ReadMeaning;
}

/** The leaf that named something first. */
export interface LeafPlace {
  log: string;
  index: number;
}
