import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { CycleId, Day, type Role, MethodologyId, MethodologyVersion, OrgUnitCode, RunId, Sha256 } from '../vocabulary.ts';

const service = 'scoring' as const;
const everybody: readonly Role[] = ['data-steward', 'policy-officer', 'policy-approver', 'incentive-officer', 'finance-officer', 'finance-authoriser', 'auditor', 'service', 'district-manager'];
const Text = z.string().trim().min(1).max(4000);
const Reason = z.string().trim().min(1).max(2000);

/** Where a methodology version stands; a superseded or withdrawn one stands there for good. */
export const MethodologyState = z.enum(['draft', 'tested', 'consultation', 'submitted', 'approved', 'published', 'superseded', 'withdrawn']).meta({ id: 'MethodologyState' });
export type MethodologyState = z.infer<typeof MethodologyState>;

export const MethodologyHead = z
  .object({
    methodologyId: MethodologyId,
    version: MethodologyVersion,
    methodologySha256: Sha256.describe('The text as it was saved last; from publication on it never changes.'),
    title: z.record(z.string(), z.string()),
    status: MethodologyState,
    next: z.string().describe('What can be done with it now.'),
    step: z.number().int().describe('How many steps its history has.'),
    errors: z.number().int().describe('Errors the linter found in the text.'),
    warnings: z.number().int(),
    draftedBy: z.string(),
    approvedBy: z.string().optional(),
    publishedBy: z.string().optional(),
    effectiveFrom: Day.optional(),
    supersededFrom: Day.optional().describe('The day its successor takes over; until then it holds.'),
  })
  .meta({ id: 'MethodologyHead' });
const Finding = z.object({ severity: z.enum(['error', 'warning', 'information']), pointer: z.string(), text: z.string(), advice: z.string() });
const Said = z.object({ text: z.string(), by: z.string(), at: z.string() });
const MethodologyComment = Said.extend({ comment: z.number().int(), methodologySha256: Sha256.describe('The text it was said of.'), answers: z.array(Said) });
export const MethodologyStep = z.object({ step: z.number().int(), did: z.string(), by: z.string(), at: z.string(), methodologySha256: Sha256, data: z.record(z.string(), z.unknown()) });
const document = z.record(z.string(), z.unknown());

const version = z.strictObject({ methodologyId: MethodologyId, version: MethodologyVersion });
const path = '/methodologies/:methodologyId/versions/:version';
const notFound = { 'methodology-not-found': 404 } as const;
const notNow = { ...notFound, 'not-in-this-state': 409 } as const;
const unsound = { 'linter-errors': 422, 'examples-fail': 422, 'examples-missing': 422 } as const;
const secondPerson = { 'same-person': 403, 'other-text': 409 } as const;
const OfText = z.strictObject({ methodologySha256: Sha256.describe('The text that was read, so that nothing else is meant.') });
const head = (status: number) => ({ status, body: MethodologyHead });

/** A step by which a version goes on; its path ends in what is done. */
function step<Body extends z.ZodType>(id: string, last: string, roles: readonly Role[], summary: string, body: Body, refusals: Record<string, number> = {}) {
  return defineOperation({ service, id, method: 'post', path: `${path}/${last}`, summary, roles, effect: true, params: version, body, reply: head(200), refusals: { ...notNow, ...refusals } });
}
const nothing = z.strictObject({});

export const saveMethodology = defineOperation({
  service,
  id: 'save-methodology',
  method: 'post',
  path: '/methodologies/drafts',
  summary: 'Save a methodology document as a draft. The linter reads it; its errors keep nobody from saving, only from going on. The same text again changes nothing.',
  roles: ['policy-officer'],
  effect: true,
  body: z.strictObject({ document, replaces: Sha256.optional().describe('The text this one was made from; refused when somebody has saved another meanwhile.') }),
  reply: { status: 201, body: MethodologyHead.extend({ findings: z.array(Finding) }) },
  refusals: { 'methodology-invalid': 422, 'not-in-this-state': 409, 'other-text': 409 },
});
export const testMethodology = step('test-methodology', 'test', ['policy-officer'], 'Run the linter and the version\'s own examples on the stored bytes.', nothing, unsound);
export const openConsultation = step('open-consultation', 'consultation', ['policy-officer'], 'Put a tested version out for comment.', nothing);
export const commentMethodology = step('comment-methodology', 'comments', everybody.filter((role) => role !== 'service'), 'Say something about a version in consultation; it is kept with author and time.', z.strictObject({ text: Text }));
export const answerComment = step('answer-comment', 'answers', ['policy-officer'], 'Answer a comment.', z.strictObject({ comment: z.number().int().positive(), text: Text }), { 'comment-not-found': 404 });
export const submitMethodology = step('submit-methodology', 'submission', ['policy-officer'], 'Close the consultation and ask for approval; every comment must be answered.', nothing, { 'comments-unanswered': 409 });
export const approveMethodology = step('approve-methodology', 'approval', ['policy-approver'], 'Approve a submitted version; another person than its authors and its submitter.', OfText, secondPerson);
export const returnMethodology = step('return-methodology', 'return', ['policy-officer', 'policy-approver'], 'Return a version to its author, who may edit it again.', z.strictObject({ reason: Reason }));
export const publishMethodology = step(
  'publish-methodology',
  'publication',
  ['policy-approver'],
  'Publish an approved version. Linter and examples run again on the stored bytes. A day that has passed, or a cycle already scored, needs an order and a comparison with every run it touches.',
  OfText.extend({ effectiveFrom: Day.optional().describe('Needed where the document does not say it.'), order: Reason.optional().describe('Number and date of the order, where it holds from a day that has passed.') }),
  { ...secondPerson, ...unsound, 'effective-day-needed': 422, 'effective-day-differs': 422, 'order-needed': 422, 'comparison-needed': 409 },
);
export const withdrawMethodology = step('withdraw-methodology', 'withdrawal', ['policy-officer', 'policy-approver'], 'Withdraw a version for good. An approved or published one by a policy approver who is not its author; never one that a run has used.', z.strictObject({ reason: Reason }), { 'same-person': 403, 'methodology-used': 409 });

