import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { managerScoreComputed } from '../events/scoring/manager-score-computed.ts';
import { scoreComputed } from '../events/scoring/score-computed.ts';
import { RunCompletedData } from '../events/scoring/run-completed.ts';
import { simulationOperations } from './simulations.ts';
import { methodologyOperations } from './methodologies.ts';
import { CycleId, Decimal, IndicatorCode, OrgUnitCode, PersonId, RunId, Sha256, SnapshotId } from '../vocabulary.ts';

const service = 'scoring' as const;
const staff = ['data-steward', 'policy-officer', 'policy-approver', 'incentive-officer', 'finance-officer', 'finance-authoriser', 'auditor', 'service'] as const;

const RunRequest = z.strictObject({ cycleId: CycleId, methodologySha256: Sha256, snapshotId: SnapshotId });
export const RunProgress = z.object({ runId: RunId, state: z.enum(['running', 'completed']), orgUnits: z.number().int(), parts: z.number().int(), partsDone: z.number().int() }).meta({ id: 'RunProgress' });
export const runScores = defineOperation({
  service,
  id: 'run-scores',
  method: 'post',
  path: '/runs',
  summary: 'Ask for every org unit of the methodology\'s level to be scored on a frozen snapshot; the same three give the same run. Its scores appear, all at once, when the last part is in.',
  roles: ['policy-officer'],
  effect: true,
  body: RunRequest.extend({ reason: z.string().max(2000).optional().describe('Needed when scores of an earlier run are superseded.') }),
  reply: { status: 202, body: RunProgress },
  refusals: { 'methodology-not-found': 404, 'methodology-not-published': 409, 'no-version-in-force': 409, 'snapshot-not-found': 404, 'reason-needed': 422, 'run-under-way': 409, 'snapshot-lacks': 409, 'postings-contradict': 409, 'inputs-not-complete': 503 },
});
export const readRunProgress = defineOperation({ service, id: 'read-run-progress', method: 'get', path: '/runs/:runId/progress', summary: 'How many parts of a run are scored.', roles: staff, params: z.strictObject({ runId: RunId }), reply: { status: 200, body: RunProgress }, refusals: { 'run-not-found': 404 } });
export const dryRun = defineOperation({
  service,
  id: 'dry-run',
  method: 'post',
  path: '/dry-runs',
  summary: 'Score without storing anything.',
  roles: ['policy-officer', 'policy-approver'],
  body: RunRequest,
  reply: { status: 200, body: z.object({ scored: z.number().int(), notScorable: z.number().int(), results: z.array(z.object({ orgUnit: OrgUnitCode, score: z.string().optional(), band: z.string().optional(), status: z.string() })) }) },
  refusals: { 'methodology-not-found': 404, 'snapshot-not-found': 404, 'snapshot-lacks': 409 },
});
export const listRuns = defineOperation({ service, id: 'list-runs', method: 'get', path: '/runs', summary: 'Score runs, newest first.', roles: staff, query: z.strictObject({ cycleId: CycleId.optional() }), reply: { status: 200, body: z.object({ runs: z.array(RunCompletedData.extend({ completedAt: z.string() })) }) } });
export const readRun = defineOperation({ service, id: 'read-run', method: 'get', path: '/runs/:runId', summary: 'A score run.', roles: staff, params: z.strictObject({ runId: RunId }), reply: { status: 200, body: RunCompletedData.extend({ completedAt: z.string() }) }, refusals: { 'run-not-found': 404 } });

