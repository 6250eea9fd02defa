import { type DataOf, type managerScoreComputed, type runCompleted, type scoreComputed } from '@mizan/contracts';
import { type Tx } from '@mizan/db';

export async function takeScore(tx: Tx, { runId, orgUnit, scoreId, score, band, completeness }: DataOf<typeof scoreComputed>): Promise<void> {
  await tx.sql`INSERT INTO taken_score (run_id, org_unit, score_id, score, band, completeness) VALUES (${runId}, ${orgUnit}, ${scoreId}, ${score ?? null}, ${band ?? null}, ${completeness})`;
}

export async function takeManagerScore(tx: Tx, { runId, personId, managerScoreId, score, band }: DataOf<typeof managerScoreComputed>): Promise<void> {
  await tx.sql`INSERT INTO taken_manager_score (run_id, person_id, manager_score_id, score, band) VALUES (${runId}, ${personId}, ${managerScoreId}, ${score ?? null}, ${band ?? null})`;
}

export async function takeRun(tx: Tx, { runId, cycleId, snapshotId, methodologySha256, orgUnits, people }: DataOf<typeof runCompleted>): Promise<void> {
  await tx.sql`INSERT INTO taken_run (run_id, cycle_id, snapshot_id, methodology_sha256, org_units, people) VALUES (${runId}, ${cycleId}, ${snapshotId}, ${methodologySha256}, ${String(orgUnits)}::text::int, ${people === undefined ? null : String(people)}::text::int)`;
}