export const Comparison = z.object({
  comparisonSha256: Sha256,
  runId: RunId,
  cycleId: CycleId,
  before: Sha256.describe('The methodology of the run.'),
  after: Sha256,
  orgUnits: z.number().int(),
  changed: z.number().int(),
  by: z.record(z.string(), z.record(z.string(), z.unknown())).optional().describe('The effect told apart by sex of the post-holder, remoteness and league: of how many each is recorded, and what becomes of each group. Absent in comparisons from before it was kept.'),
  rows: z.array(z.object({ orgUnit: OrgUnitCode, before: z.string(), after: z.string(), bandBefore: z.string(), bandAfter: z.string() })).describe('Empty text where an org unit has no score or no band.'),
});
export const compareWithRun = defineOperation({
  service,
  id: 'compare-with-run',
  method: 'post',
  path: `${path}/comparisons`,
  summary: 'Score the snapshot of a completed run with this version and keep both side by side; the scores in force stay as they are.',
  roles: ['policy-officer', 'policy-approver'],
  effect: true,
  params: version,
  body: z.strictObject({ runId: RunId }),
  reply: { status: 201, body: Comparison },
  refusals: { ...notNow, 'run-not-found': 404, 'methodology-invalid': 422, 'snapshot-lacks': 409 },
});

export const listMethodologies = defineOperation({ service, id: 'list-methodologies', method: 'get', path: '/methodologies', summary: 'Every methodology version and where it stands.', roles: everybody, reply: { status: 200, body: z.object({ methodologies: z.array(MethodologyHead) }) } });
export const readMethodology = defineOperation({ service, id: 'read-methodology', method: 'get', path: '/methodologies/:methodologySha256', summary: 'A methodology document by the hash of its text, drafts included.', roles: everybody, params: z.strictObject({ methodologySha256: Sha256 }), reply: { status: 200, body: z.object({ head: MethodologyHead, document }) }, refusals: notFound });
export const readMethodologyVersion = defineOperation({
  service,
  id: 'read-methodology-version',
  method: 'get',
  path,
  summary: 'A version with its text, the linter\'s findings, the comments and the whole history.',
  roles: everybody,
  params: version,
  reply: { status: 200, body: z.object({ head: MethodologyHead, document, findings: z.array(Finding), comments: z.array(MethodologyComment), history: z.array(MethodologyStep) }) },
  refusals: notFound,
});
export const MethodologyDifference = z.object({ place: z.string().describe('RFC 6901, in the document as written out.'), text: z.string(), before: z.string().optional(), after: z.string().optional() });
export const readDifference = defineOperation({
  service,
  id: 'read-methodology-difference',
  method: 'get',
  path: `${path}/difference`,
  summary: 'How this version differs from another, in words and numbers; the other is the one before.',
  roles: everybody,
  params: version,
  query: z.strictObject({ with: z.string().min(1).describe('A version of the same methodology, or the hash of any text.') }),
  reply: { status: 200, body: z.object({ before: Sha256, after: Sha256, differences: z.array(MethodologyDifference) }) },
  refusals: notFound,
});

export const methodologyOperations = [saveMethodology, testMethodology, openConsultation, commentMethodology, answerComment, submitMethodology, approveMethodology, returnMethodology, publishMethodology, withdrawMethodology, compareWithRun, listMethodologies, readMethodology, readMethodologyVersion, readDifference] as const;
