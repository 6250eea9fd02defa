import { type allocationComputed, type caseOpened, type DataOf, type IncentiveScheme } from '@mizan/contracts';
import { canonicalBytes, leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { allocate } from './allocate.ts';
import { cycleDays, daysInPost } from './days-in-post.ts';
import { entitlementOf } from './entitlement.ts';
import { fractionText } from './fraction.ts';

export type CaseData = DataOf<typeof caseOpened>;
export type AllocationData = DataOf<typeof allocationComputed>;
/** A posting of the snapshot with the score of its org unit. */
export interface Claimed {
  readonly posting: { readonly postingId: string; readonly personId: string; readonly orgUnit: string; readonly from: string; readonly to: string };
  readonly score: { readonly scoreId: string; readonly score?: string | undefined; readonly band?: string | undefined; readonly completeness: string } | undefined;
  readonly cycle: { readonly start: string; readonly end: string };
}
export interface CaseIds {
  readonly cycleId: string;
  readonly schemeSha256: string;
  readonly runId: string;
}

/** A case for every posting, its gates and its sum, and the envelope shared among those that are eligible. */
export function casesOf(claimed: readonly Claimed[], scheme: IncentiveScheme, ids: CaseIds): { cases: CaseData[]; allocation: AllocationData } {
  const opened = claimed.map((claim) => openOne(claim, scheme, ids));
  const eligible = opened.filter(({ data }) => data.eligible);
  const shared = allocate(BigInt(scheme.envelope), eligible.map(({ data, exact }) => ({ caseId: data.caseId, exact })));
  const cases = opened.map(({ data }): CaseData => ({ ...data, award: String(shared.awards.get(data.caseId) ?? 0n) }));
  const allocation: AllocationData = {
    allocationId: `allocation-${ids.cycleId}`,
    ...ids,
    envelope: scheme.envelope,
    entitled: fractionText(shared.entitled),
    factor: fractionText(shared.factor),
    allocated: String(shared.allocated),
    cases: cases.length,
    eligible: eligible.length,
    awardsRoot: awardsRoot(cases),
  };
  return { cases, allocation };
}

function openOne({ posting, score, cycle }: Claimed, scheme: IncentiveScheme, ids: CaseIds) {
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

function awardsRoot(cases: readonly CaseData[]): string {
  const awards = cases.filter(({ eligible }) => eligible).sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return toHex(rootOf(awards.map(({ caseId, award }) => leafHash(canonicalBytes({ award, caseId })))));
}
