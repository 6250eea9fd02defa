import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';

/** What makes a run the same run. */
export interface RunKey {
  readonly cycleId: string;
  readonly methodologySha256: string;
  readonly snapshotDigest: string;
}

export function runIdOf({ cycleId, methodologySha256, snapshotDigest }: RunKey): string {
  const digest = toHex(sha256(canonicalBytes({ cycleId, methodologySha256, snapshotDigest })));
  return `run-${cycleId}-${digest.slice(0, 12)}`;
}
