import { type allocationComputed, type caseOpened, type DataOf, type IncentiveScheme } from '@mizan/contracts';
import { canonicalBytes, leafHash, rootOf, toHex } from '@mizan/verifiable-log';
import { allocate } from './allocate.ts';
import { cycleDays, daysEachOnce, daysInPost } from './days-in-post.ts';
import { entitlementOf } from './entitlement.ts';
import { fractionText } from './fraction.ts';

export type CaseData = DataOf<typeof caseOpened>;
export type AllocationData = DataOf<typeof allocationComputed>;
interface Scored {
  readonly scoreId: string;
  /** As rounded and printed; not there where it cannot be scored. */
  readonly score?: string | undefined;
  readonly band?: string | undefined;
}
/** A posting of the snapshot with the score of its org unit and, where the methodology attributes scores to people, its holder's own. */
export interface Claimed {
  readonly posting: { readonly postingId: string; readonly personId: string; readonly orgUnit: string; readonly from: string; readonly to: string };
  readonly score: (Scored & { readonly completeness: string }) | undefined;
  readonly managerScore?: Scored | undefined;
  readonly cycle: { readonly start: string; readonly end: string };
}
export interface CaseIds {
  readonly cycleId: string;
  readonly schemeSha256: string;
  readonly runId: string;
}

/** A case for every posting of a cycle, its gates and its sum, and the envelope shared among those that are eligible. Under a scheme that reads the manager's own score no day of hers is paid for twice. */
export function casesOf(claimed: readonly Claimed[], scheme: IncentiveScheme, ids: CaseIds): { cases: CaseData[]; allocation: AllocationData } {
  const opened = openAll(claimed, scheme, ids);
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

function openAll(claimed: readonly Claimed[], scheme: IncentiveScheme, ids: CaseIds) {
  const [first] = claimed;
  const once = first && scheme.scoreOf === 'manager' ? daysEachOnce(claimed.map(({ posting }) => posting), first.cycle) : undefined;
  return claimed.map((claim) => openOne(claim, once?.get(claim.posting.postingId) ?? daysInPost(claim.posting, claim.cycle), scheme, ids));
}

function openOne({ posting, score: ofOrgUnit, managerScore, cycle }: Claimed, days: number, scheme: IncentiveScheme, ids: CaseIds) {
  const ofManager = scheme.scoreOf === 'manager';
  const score = ofManager ? managerScore : ofOrgUnit;
  const facts = { score: score?.score, completeness: ofOrgUnit?.completeness ?? '0', days, cycleDays: cycleDays(cycle) };
  const { gates, eligible, fullAmount, exact } = entitlementOf(scheme, facts);
  const data = {
    caseId: `${ids.cycleId}-${posting.postingId}`,
    ...ids,
    scoreId: score?.scoreId ?? `${ids.runId}/${ofManager ? `person/${posting.personId}` : posting.orgUnit}`,
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
