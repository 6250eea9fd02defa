import { allocationComputed, caseOpened, type DataOf, Refusal } from '@mizan/contracts';
import { record, type Tx } from '@mizan/db';
import { allocate, cycleDays, daysInPost, entitlementOf, fractionText } from '@mizan/incentive-rules';
import { canonicalBytes, canonicalText, leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { within } from '../../query.ts';
import { documentOf, findScheme } from '../keep-scheme/scheme.ts';
import { listAllocations } from '../read-budget/budget.ts';
import { type Claimed, claimsOf } from './claims.ts';

type Case = DataOf<typeof caseOpened>;
type Allocation = DataOf<typeof allocationComputed>;

/** Opens a case for every posting of the cycle, applies the gates and shares the envelope, all in one transaction. */
export async function openCases(tx: Tx, { cycleId, schemeSha256, runId }: { cycleId: string; schemeSha256: string; runId: string }): Promise<Allocation> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`allocate ${cycleId}`}, 0))`;
  const [earlier] = await listAllocations(within(tx), cycleId);
  if (earlier && earlier.schemeSha256 === schemeSha256 && earlier.runId === runId) return earlier;
  if (earlier) throw new Refusal('cycle-already-allocated', `The envelope of ${cycleId} was shared under another scheme or run. A correction goes to the next cycle.`);
  const row = await findScheme(within(tx), schemeSha256);
  if (row.publishedBy === null) throw new Refusal('scheme-not-published', `${row.schemeId} ${row.version} is registered; another person must publish it first.`);
  const scheme = documentOf(row);
  const claimed = (await claimsOf(tx, cycleId, runId)).map((claim) => openOne(claim, scheme, { cycleId, schemeSha256, runId }));
  const eligible = claimed.filter(({ data }) => data.eligible);
  const shared = allocate(BigInt(scheme.envelope), eligible.map(({ data, exact }) => ({ caseId: data.caseId, exact })));
  const cases = claimed.map(({ data }): Case => ({ ...data, award: String(shared.awards.get(data.caseId) ?? 0n) }));
  await insertCases(tx, cases);
  const allocation: Allocation = {
    allocationId: `allocation-${cycleId}`,
    cycleId,
    schemeSha256,
    runId,
    envelope: scheme.envelope,
    entitled: fractionText(shared.entitled),
    factor: fractionText(shared.factor),
    allocated: String(shared.allocated),
    cases: cases.length,
    eligible: eligible.length,
    awardsRoot: awardsRoot(cases),
  };
  await tx.sql`INSERT INTO allocation (allocation_id, cycle_id, data) VALUES (${allocation.allocationId}, ${cycleId}, ${canonicalText(allocation)})`;
  for (const data of cases) record(tx, caseOpened, { subject: `case/${data.caseId}`, data });
  record(tx, allocationComputed, { subject: `allocation/${cycleId}`, data: allocation });
  return allocation;
}

function openOne({ posting, score, cycle }: Claimed, scheme: ReturnType<typeof documentOf>, ids: { cycleId: string; schemeSha256: string; runId: string }) {
  const facts = { score: score?.score, completeness: score?.completeness ?? '0', days: daysInPost(posting, cycle), cycleDays: cycleDays(cycle) };
  const { gates, eligible, fullAmount, exact } = entitlementOf(scheme, facts);
  const data = {
    caseId: `${ids.cycleId}-${posting.postingId}`,
    ...ids,
    scoreId: score?.scoreId ?? `${ids.runId}/${posting.orgUnit}`,
    postingId: posting.postingId,
    personId: posting.personId,
    orgUnit: posting.orgUnit,
    ...(score?.score === undefined ? {} : { score: score.score }),
    ...(score?.band === undefined ? {} : { band: score.band }),
    days: facts.days,
    cycleDays: facts.cycleDays,
    gates: [...gates],
    eligible,
    fullAmount: String(fullAmount),
    entitlement: fractionText(exact),
  };
  return { data, exact };
}

function awardsRoot(cases: readonly Case[]): string {
  const awards = cases.filter(({ eligible }) => eligible).sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return toHex(rootOf(awards.map(({ caseId, award }) => leafHash(canonicalBytes({ award, caseId })))));
}

async function insertCases(tx: Tx, cases: readonly Case[]): Promise<void> {
  for (const c of cases) {
    await tx.sql`
      INSERT INTO incentive_case (case_id, cycle_id, scheme_sha256, run_id, score_id, posting_id, person_id, org_unit, score, band, days, cycle_days, gates, eligible, full_amount, entitlement, award)
      VALUES (${c.caseId}, ${c.cycleId}, ${c.schemeSha256}, ${c.runId}, ${c.scoreId}, ${c.postingId}, ${c.personId}, ${c.orgUnit}, ${c.score ?? null}, ${c.band ?? null}, ${c.days}, ${c.cycleDays},
              ${canonicalText(c.gates)}, ${c.eligible}, ${c.fullAmount}::text::numeric, ${c.entitlement}, ${c.award}::text::numeric)`;
  }
}
