import { bigint, boolean, customType, integer, pgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { type StepKind } from './lifecycle/transitions.ts';

const scoring = pgSchema('scoring');
/** A label by language, kept as JSON text: the two clients of the database disagree on how to send jsonb. */
const label = customType<{ data: Record<string, string>; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text) as Record<string, string>,
});
const instant = (name: string) => timestamp(name, { withTimezone: true }).notNull().defaultNow();

export const methodology = scoring.table('methodology', {
  methodologySha256: text('methodology_sha256').primaryKey(),
  methodologyId: text('methodology_id').notNull(),
  version: text('version').notNull(),
  title: label('title').notNull(),
  registeredBy: text('registered_by').notNull(),
  registeredAt: instant('registered_at'),
  publishedBy: text('published_by'),
  publishedAt: timestamp('published_at', { withTimezone: true }),
});

/** The data of a step is that of its event; the database takes the name of the version and the text from it. */
export const methodologyStep = scoring.table('methodology_step', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  kind: text('kind').$type<StepKind>().notNull(),
  step: integer('step').notNull(),
  data: text('data').notNull(),
});

export const snapshot = scoring.table('snapshot', {
  snapshotId: text('snapshot_id').primaryKey(),
  cycleId: text('cycle_id').notNull(),
  level: text('level').notNull(),
  methodologySha256: text('methodology_sha256').notNull(),
  snapshotDigest: text('snapshot_digest').notNull(),
  valuesSha256: text('values_sha256').notNull(),
  orgUnitsSha256: text('org_units_sha256').notNull(),
  /** Empty in snapshots taken before postings were kept. */
  postingsSha256: text('postings_sha256'),
  /** Empty where no figure at take-over is recorded. */
  takeOversSha256: text('take_overs_sha256'),
  /** Empty in snapshots from before the days were kept. */
  cycleStart: text('cycle_start'),
  cycleEnd: text('cycle_end'),
  takenAt: instant('taken_at'),
});

export const runRequest = scoring.table('run_request', {
  runId: text('run_id').primaryKey(),
  cycleId: text('cycle_id').notNull(),
  methodologySha256: text('methodology_sha256').notNull(),
  snapshotId: text('snapshot_id').notNull(),
  snapshotDigest: text('snapshot_digest').notNull(),
  orgUnits: integer('org_units').notNull(),
  parts: integer('parts').notNull(),
  requestedBy: text('requested_by').notNull(),
  reason: text('reason'),
  requestedAt: instant('requested_at'),
});

export const runPart = scoring.table('run_part', {
  partId: text('part_id').primaryKey(),
  runId: text('run_id').notNull(),
  part: integer('part').notNull(),
  orgUnits: text('org_units').array().notNull(),
});

/** The scores of a part as canonical JSON, waiting for the other parts. */
export const partResult = scoring.table('part_result', { partId: text('part_id').primaryKey(), runId: text('run_id').notNull(), scores: text('scores').notNull() });

export const run = scoring.table('run', {
  runId: text('run_id').primaryKey(),
  cycleId: text('cycle_id').notNull(),
  methodologySha256: text('methodology_sha256').notNull(),
  snapshotId: text('snapshot_id').notNull(),
  snapshotDigest: text('snapshot_digest').notNull(),
  orgUnits: integer('org_units').notNull(),
  scored: integer('scored').notNull(),
  notScorable: integer('not_scorable').notNull(),
  scoresRoot: text('scores_root').notNull(),
  /** Empty where the methodology makes no scores of people, and in runs from before their root was kept. */
  people: integer('people'),
  peopleRoot: text('people_root'),
  runBy: text('run_by').notNull(),
  completedAt: instant('completed_at'),
});

export const score = scoring.table('score', {
  scoreId: text('score_id').primaryKey(),
  runId: text('run_id').notNull(),
  cycleId: text('cycle_id').notNull(),
  orgUnit: text('org_unit').notNull(),
  status: text('status').$type<'scored' | 'not-scorable'>().notNull(),
  score: text('score'),
  exact: text('exact'),
  band: text('band'),
  reasons: text('reasons').array().notNull(),
  completeness: text('completeness').notNull(),
  derivationSha256: text('derivation_sha256').notNull(),
  methodologySha256: text('methodology_sha256').notNull(),
  snapshotId: text('snapshot_id').notNull(),
  snapshotDigest: text('snapshot_digest').notNull(),
  computedAt: instant('computed_at'),
});

/** Of one person, out of the org units in which she held posts; a later run of the cycle replaces all of an earlier one. */
export const managerScore = scoring.table('manager_score', {
  managerScoreId: text('manager_score_id').primaryKey(),
  runId: text('run_id').notNull(),
  cycleId: text('cycle_id').notNull(),
  personId: text('person_id').notNull(),
  status: text('status').$type<'scored' | 'not-scorable'>().notNull(),
  score: text('score'),
  exact: text('exact'),
  band: text('band'),
  reasons: text('reasons').array().notNull(),
  orgUnits: text('org_units').array().notNull(),
  days: integer('days').notNull(),
  derivationSha256: text('derivation_sha256').notNull(),
  methodologySha256: text('methodology_sha256').notNull(),
  snapshotId: text('snapshot_id').notNull(),
  snapshotDigest: text('snapshot_digest').notNull(),
  computedAt: instant('computed_at'),
});

/** A later run of the same cycle replaces earlier scores; both stay readable. */
export const supersession = scoring.table('supersession', {
  scoreId: text('score_id').primaryKey(),
  supersededBy: text('superseded_by').notNull(),
  cycleId: text('cycle_id').notNull(),
  orgUnit: text('org_unit').notNull(),
  reason: text('reason').notNull(),
});

/** Work that takes a while: what was asked for, how far it is, and what came of it, as JSON text. */
export const simulation = scoring.table('simulation', {
  simulationId: text('simulation_id').primaryKey(),
  kind: text('kind').$type<'simulation' | 'back-test'>().notNull(),
  request: text('request').notNull(),
  requestedBy: text('requested_by').notNull(),
  requestedAt: instant('requested_at'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  result: text('result'),
  fault: text('fault'),
  cancelledBy: text('cancelled_by'),
  /** How often an instance took it up without coming to an end. */
  begun: integer('begun').notNull().default(0),
});

export const publishedCheck = scoring.table(
  'published_check',
  {
    methodologySha256: text('methodology_sha256').notNull(),
    figure: text('figure').notNull(),
    orgUnit: text('org_unit').notNull(),
    period: text('period').notNull(),
    published: text('published').notNull(),
    recomputed: text('recomputed').notNull(),
    difference: text('difference').notNull(),
    follows: boolean('follows').notNull(),
    tolerance: text('tolerance').notNull(),
  },
  (table) => [primaryKey({ columns: [table.methodologySha256, table.figure, table.orgUnit, table.period] })],
);