export const ScoreView = scoreComputed.data.extend({ computedAt: z.string(), supersededBy: z.string().optional() });
export const listScores = defineOperation({
  service,
  id: 'list-scores',
  method: 'get',
  path: '/scores',
  summary: 'Scores of a cycle in org-unit order; a manager sees her own org units only.',
  roles: [...staff, 'district-manager'],
  query: z.strictObject({ cycleId: CycleId, runId: RunId.optional(), after: z.string().default(''), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  reply: { status: 200, body: z.object({ scores: z.array(ScoreView), next: z.string().optional() }) },
});
/** The derivation document of the scoring engine, kept as an object by its hash. */
export const Derivation = z.record(z.string(), z.unknown());
export const readScore = defineOperation({
  service,
  id: 'read-score',
  method: 'get',
  path: '/cycles/:cycleId/scores/:orgUnit',
  summary: 'The score in force of one org unit with its derivation. An org unit outside the reader\'s scope is not found.',
  roles: [...staff, 'district-manager'],
  params: z.strictObject({ cycleId: CycleId, orgUnit: OrgUnitCode }),
  reply: { status: 200, body: z.object({ score: ScoreView, derivation: Derivation, reasons: z.array(z.object({ code: z.string(), text: z.record(z.string(), z.string()) })) }) },
  refusals: { 'score-not-found': 404 },
});
export const ManagerScoreView = managerScoreComputed.data.extend({ computedAt: z.string(), supersededBy: RunId.optional().describe('The later run of the cycle.') });
export const listManagerScores = defineOperation({
  service,
  id: 'list-manager-scores',
  method: 'get',
  path: '/manager-scores',
  summary: 'Scores of the people who held posts in a cycle, in code order, where the methodology has attribution; a manager sees her own only.',
  roles: [...staff, 'district-manager'],
  query: z.strictObject({ cycleId: CycleId, runId: RunId.optional(), after: z.string().default(''), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  reply: { status: 200, body: z.object({ managerScores: z.array(ManagerScoreView), next: z.string().optional() }) },
});
export const readManagerScore = defineOperation({
  service,
  id: 'read-manager-score',
  method: 'get',
  path: '/cycles/:cycleId/manager-scores/:personId',
  summary: 'The score in force of one person with every step from the org units to it. Somebody else\'s is not found by a manager.',
  roles: [...staff, 'district-manager'],
  params: z.strictObject({ cycleId: CycleId, personId: PersonId }),
  reply: { status: 200, body: z.object({ managerScore: ManagerScoreView, derivation: Derivation, reasons: z.array(z.object({ code: z.string(), text: z.record(z.string(), z.string()) })) }) },
  refusals: { 'manager-score-not-found': 404 },
});
const decimal = Decimal.optional();
const SupposedFigure = z
  .union([Decimal, z.strictObject({ value: decimal, numerator: decimal, denominator: decimal, n: decimal, standardError: decimal }).refine(({ value, numerator, denominator }) => value !== undefined || (numerator !== undefined && denominator !== undefined), 'a value, or numerator and denominator')])
  .meta({ id: 'SupposedFigure', description: 'A value alone, or the figure as a line of a return has it: a value, or numerator and denominator; `n` is the denominator where it is not given.' });
const SupposedFigures = z.record(IndicatorCode, SupposedFigure);
export const whatIf = defineOperation({
  service,
  id: 'what-if',
  method: 'post',
  path: '/cycles/:cycleId/scores/:orgUnit/what-if',
  summary: 'The score if some figures, its own or of the org units below it, were others and all else unchanged; runs the engine, stores nothing.',
  roles: [...staff, 'district-manager'],
  params: z.strictObject({ cycleId: CycleId, orgUnit: OrgUnitCode }),
  body: z.strictObject({ values: SupposedFigures.default({}).describe('By what a figure is called: `reading`, or `reading[subgroup=girls]` where the methodology reads it so.'), below: z.record(OrgUnitCode, SupposedFigures).default({}).describe('Figures of org units below it that the score rests on, by org unit, such as of schools that are pooled.') }),
  reply: { status: 200, body: z.object({ status: z.string(), score: z.string().optional(), band: z.string().optional(), derivation: Derivation }) },
  refusals: { 'score-not-found': 404, 'indicator-not-used': 422, 'org-unit-not-below': 422 },
});

const PublishedCheck = z.object({ methodologySha256: Sha256.describe('The rules it was checked by.'), figure: z.string(), orgUnit: OrgUnitCode, period: z.string(), published: z.string(), recomputed: z.string().describe('Empty where the parts do not give a figure.'), difference: z.string(), follows: z.boolean(), tolerance: Decimal });
export const checkPublished = defineOperation({
  service,
  id: 'check-published',
  method: 'post',
  path: '/published-checks',
  summary: 'Recompute published figures from their parts with a published methodology and flag those that do not follow.',
  roles: ['policy-officer'],
  effect: true,
  body: z.strictObject({ methodologySha256: Sha256, tolerance: Decimal, figures: z.record(z.string(), z.string()).describe('Figure to node of the methodology.') }),
  reply: { status: 200, body: z.object({ figures: z.record(z.string(), z.object({ checked: z.number().int(), follow: z.number().int() })) }) },
  refusals: { 'methodology-not-found': 404, 'methodology-not-published': 409, 'node-not-found': 422 },
});
export const listPublishedChecks = defineOperation({ service, id: 'list-published-checks', method: 'get', path: '/published-checks', summary: 'Published figures beside what their parts give.', roles: [...staff, 'district-manager'], query: z.strictObject({ orgUnit: OrgUnitCode.optional(), flaggedOnly: z.enum(['true', 'false']).default('false') }), reply: { status: 200, body: z.object({ checks: z.array(PublishedCheck) }) } });

export const scoringOperations = [...methodologyOperations, ...simulationOperations, runScores, readRunProgress, dryRun, listRuns, readRun, listScores, readScore, listManagerScores, readManagerScore, whatIf, checkPublished, listPublishedChecks] as const;
