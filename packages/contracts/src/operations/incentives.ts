import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { AllocationData } from '../events/incentives/allocation-computed.ts';
import { caseOpened } from '../events/incentives/case-opened.ts';
import { CaseId, CycleId, OrgUnitCode, PersonId, roles as roleNames, RunId, Sha256, WholeMoney } from '../vocabulary.ts';

const service = 'incentives' as const;
const readers = ['incentive-officer', 'finance-officer', 'finance-authoriser', 'policy-officer', 'policy-approver', 'auditor', 'service'] as const;
const SchemeHead = z.object({ schemeId: z.string(), version: z.string(), schemeSha256: Sha256, title: z.record(z.string(), z.string()), status: z.enum(['registered', 'published']), registeredBy: z.string(), publishedBy: z.string().optional() });

export const registerScheme = defineOperation({ service, id: 'register-scheme', method: 'post', path: '/schemes', summary: 'Register an incentive scheme document.', roles: ['policy-officer'], effect: true, body: z.strictObject({ document: z.record(z.string(), z.unknown()) }), reply: { status: 201, body: SchemeHead }, refusals: { 'scheme-invalid': 422 } });
export const publishScheme = defineOperation({ service, id: 'publish-scheme', method: 'post', path: '/schemes/:schemeSha256/publication', summary: 'Publish a registered scheme; another person than the one who registered it.', roles: ['policy-approver'], effect: true, params: z.strictObject({ schemeSha256: Sha256 }), reply: { status: 200, body: SchemeHead }, refusals: { 'scheme-not-found': 404, 'same-person': 403 } });
export const listSchemes = defineOperation({ service, id: 'list-schemes', method: 'get', path: '/schemes', summary: 'The incentive schemes.', roles: readers, reply: { status: 200, body: z.object({ schemes: z.array(SchemeHead) }) } });
export const readScheme = defineOperation({ service, id: 'read-scheme', method: 'get', path: '/schemes/:schemeSha256', summary: 'An incentive scheme document.', roles: [...readers, 'district-manager'], params: z.strictObject({ schemeSha256: Sha256 }), reply: { status: 200, body: z.object({ head: SchemeHead, document: z.record(z.string(), z.unknown()) }) }, refusals: { 'scheme-not-found': 404 } });

export const grantRole = defineOperation({ service, id: 'grant-role', method: 'post', path: '/role-grants', summary: 'Record that a person holds a role over an org unit.', roles: ['administrator'], effect: true, body: z.strictObject({ personId: PersonId, role: z.enum(roleNames), orgUnit: OrgUnitCode }), reply: { status: 201, body: z.object({ personId: PersonId, role: z.string(), orgUnit: OrgUnitCode }) } });

export const openCases = defineOperation({
  service,
  id: 'open-cases',
  method: 'post',
  path: '/allocations',
  summary: 'Open one case per posting of a cycle, apply every gate and share the envelope. The same cycle, scheme and run give the same allocation.',
  roles: ['incentive-officer'],
  effect: true,
  body: z.strictObject({ cycleId: CycleId, schemeSha256: Sha256, runId: RunId }),
  reply: { status: 201, body: AllocationData },
  refusals: { 'scheme-not-found': 404, 'scheme-not-published': 409, 'run-not-arrived': 409, 'run-without-people': 409, 'cycle-already-allocated': 409 },
});
export const listAllocations = defineOperation({ service, id: 'list-allocations', method: 'get', path: '/allocations', summary: 'How envelopes were shared: one factor for every case, which a manager may check her own amount by.', roles: [...readers, 'district-manager'], query: z.strictObject({ cycleId: CycleId.optional() }), reply: { status: 200, body: z.object({ allocations: z.array(AllocationData) }) } });

export const CaseState = z.enum(['not-eligible', 'open', 'prepared', 'checked', 'authorised']).meta({ id: 'CaseState' });
const CaseStepView = z.object({ round: z.number().int(), step: z.enum(['prepared', 'checked', 'authorised', 'sent-back']), actor: z.string(), at: z.string(), note: z.string() });
export const CaseView = caseOpened.data.extend({ state: CaseState, version: z.number().int().describe('The ETag is this number in quotes.'), steps: z.array(CaseStepView) });

export const listCases = defineOperation({ service, id: 'list-cases', method: 'get', path: '/cases', summary: 'Cases in case-id order; a manager sees her own.', roles: [...readers, 'district-manager'], query: z.strictObject({ cycleId: CycleId.optional(), state: CaseState.optional(), after: z.string().default(''), limit: z.coerce.number().int().min(1).max(1000).default(200) }), reply: { status: 200, body: z.object({ cases: z.array(CaseView), next: z.string().optional() }) } });
export const readCase = defineOperation({ service, id: 'read-case', method: 'get', path: '/cases/:caseId', summary: 'One case with its gates, sum and steps. Another manager\'s case is not found.', roles: [...readers, 'district-manager'], params: z.strictObject({ caseId: CaseId }), reply: { status: 200, body: CaseView }, refusals: { 'case-not-found': 404 } });

const step = <Id extends string, R extends (typeof roleNames)[number]>(id: Id, path: string, summary: string, role: readonly R[], more: Record<string, number> = {}) =>
  defineOperation({
    service,
    id,
    method: 'post',
    path: `/cases/:caseId/${path}`,
    summary,
    roles: role,
    effect: true,
    ifMatch: true,
    params: z.strictObject({ caseId: CaseId }),
    body: z.strictObject({ note: z.string().max(2000).default('') }),
    reply: { status: 200, body: CaseView },
    refusals: { 'case-not-found': 404, 'case-not-eligible': 409, 'wrong-state': 409, 'same-person': 403, 'case-changed': 412, ...more },
  });
export const prepareCase = step('prepare-case', 'preparation', 'Prepare a case for checking.', ['incentive-officer']);
export const checkCase = step('check-case', 'check', 'Check a prepared case; another person than its preparer.', ['finance-officer']);
export const authoriseCase = step('authorise-case', 'authorisation', 'Authorise a checked case; a third person, and only while audit finds the record intact.', ['finance-authoriser'], { 'audit-not-intact': 409, 'audit-not-current': 409, 'audit-not-reachable': 409, 'envelope-exceeded': 409 });
export const sendBackCase = step('send-back-case', 'return', 'Send a case back with a reason; it starts again.', ['finance-officer', 'finance-authoriser'], { 'reason-needed': 422 });

export const readBudget = defineOperation({ service, id: 'read-budget', method: 'get', path: '/cycles/:cycleId/budget', summary: 'The envelope and what of it is authorised, waiting and free.', roles: readers, params: z.strictObject({ cycleId: CycleId }), reply: { status: 200, body: z.object({ cycleId: CycleId, envelope: WholeMoney, allocated: WholeMoney, authorised: WholeMoney, waiting: WholeMoney, free: WholeMoney, factor: z.string(), counts: z.record(CaseState, z.number().int()) }) }, refusals: { 'allocation-not-found': 404 } });

export const incentivesOperations = [registerScheme, publishScheme, listSchemes, readScheme, grantRole, openCases, listAllocations, listCases, readCase, prepareCase, checkCase, authoriseCase, sendBackCase, readBudget] as const;
