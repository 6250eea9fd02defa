import { Refusal } from '@mizan/contracts';
import { type Tx } from '@mizan/db';
import { type Eligibility, eligibilityFault } from '@mizan/simulation';
import { canonicalBytes, canonicalText, sha256, toHex } from '@mizan/verifiable-log';
import { and, eq, isNotNull } from 'drizzle-orm';
import { inForceOn } from '../../lifecycle/in-force.ts';
import { findVersion, type VersionKey } from '../../lifecycle/steps.ts';
import { loadMethodology, readPublications } from '../../methodologies.ts';
import { findSnapshot, type SnapshotRow } from '../../snapshots.ts';
import { simulation } from '../../tables.ts';
import { progressOf, type SimulationProgress } from './progress.ts';

export interface SimulationRequest {
  readonly draft: string;
  readonly against: string;
  readonly snapshotId: string;
  readonly eligibility: Eligibility;
}
export interface BackTestRequest {
  readonly methodologySha256: string;
  /** The oldest cycle first. */
  readonly snapshotIds: readonly string[];
  readonly top: number;
}

/** Asks for a comparison of a version with another over everybody. @throws Refusal eligibility-unknown, no-version-in-force, and where text or snapshot are not known */
export async function requestSimulation(tx: Tx, key: VersionKey, { snapshotId, against, eligibility = {} }: { snapshotId: string; against?: string | undefined; eligibility?: Eligibility | undefined }, by: string): Promise<SimulationProgress> {
  const draft = (await findVersion(tx, key)).at(-1)!.methodologySha256;
  const frozen = await findSnapshot(tx, snapshotId);
  const other = against ?? (await inForce(tx, key, frozen));
  const fault = eligibilityFault(eligibility, [await loadMethodology(tx, draft), await loadMethodology(tx, other)]);
  if (fault) throw new Refusal('eligibility-unknown', fault);
  return ask(tx, 'simulation', { draft, against: other, snapshotId, eligibility } satisfies SimulationRequest, by);
}

async function inForce(tx: Tx, { methodologyId }: VersionKey, { cycleId, cycleStart }: SnapshotRow): Promise<string> {
  const holds = cycleStart === null ? undefined : inForceOn(await readPublications(tx, methodologyId), cycleStart);
  if (!holds) throw new Refusal('no-version-in-force', `No version of ${methodologyId} is in force on the first day of the cycle ${cycleId}. Name under "against" the text to compare with.`);
  return holds.methodologySha256;
}

/** Asks for a look back over earlier cycles. @throws Refusal cycle-twice, and where text or snapshot are not known */
export async function requestBackTest(tx: Tx, key: VersionKey, { snapshotIds, top }: { snapshotIds: readonly string[]; top: number }, by: string): Promise<SimulationProgress> {
  const methodologySha256 = (await findVersion(tx, key)).at(-1)!.methodologySha256;
  await loadMethodology(tx, methodologySha256);
  const frozen = await Promise.all(snapshotIds.map((snapshotId) => findSnapshot(tx, snapshotId)));
  if (new Set(frozen.map(({ cycleId }) => cycleId)).size < frozen.length) throw new Refusal('cycle-twice', 'Two of the snapshots are of one cycle; name one of each.');
  const inOrder = frozen.sort((a, b) => ((a.cycleStart ?? a.cycleId) < (b.cycleStart ?? b.cycleId) ? -1 : 1)).map(({ snapshotId }) => snapshotId);
  return ask(tx, 'back-test', { methodologySha256, snapshotIds: inOrder, top } satisfies BackTestRequest, by);
}

/** Texts and snapshots never change, so the same request has the same result; one that failed or was cancelled is begun again. */
async function ask(tx: Tx, kind: 'simulation' | 'back-test', request: object, requestedBy: string): Promise<SimulationProgress> {
  const simulationId = `${kind}-${toHex(sha256(canonicalBytes({ kind, request: withoutUndefined(request) }))).slice(0, 16)}`;
  await tx.orm.insert(simulation).values({ simulationId, kind, request: canonicalText(withoutUndefined(request)), requestedBy }).onConflictDoNothing();
  await tx.orm.update(simulation).set({ fault: null, cancelledBy: null, begun: 0, done: 0, total: 0 }).where(and(eq(simulation.simulationId, simulationId), isNotNull(simulation.fault)));
  return progressOf(tx, simulationId);
}

const withoutUndefined = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
