import { allocationComputed, caseOpened, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { type AllocationData, type CaseData, casesOf } from '@mizan/incentive-rules';
import { canonicalText } from '@mizan/verifiable-log';
import { within } from '../../query.ts';
import { documentOf, findScheme } from '../keep-scheme/scheme.ts';
import { listAllocations } from '../read-budget/budget.ts';
import { claimsOf } from './claims.ts';

/** Opens a case for every posting of the cycle, applies the gates and shares the envelope, all in one transaction. */
export async function openCases(tx: Tx, { cycleId, schemeSha256, runId }: { cycleId: string; schemeSha256: string; runId: string }): Promise<AllocationData> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`allocate ${cycleId}`}, 0))`;
  const [earlier] = await listAllocations(within(tx), cycleId);
  if (earlier && earlier.schemeSha256 === schemeSha256 && earlier.runId === runId) return earlier;
  if (earlier) throw new Refusal('cycle-already-allocated', `The envelope of ${cycleId} was shared under another scheme or run. A correction goes to the next cycle.`);
  const row = await findScheme(within(tx), schemeSha256);
  if (row.publishedBy === null) throw new Refusal('scheme-not-published', `${row.schemeId} ${row.version} is registered; another person must publish it first.`);
  const scheme = documentOf(row);
  const { cases, allocation } = casesOf(await claimsOf(tx, scheme, cycleId, runId), scheme, { cycleId, schemeSha256, runId });
  await insertCases(tx, cases);
  await tx.sql`INSERT INTO allocation (allocation_id, cycle_id, data) VALUES (${allocation.allocationId}, ${cycleId}, ${canonicalText(allocation)})`;
  for (const data of cases) record(tx, caseOpened, { subject: `case/${data.caseId}`, data });
  record(tx, allocationComputed, { subject: `allocation/${cycleId}`, data: allocation });
  return allocation;
}

async function insertCases(tx: Tx, cases: readonly CaseData[]): Promise<void> {
  for (const c of cases) {
    await tx.sql`
      INSERT INTO incentive_case (case_id, cycle_id, scheme_sha256, run_id, score_id, posting_id, person_id, org_unit, score, band, days, cycle_days, gates, eligible, full_amount, entitlement, award)
      VALUES (${c.caseId}, ${c.cycleId}, ${c.schemeSha256}, ${c.runId}, ${c.scoreId}, ${c.postingId}, ${c.personId}, ${c.orgUnit}, ${c.score ?? null}, ${c.band ?? null}, ${c.days}, ${c.cycleDays},
              ${canonicalText(c.gates)}, ${c.eligible}, ${c.fullAmount}::text::numeric, ${c.entitlement}, ${c.award}::text::numeric)`;
  }
}
