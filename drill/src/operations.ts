import { setTimeout as pause } from 'node:timers/promises';
import { type z } from 'zod';
import { authoriseCase, CaseView, checkCase, correctValue, freezeCycle, listCases, openCases, openCycle, type Operation, prepareCase, readRunProgress, runScores } from '@mizan/contracts';
import { call, ProblemError } from '@mizan/http';
import { type Sent } from './check.ts';

type Service = 'indicators' | 'scoring' | 'incentives';
export interface Office {
  readonly urls: Readonly<Record<Service, string>>;
  readonly token: (role: string) => Promise<string>;
  /** What was acknowledged. */
  readonly sent: Sent[];
}
/** What officers are asked to do; the same list is done again without faults. */
export type Task =
  | { readonly task: 'correct'; readonly orgUnit: string; readonly value: string }
  | { readonly task: 'pay'; readonly cycleId: string };
export interface Prepared {
  readonly methodologySha256: string;
  readonly schemeSha256: string;
}

/** Refusals that pass by themselves while something catches up or comes back. */
const passing = new Set(['snapshot-not-found', 'run-not-arrived', 'inputs-not-complete', 'audit-not-intact', 'audit-not-current', 'audit-not-reachable', 'run-under-way', 'identity-unreachable', 'not-signed-in']);
/** A service that is killed again and again is started more and more slowly; all of that is waited for. */
const patience = 30 * 60_000;

/** Asks with one idempotency key until it is acknowledged: a lost answer must not become a second effect. */
async function insist<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  { urls, token }: Office,
  role: string,
  operation: Operation<P, Q, B, R>,
  request: { key?: string; params?: Record<string, string>; query?: Record<string, string | number>; body?: unknown; ifMatch?: string },
): Promise<z.output<R>> {
  const { key, ...rest } = request;
  for (const until = Date.now() + patience; ; await pause(200)) {
    try {
      const options = { baseUrl: urls[operation.service as Service], token: await token(role), signal: AbortSignal.timeout(20_000), ...(key === undefined ? {} : { idempotencyKey: key }), ...rest };
      return await call(operation, options);
    } catch (error) {
      const passes = !(error instanceof ProblemError) || error.status >= 500 || passing.has(error.code) || (error.status === 409 && /idempotency/.test(error.code));
      if (!passes || Date.now() > until) throw new Error(`${operation.id} ${JSON.stringify(rest)}: ${(error as Error).message}`, { cause: error });
    }
  }
}

export async function carryOut(office: Office, prepared: Prepared, task: Task): Promise<void> {
  if (task.task === 'correct') await correct(office, task);
  else await pay(office, prepared, task.cycleId);
}

/** A figure that no cycle of the drill reads: corrections and cycles do not disturb one another. */
export const corrected = { indicator: 'enrolment_score', period: '2016' };
async function correct(office: Office, { orgUnit, value }: { orgUnit: string; value: string }): Promise<void> {
  const id = `correct ${orgUnit} to ${value}`;
  await insist(office, 'data-steward', correctValue, { key: id, body: { ...corrected, orgUnit, status: 'present', value, reason: `The drill says so: ${value}`, source: 'drill' } });
  office.sent.push({ id, type: 'indicators.value.corrected.v1', match: { orgUnit, value } });
}

const periods = { learning_score: '2016', teacher_presence: '2023', gender_parity_score: '2016', toilet: '2016', electricity: '2016', boundary_wall: '2016', building_condition: '2016', drinking_water: '2016' };

/** A cycle from its opening to authorised cases, as the officers would carry it. */
async function pay(office: Office, { methodologySha256, schemeSha256 }: Prepared, cycleId: string): Promise<void> {
  const note = (verb: string, type: string, match: Record<string, string>) => void office.sent.push({ id: `${verb} ${match['caseId'] ?? cycleId}`, type, match });
  await insist(office, 'policy-officer', openCycle, { key: `open ${cycleId}`, body: { cycleId, title: { en: `Drill ${cycleId}`, ur: `مشق ${cycleId}` }, start: '2023-01-01', end: '2023-12-31', level: 'district', periods } });
  note('open', 'indicators.cycle.opened.v1', { cycleId });
  const { snapshotId } = await insist(office, 'policy-officer', freezeCycle, { key: `freeze ${cycleId}`, params: { cycleId }, body: { methodologySha256 } });
  note('freeze', 'indicators.snapshot.frozen.v1', { cycleId });
  const { runId } = await insist(office, 'policy-officer', runScores, { key: `run ${cycleId}`, body: { cycleId, methodologySha256, snapshotId } });
  while ((await insist(office, 'policy-officer', readRunProgress, { params: { runId } })).state === 'running') await pause(100);
  note('run', 'scoring.run.completed.v1', { cycleId });
  await insist(office, 'incentive-officer', openCases, { key: `share ${cycleId}`, body: { cycleId, schemeSha256, runId } });
  note('share', 'incentives.allocation.computed.v1', { cycleId });
  const { cases } = await insist(office, 'incentive-officer', listCases, { query: { cycleId, limit: 1000 } });
  await carryCases(office, cases.filter(({ eligible }) => eligible).slice(0, 12), note);
}

const desks = [
  { role: 'incentive-officer', operation: prepareCase, verb: 'prepare', type: 'incentives.case.prepared.v1', upTo: 12 },
  { role: 'finance-officer', operation: checkCase, verb: 'check', type: 'incentives.case.checked.v1', upTo: 8 },
  { role: 'finance-authoriser', operation: authoriseCase, verb: 'authorise', type: 'incentives.case.authorised.v1', upTo: 4 },
] as const;
type Case = z.output<typeof CaseView>;

async function carryCases(office: Office, cases: readonly Case[], note: (verb: string, type: string, match: Record<string, string>) => void): Promise<void> {
  const versions = new Map(cases.map(({ caseId, version }) => [caseId, version]));
  for (const { role, operation, verb, type, upTo } of desks) {
    for (const { caseId } of cases.slice(0, upTo)) {
      const carried = CaseView.parse(await insist(office, role, operation, { key: `${verb} ${caseId}`, params: { caseId }, body: { note: '' }, ifMatch: String(versions.get(caseId)) }));
      versions.set(caseId, carried.version);
      note(verb, type, { caseId });
    }
  }
}
