import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { Decimal, MethodologyId, MethodologyVersion, Sha256, SnapshotId } from '../vocabulary.ts';

const service = 'scoring' as const;
const version = z.strictObject({ methodologyId: MethodologyId, version: MethodologyVersion });
const path = '/methodologies/:methodologyId/versions/:version';
const roles = ['policy-officer', 'policy-approver'] as const;

export const SimulationProgress = z
  .object({
    simulationId: z.string(),
    kind: z.enum(['simulation', 'back-test']),
    state: z.enum(['running', 'completed', 'failed', 'cancelled']),
    done: z.number().int().describe('Org units scored so far, of `total`; each counts once for each version or period.'),
    total: z.number().int().describe('0 until it is known.'),
    fault: z.string().optional().describe('Why it has no result, and what to do.'),
  })
  .meta({ id: 'SimulationProgress' });

export const simulateMethodology = defineOperation({
  service,
  id: 'simulate-methodology',
  method: 'post',
  path: `${path}/simulations`,
  summary: 'Ask what this version, a draft too, would change for everybody on a frozen snapshot: scores, ranks, bands, eligibility, by sex of the post-holder, remoteness and league. Nothing in force changes; the same request is the same simulation.',
  roles,
  effect: true,
  params: version,
  body: z.strictObject({
    snapshotId: SnapshotId,
    against: Sha256.optional().describe('The text it is compared with; without it the version of the same methodology that is in force on the first day of the snapshot\'s cycle.'),
    eligibility: z.strictObject({ minimumScore: Decimal.optional(), bands: z.array(z.string()).max(50).optional() }).optional().describe('What makes eligible as far as the score goes.'),
  }),
  reply: { status: 202, body: SimulationProgress },
  refusals: { 'methodology-not-found': 404, 'methodology-invalid': 422, 'snapshot-not-found': 404, 'no-version-in-force': 409, 'eligibility-unknown': 422 },
});
export const backTestMethodology = defineOperation({
  service,
  id: 'back-test-methodology',
  method: 'post',
  path: `${path}/back-tests`,
  summary: 'Ask whether this version says the same of the same org units over earlier cycles, each as it was frozen.',
  roles,
  effect: true,
  params: version,
  body: z.strictObject({ snapshotIds: z.array(SnapshotId).min(2).max(20).describe('One of each cycle, in any order.'), top: z.number().int().min(1).max(1000).default(10).describe('How many of the first are looked at.') }),
  reply: { status: 202, body: SimulationProgress },
  refusals: { 'methodology-not-found': 404, 'methodology-invalid': 422, 'snapshot-not-found': 404, 'cycle-twice': 422 },
});
export const readSimulation = defineOperation({
  service,
  id: 'read-simulation',
  method: 'get',
  path: '/simulations/:simulationId',
  summary: 'How far a simulation or back-test is and, once it is complete, what came of it.',
  roles: [...roles, 'auditor'],
  params: z.strictObject({ simulationId: z.string().min(1).max(100) }),
  reply: { status: 200, body: SimulationProgress.extend({ result: z.record(z.string(), z.unknown()).optional().describe('As `mizan methodology simulate --json` or `mizan methodology back-test --json` give it; a group of which nothing is recorded is called `not recorded`, and `recorded` and `of` say of how many it is.') }) },
  refusals: { 'simulation-not-found': 404 },
});

export const cancelSimulation = defineOperation({
  service,
  id: 'cancel-simulation',
  method: 'delete',
  path: '/simulations/:simulationId',
  summary: 'End a simulation or back-test before its end, for whoever waits for it; asked for again it is begun anew.',
  roles,
  effect: true,
  params: z.strictObject({ simulationId: z.string().min(1).max(100) }),
  reply: { status: 200, body: SimulationProgress },
  refusals: { 'simulation-not-found': 404, 'simulation-ended': 409 },
});

export const simulationOperations = [simulateMethodology, backTestMethodology, readSimulation, cancelSimulation] as const;
