import { type BundleSource } from './bundle-source.ts';
import { type Findings } from './findings.ts';

/** A bundle under verification. */
export interface Bundle {
  source: BundleSource;
  files: ReadonlySet<string>;
  /** SHA-256 in hex of every file but SHA256SUMS. */
  digests: ReadonlyMap<string, string>;
  vkeys: readonly string[];
  findings: Findings;
}

/** The leaf that named something first. */
export interface LeafPlace {
  log: string;
  index: number;
}
