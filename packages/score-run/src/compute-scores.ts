import { type DataOf, type scoreComputed, type snapshotFrozen } from '@mizan/contracts';
import { type Methodology, type OpenedSnapshot, score, type ScoreResult } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { completenessOf } from './completeness.ts';

export type ScoreData = DataOf<typeof scoreComputed>;
export interface Computed {
  readonly data: ScoreData;
  /** Canonical JSON of the derivation, the object that the score's leaf names by hash. */
  readonly derivation: Uint8Array;
}
export interface Frozen {
  readonly runId: string;
  readonly frozen: Pick<DataOf<typeof snapshotFrozen>, 'cycleId' | 'snapshotId' | 'snapshotDigest'>;
  readonly methodology: Methodology;
  readonly methodologySha256: string;
  /** The snapshot as `openSnapshot` gives it: who is scored there is each other's peer. */
  readonly opened: OpenedSnapshot;
  /** Those whose scores are computed here; without it everybody's. */
  readonly wanted?: readonly string[];
}

/** Scores org units of the level, in code order; one that cannot be scored is a result with its reasons. */
export function computeScores({ runId, frozen, methodology, methodologySha256, opened: { cells, options }, wanted = options.orgUnits }: Frozen): Computed[] {
  const { cycleId, snapshotId, snapshotDigest } = frozen;
  const results = new Map(score(methodology, cells, { ...options, wanted }).map((result) => [result.orgUnit, result]));
  return wanted.map((orgUnit) => {
    const result = results.get(orgUnit);
    if (!result) throw new Error(`the engine gave no result for ${orgUnit}`);
    const derivation = canonicalBytes(derivationOf(result));
    const hashes = { derivationSha256: toHex(sha256(derivation)), methodologySha256, snapshotId, snapshotDigest };
    return { data: { scoreId: `${runId}/${orgUnit}`, runId, cycleId, orgUnit, ...outcome(result), ...hashes }, derivation };
  });
}

/** The derivation with the reasons in words beside it, so that one object explains the score. */
const derivationOf = ({ derivation, reasons }: ScoreResult) => ({ ...derivation, reasons });

function outcome({ status, score: printed, exact, band, reasons, derivation, elsewhere }: ScoreResult) {
  return {
    status,
    ...(printed === undefined ? {} : { score: printed }),
    ...(exact === undefined ? {} : { exact }),
    ...(band === undefined ? {} : { band }),
    reasons: [...new Set(reasons.map(({ code }) => code))],
    completeness: completenessOf(Object.values(derivation.inputs).map((input) => input.status), elsewhere),
  };
}
