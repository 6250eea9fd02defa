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
export const TraceInput = z.object({
  figure: z.string().describe('What the derivation calls it: the indicator, narrowed and with its period where it is read so, such as `reading[subgroup=girls]@baseline`.'),
  indicator: z.string(),
  period: z.string(),
  status: z.string(),
  value: z.string(),
  proved: z.boolean().describe('The line is in the submission\'s leaf and the value in the snapshot\'s.'),
  submission: z
    .object({ submissionId: z.string(), leaf: LeafRef, fileSha256: z.string(), line: z.number().int(), offset: z.number().int(), length: z.number().int(), header: z.string(), text: z.string(), bytes: z.string().describe('base64'), proof: z.array(z.string()), linesRoot: z.string(), lineCount: z.number().int() })
    .optional(),
  correction: z.object({ correctionId: z.string(), leaf: LeafRef, reason: z.string(), asPublished: z.string() }).optional(),
});
export const readTrace = defineOperation({
  service,
  id: 'read-trace',
  method: 'get',
  path: '/traces/:id',
  summary: 'From a case, a score or a leaf hash down to the exact bytes of the lines it came from, each step proved.',
  roles: ['auditor', 'finance-officer', 'finance-authoriser', 'service'],
  params: z.strictObject({ id: z.string().min(1).max(200) }).describe('Case id, score id (<run>/<org unit>, URL-encoded) or leaf hash.'),
  reply: {
    status: 200,
    body: z.object({
      id: z.string(),
      witness: z.literal('no independent witness yet'),
      case: z.object({ caseId: z.string(), leaf: LeafRef, data: z.record(z.string(), z.unknown()), steps: z.array(LeafRef.extend({ step: z.string() })) }).optional(),
      score: z.object({ scoreId: z.string(), leaf: LeafRef, data: z.record(z.string(), z.unknown()), derivation: z.record(z.string(), z.unknown()), derivationProved: z.boolean() }),
      methodology: z.object({ methodologySha256: z.string(), methodologyId: z.string(), version: z.string(), publishedBy: z.string(), leaf: LeafRef }),
      snapshot: z.object({ snapshotId: z.string(), leaf: LeafRef, valuesRoot: z.string(), valuesProved: z.boolean() }),
      inputs: z.array(TraceInput),
    }),
  },
  refusals: { 'trace-not-found': 404, 'service-not-reachable': 503 },
});
export const recompute = defineOperation({ service, id: 'recompute', method: 'post', path: '/recomputations', summary: 'Score an org unit again from the frozen snapshot and compare with what was logged.', roles: ['auditor'], body: z.strictObject({ scoreId: z.string() }), reply: { status: 200, body: z.object({ scoreId: z.string(), same: z.boolean(), logged: z.string(), recomputed: z.string() }) }, refusals: { 'trace-not-found': 404 } });

export const auditOperations = [readIntegrity, readTrace, recompute] as const;
