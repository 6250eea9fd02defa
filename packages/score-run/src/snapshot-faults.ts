import { type DataOf, type snapshotFrozen } from '@mizan/contracts';
import { canonicalBytes, leafHash, rootOf, sha256, toHex } from '@mizan/verifiable-log';

type Frozen = DataOf<typeof snapshotFrozen>;
export interface FrozenFiles {
  readonly values: Uint8Array;
  readonly orgUnits: Uint8Array;
  /** Scores of people alone rest on these two; looked at where they are given. */
  readonly postings?: Uint8Array;
  readonly takeOvers?: Uint8Array;
}

const digest = (bytes: Uint8Array): string => toHex(sha256(bytes));

/** What of a snapshot does not agree with its leaf; empty when all does. */
export function snapshotFaults(frozen: Frozen, { values, orgUnits, postings, takeOvers }: FrozenFiles): string[] {
  const lines = dataLines(values);
  const agree: Record<string, boolean> = {
    snapshotDigest: digest(canonicalBytes(content(frozen))) === frozen.snapshotDigest,
    valuesSha256: digest(values) === frozen.valuesSha256,
    orgUnitsSha256: digest(orgUnits) === frozen.orgUnitsSha256,
    postingsSha256: postings === undefined || digest(postings) === frozen.postingsSha256,
    takeOversSha256: takeOvers === undefined || digest(takeOvers) === frozen.takeOversSha256,
    valueCount: lines.length === frozen.valueCount,
    valuesRoot: toHex(rootOf(lines.map((line) => leafHash(line)))) === frozen.valuesRoot,
  };
  return Object.keys(agree).filter((part) => !agree[part]);
}

/** All fields but the id and the digest itself. */
function content(frozen: Frozen): Partial<Frozen> {
  const rest: Partial<Frozen> = { ...frozen };
  delete rest.snapshotId;
  delete rest.snapshotDigest;
  return rest;
}

/** The lines after the header, without their endings. */
function dataLines(bytes: Uint8Array): Uint8Array[] {
  const [, ...lines] = new TextDecoder().decode(bytes).split('\n');
  return lines.filter((line) => line !== '').map((line) => new TextEncoder().encode(line));
}
