import { type z } from 'zod';
import { cycleDays, daysInPost } from '@mizan/incentive-rules';
import { type CaseView, listAllocations, listCases, listCycles, listIndicators, listOrgUnits, listPostings, listPublishedChecks, readMethodology, readScore } from '@mizan/contracts';
import { type Ask, ifFound } from '../ask.ts';
import { placeNames } from '../place-names.ts';
import { type Label } from '../words/index.ts';
import { tryWhatIfs, type WhatIf } from './what-ifs.ts';

type Reply<O extends { reply: { body: z.ZodType } }> = z.output<O['reply']['body']>;
export type Cycle = Reply<typeof listCycles>['cycles'][number];
export type Posting = Reply<typeof listPostings>['postings'][number];
/** A published score beside what its parts give, named as the rules that check it name it. */
type Flagged = Reply<typeof listPublishedChecks>['checks'][number] & { readonly label: Readonly<Record<string, string>> };
export interface DistrictView {
  readonly cycle: Cycle;
  readonly posting: Posting;
  readonly district: Label | undefined;
  readonly days: { readonly served: number; readonly all: number };
  readonly score: Reply<typeof readScore> | undefined;
  readonly methodology: Reply<typeof readMethodology> | undefined;
  readonly whatIfs: readonly WhatIf[];
  readonly flagged: readonly Flagged[];
  readonly indicatorNames: Readonly<Record<string, string>>;
  readonly incentiveCase: z.output<typeof CaseView> | undefined;
  /** Of the envelope, exact. */
  readonly factor: string | undefined;
}

/** What one person may see of herself: one view per posting and cycle. */
export async function readDistricts(ask: Ask, personId: string, orgUnit?: string): Promise<DistrictView[]> {
  const [{ cycles }, { postings }, { orgUnits }, { indicators }, { cases }, { allocations }] = await Promise.all([
    ask(listCycles), ask(listPostings), ask(listOrgUnits), ask(listIndicators), ask(listCases), ask(listAllocations),
  ]);
  const own = postings.filter((posting) => posting.personId === personId && (orgUnit === undefined || posting.orgUnit === orgUnit));
  const served = [...cycles].sort((a, b) => (a.end < b.end ? 1 : -1)).flatMap((cycle) => own.map((posting) => ({ cycle, posting, days: { served: daysInPost(posting, cycle), all: cycleDays(cycle) } })));
  const names = {
    orgUnits: placeNames(orgUnits),
    indicators: Object.fromEntries(indicators.map(({ code, name }) => [code, name])),
  };
  return Promise.all(
    served.filter(({ days }) => days.served > 0).map(async (service) => ({
      ...service,
      factor: allocations.find(({ cycleId }) => cycleId === service.cycle.cycleId)?.factor,
      ...(await readOne(ask, service.cycle.cycleId, service.posting.orgUnit)),
      district: names.orgUnits[service.posting.orgUnit],
      indicatorNames: names.indicators,
      incentiveCase: cases.find(({ postingId, cycleId }) => postingId === service.posting.postingId && cycleId === service.cycle.cycleId),
    })),
  );
}

async function readOne(ask: Ask, cycleId: string, orgUnit: string) {
  const score = await ifFound(ask(readScore, { params: { cycleId, orgUnit } }));
  if (!score) return { score, methodology: undefined, whatIfs: [], flagged: [] };
  const [methodology, { checks }] = await Promise.all([
    ifFound(ask(readMethodology, { params: { methodologySha256: score.score.methodologySha256 } })),
    ask(listPublishedChecks, { query: { orgUnit, flaggedOnly: 'true' } }),
  ]);
  const whatIfs = score.score.status === 'scored' ? await tryWhatIfs(ask, { cycleId, orgUnit }, score.derivation, methodology?.document ?? {}) : [];
  return { score, methodology, whatIfs, flagged: await labelled(ask, checks) };
}

async function labelled(ask: Ask, checks: Reply<typeof listPublishedChecks>['checks']): Promise<Flagged[]> {
  const labels = new Map<string, Record<string, { label?: Record<string, string> }>>();
  for (const methodologySha256 of new Set(checks.map((check) => check.methodologySha256))) {
    const rules = await ifFound(ask(readMethodology, { params: { methodologySha256 } }));
    labels.set(methodologySha256, (rules?.document['nodes'] ?? {}) as Record<string, { label?: Record<string, string> }>);
  }
  return checks.map((check) => ({ ...check, label: labels.get(check.methodologySha256)?.[check.figure]?.label ?? {} }));
}
