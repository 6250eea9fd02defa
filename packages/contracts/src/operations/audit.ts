import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';

const service = 'audit' as const;

export const AuditFinding = z.object({ log: z.string(), check: z.string(), index: z.number().int().optional(), subject: z.string().optional(), text: z.string(), since: z.string() });
export const readIntegrity = defineOperation({
  service,
  id: 'read-integrity',
  method: 'get',
  path: '/integrity',
  summary: 'Whether the three logs, the tables and the stored files agree, and when that was last verified.',
  roles: ['service', 'auditor', 'finance-officer', 'finance-authoriser', 'incentive-officer', 'data-steward', 'policy-officer', 'policy-approver', 'administrator'],
  reply: {
    status: 200,
    body: z.object({
      intact: z.boolean(),
      verifiedAt: z.string().describe('Start of the last complete verification.'),
      ageMs: z.number().int().nonnegative().describe('How long ago that was, in milliseconds, whatever the clocks of two services say.'),
      findings: z.array(AuditFinding),
      logs: z.array(z.object({ log: z.string(), origin: z.string(), size: z.number().int(), checkpointSize: z.number().int(), root: z.string(), witnesses: z.number().int() })),
    }),
  },
});

const LeafRef = z.object({ log: z.string(), index: z.number().int(), leafHash: z.string(), type: z.string(), subject: z.string(), time: z.string(), actor: z.string(), checkpointSize: z.number().int(), proof: z.array(z.string()), proved: z.boolean() });
const RawLine = z.object({ submissionId: z.string(), leaf: LeafRef, fileSha256: z.string(), line: z.number().int(), offset: z.number().int(), length: z.number().int(), header: z.string(), text: z.string(), bytes: z.string().describe('base64'), proof: z.array(z.string()), linesRoot: z.string(), lineCount: z.number().int() });
const measures = { numerator: z.string().optional(), denominator: z.string().optional(), n: z.string().optional(), standardError: z.string().optional() };
export const TraceInput = z.object({
  figure: z.string().describe('What the derivation calls it: the indicator, narrowed and with its period where it is read so, such as `reading[subgroup=girls]@baseline`.'),
  indicator: z.string(),
  period: z.string(),
  status: z.string(),
  value: z.string(),
  ...measures,
  proved: z.boolean().describe('The line is in the submission\'s leaf and the value in the snapshot\'s, and where it was corrected the correction\'s leaf says the same.'),
  submission: RawLine.optional(),
  correction: z.object({ correctionId: z.string(), leaf: LeafRef, reason: z.string(), asPublished: z.string(), measuresAsPublished: z.object(measures).optional().describe('What the line has beside its value.') }).optional(),
  observed: z.object({ from: z.string(), to: z.string().describe('Half-open; empty while it is observed.'), proved: z.boolean(), submission: RawLine.optional() }).optional().describe('The days on which it was observed, with the line that said so; absent where they are not recorded.'),
});
const FigureOfOtherLevel = TraceInput.omit({ submission: true, observed: true }).extend({
  nodes: z.array(z.string()).describe('The nodes of the derivation that rest on it.'),
  line: RawLine.pick({ submissionId: true, line: true, offset: true, length: true, text: true, bytes: true, proof: true }).optional().describe('The line it came from; none where nothing was submitted.'),
});
export const TraceOfOtherLevels = z.object({
  proved: z.boolean().describe('The methodology, the values file and the org units file are those that the leaves name, so these are all the figures that were read and no others.'),
  submissions: z.array(RawLine.pick({ submissionId: true, leaf: true, fileSha256: true, header: true, linesRoot: true, lineCount: true })).describe('What the lines are from.'),
  orgUnits: z.array(z.object({ orgUnit: z.string(), name: z.string(), level: z.string(), parent: z.string(), figures: z.array(FigureOfOtherLevel) })),
});
export type TraceOfOtherLevels = z.infer<typeof TraceOfOtherLevels>;
const document = z.record(z.string(), z.unknown());
const underOneRun = {
  id: z.string(),
  case: z.object({ caseId: z.string(), leaf: LeafRef, data: document, steps: z.array(LeafRef.extend({ step: z.string() })) }).optional(),
  witness: z.literal('no independent witness yet'),
  methodology: z.object({ methodologySha256: z.string(), methodologyId: z.string(), version: z.string(), publishedBy: z.string(), leaf: LeafRef }),
  snapshot: z.object({ snapshotId: z.string(), leaf: LeafRef, valuesRoot: z.string(), valuesProved: z.boolean() }),
};
const scoreOfOrgUnit = {
  score: z.object({ scoreId: z.string(), leaf: LeafRef, data: document, derivation: document, derivationProved: z.boolean() }),
  inputs: z.array(TraceInput),
  otherLevels: TraceOfOtherLevels.optional().describe('Figures of org units of other levels that the score rests on, such as of the schools that are pooled; absent where the methodology reads none.'),
};
const TracedRow = z.object({
  line: z.number().int().describe('Of the frozen postings file, the header being 1.'),
  text: z.string().describe('The row as it was frozen.'),
  id: z.string().describe('Of the posting or absence.'),
  post: z.string(),
  orgUnit: z.string(),
  from: z.string(),
  to: z.string().describe('Half-open; empty while it lasts.'),
  cause: z.string().describe('`in-post`, or the cause of an absence.'),
  days: z.number().int().describe('Days of the cycle from `from` up to `to`.'),
  used: z.boolean().describe('False where the org unit is not of the level that is scored.'),
  proved: z.boolean().describe('The row is in the file that the snapshot\'s leaf names, and the lines it came from are in their submissions\' leaves and say the same.'),
  submission: RawLine.optional().describe('The line that said so of the posting or absence.'),
  ofPost: RawLine.optional().describe('The line that said in which org unit the post is.'),
});
const TracedTakeOver = z.object({
  line: z.number().int().describe('Of the frozen file of values at take-over, the header being 1; 0 where it is not there.'),
  text: z.string().describe('The row as it was frozen.'),
  orgUnit: z.string(),
  indicator: z.string(),
  day: z.string(),
  value: z.string(),
  proved: z.boolean().describe('The row is in the file that the snapshot\'s leaf names, and the line it came from is in its submission\'s leaf and says the same.'),
  submission: RawLine.optional().describe('The line that said so.'),
});
export const TraceOfScore = z.object({
  ...underOneRun,
  ...scoreOfOrgUnit,
});
export type TraceOfScore = z.infer<typeof TraceOfScore>;
export const TraceOfPerson = z.object({
  ...underOneRun,
  person: z.object({ managerScoreId: z.string(), personId: z.string(), leaf: LeafRef, data: document, derivation: document.describe('The step of attribution: days, shares, parts and the sum.'), derivationProved: z.boolean() }),
  postings: z.object({ postingsSha256: z.string(), proved: z.boolean(), rows: z.array(TracedRow).describe('Her rows of the attribution table within the cycle.') }),
  takeOvers: z.object({ takeOversSha256: z.string(), proved: z.boolean(), rows: z.array(TracedTakeOver) }).optional().describe('The values at take-over that her improvement is measured from; absent where there are none.'),
  orgUnits: z.array(z.object({ ...scoreOfOrgUnit, agrees: z.boolean().describe('The step of attribution says of the org unit what its own leaf and derivation say.') })),
});
export type TraceOfPerson = z.infer<typeof TraceOfPerson>;
export const readTrace = defineOperation({
  service,
  id: 'read-trace',
  method: 'get',
  path: '/traces/:id',
  summary: 'From a case, a score of an org unit or person, or a leaf hash down to the exact bytes of the lines it came from, each step proved. A manager traces her own score and finds no other.',
  roles: ['auditor', 'finance-officer', 'finance-authoriser', 'district-manager', 'service'],
  params: z.strictObject({ id: z.string().min(1).max(200) }).describe('Case id, score id (<run>/<org unit> or <run>/person/<person>, URL-encoded) or leaf hash.'),
  reply: { status: 200, body: z.union([TraceOfScore, TraceOfPerson]) },
  refusals: { 'trace-not-found': 404, 'service-not-reachable': 503 },
});
export const recompute = defineOperation({ service, id: 'recompute', method: 'post', path: '/recomputations', summary: 'Score an org unit or a person again from the frozen snapshot and compare with what was logged.', roles: ['auditor'], body: z.strictObject({ scoreId: z.string().describe('<run>/<org unit>, or <run>/person/<person>') }), reply: { status: 200, body: z.object({ scoreId: z.string(), same: z.boolean(), logged: z.string(), recomputed: z.string() }) }, refusals: { 'trace-not-found': 404, 'service-not-reachable': 503 } });

export const auditOperations = [readIntegrity, readTrace, recompute] as const;
