import { type DataOf, type managerScoreComputed } from '@mizan/contracts';
import { type AttributionRow, type Cycle, type ManagerScore, scoreManagers, type TakeOver } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { type Frozen } from './compute-scores.ts';

export type ManagerScoreData = DataOf<typeof managerScoreComputed>;
export interface ComputedManagerScore {
  readonly data: ManagerScoreData;
  /** Canonical JSON of the steps from days to score, the object that the leaf names by hash. */
  readonly derivation: Uint8Array;
}
export interface FrozenPostings extends Omit<Frozen, 'wanted'> {
  /** Who held which post, and absences from it, as the snapshot's postings file says. */
  readonly rows: readonly AttributionRow[];
  readonly cycle: Cycle;
  /** Figures on the days posts were taken over, as the snapshot's file of them says. */
  readonly takeOvers?: readonly TakeOver[];
}

/**
 * Scores whoever held a post in the cycle, in code order of the people; nobody where the methodology has no attribution.
 * @throws AttributionError where the postings contradict themselves
 */
export function computeManagerScores({ runId, frozen, methodology, methodologySha256, opened: { cells, options }, rows, cycle, takeOvers = [] }: FrozenPostings): ComputedManagerScore[] {
  const { cycleId, snapshotId, snapshotDigest } = frozen;
  return scoreManagers(methodology, cells, rows, { ...options, cycle, takeOvers }).map((result) => {
    const derivation = canonicalBytes({ ...result.derivation, reasons: result.reasons });
    const hashes = { derivationSha256: toHex(sha256(derivation)), methodologySha256, snapshotId, snapshotDigest };
    return { data: { managerScoreId: `${runId}/person/${result.person}`, runId, cycleId, ...outcome(result), ...hashes }, derivation };
  });
}

function outcome({ person, status, score, exact, band, reasons, derivation }: ManagerScore) {
  return {
    personId: person,
    status,
    ...(score === undefined ? {} : { score }),
    ...(exact === undefined ? {} : { exact }),
    ...(band === undefined ? {} : { band }),
    reasons: [...new Set(reasons.map(({ code }) => code))],
    orgUnits: derivation.orgUnits.map(({ orgUnit }) => orgUnit),
    days: Number(derivation.service.counts),
  };
}
