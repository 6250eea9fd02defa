import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { CellStatus, CycleId, Day, Decimal, IndicatorCode, Label, measureNames, OrgUnitCode, PersonId, PostId, PostingId, ReportingPeriod, Sha256, SnapshotId, SubmissionId } from '../vocabulary.ts';
import { OtherLevels, OtherPeriods } from '../events/indicators/cycle-opened.ts';
import { SnapshotFrozenData } from '../events/indicators/snapshot-frozen.ts';
import { SubmissionKind } from '../events/indicators/submission-accepted.ts';

const readers = ['data-steward', 'policy-officer', 'policy-approver', 'incentive-officer', 'finance-officer', 'finance-authoriser', 'auditor', 'service'] as const;
const service = 'indicators' as const;
const NotNegative = z.string().regex(/^\d+(\.\d+)?$/, 'a number of at least 0 such as 1.25');

export const RowFault = z.object({
  row: z.number().int().describe('Line of the file, the header being 1.'),
  column: z.string(),
  found: z.string(),
  expected: z.string(),
});
export const ImportReport = z.object({
  submissionId: SubmissionId.optional(),
  kind: SubmissionKind,
  status: z.enum(['accepted', 'rejected', 'unchanged']),
  fileSha256: Sha256,
  size: z.number().int(),
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  faulty: z.number().int(),
  faults: z.array(RowFault).describe('The first 1,000.'),
  faultsByColumn: z.record(z.string(), z.number().int()),
});
export type ImportReport = z.infer<typeof ImportReport>;

const ImportId = z.string().regex(/^[\w-]{1,64}$/);

export const importFile = defineOperation({
  service,
  id: 'import-file',
  method: 'post',
  path: '/submissions',
  summary: 'Import a CSV file; a file with any faulty row stores nothing. Closing the connection cancels it.',
  roles: ['data-steward'],
  consumes: 'text/csv',
  query: z.strictObject({
    kind: SubmissionKind.default('observations'),
    name: z.string().max(200).default(''),
    importId: ImportId.optional().describe('Chosen by the sender, to follow or cancel the import while it runs.'),
  }),
  reply: { status: 201, body: ImportReport },
  refusals: { 'file-has-faults': 422, 'file-empty': 422, 'file-not-text': 422, 'line-too-long': 422, 'file-too-large': 413, 'too-many-rows': 413, 'wrong-columns': 422, 'import-cancelled': 409, 'import-exists': 409, 'sources-changed': 409, 'too-many-imports': 429 },
});

export const RunningImport = z.object({
  importId: ImportId,
  kind: SubmissionKind,
  name: z.string(),
  startedBy: z.string(),
  startedAt: z.string(),
  phase: z.enum(['receiving', 'comparing', 'storing', 'committing']).describe('Received and checked row by row; compared with what is known; written; past the point of cancelling.'),
  bytes: z.number().int().describe('Received so far.'),
  rows: z.number().int().describe('Checked so far.'),
});
export type RunningImport = z.infer<typeof RunningImport>;
export const ImportLimits = z.object({ bytes: z.number().int(), rows: z.number().int() });
export type ImportLimits = z.infer<typeof ImportLimits>;
/** What is said of a file that is too large, by the service and by whoever looks before sending. */
export const tooLarge = ({ bytes }: ImportLimits) => `The file is larger than the limit of ${bytes} bytes. Split it and import the parts.`;
export const listImports = defineOperation({
  service,
  id: 'list-imports',
  method: 'get',
  path: '/imports',
  summary: 'The imports that run in this instance of the service, how far they are, and the limits of a file.',
  roles: ['data-steward', 'auditor', 'administrator'],
  reply: { status: 200, body: z.object({ imports: z.array(RunningImport), limits: ImportLimits }) },
});
export const cancelImport = defineOperation({
  service,
  id: 'cancel-import',
  method: 'delete',
  path: '/imports/:importId',
  summary: 'Cancel an import that runs in this instance of the service; nothing of it is stored.',
  roles: ['data-steward', 'administrator'],
  params: z.strictObject({ importId: ImportId }),
  reply: { status: 200, body: RunningImport },
  refusals: { 'import-not-found': 404 },
});

const Submission = ImportReport.omit({ faults: true, faultsByColumn: true }).extend({ submissionId: SubmissionId, name: z.string(), receivedAt: z.string(), receivedBy: z.string() });
export const listSubmissions = defineOperation({ service, id: 'list-submissions', method: 'get', path: '/submissions', summary: 'Files accepted, newest first.', roles: readers, reply: { status: 200, body: z.object({ submissions: z.array(Submission) }) } });

const Line = z.object({
  line: z.number().int(),
  offset: z.number().int(),
  length: z.number().int(),
  bytes: z.string().describe('base64, with the line ending as sent'),
  proof: z.array(Sha256),
});
const StoredFile = z.object({ submissionId: SubmissionId, fileSha256: Sha256, header: z.string().describe('Text of the header line'), linesRoot: Sha256, lineCount: z.number().int() });
export const readLine = defineOperation({
  service,
  id: 'read-line',
  method: 'get',
  path: '/submissions/:submissionId/lines/:line',
  summary: 'The exact bytes of one line, read from the stored file by offset, with the proof against the submission\'s leaf.',
  roles: ['auditor', 'service', 'data-steward'],
  params: z.strictObject({ submissionId: SubmissionId, line: z.coerce.number().int().min(1) }),
  reply: { status: 200, body: StoredFile.extend(Line.shape) },
  refusals: { 'submission-not-found': 404, 'line-not-found': 404, 'stored-file-damaged': 409 },
});
/** As many lines as one request may ask for. */
export const mostLines = 1000;
export const readLines = defineOperation({
  service,
  id: 'read-lines',
  method: 'get',
  path: '/submissions/:submissionId/lines',
  summary: 'The exact bytes of some lines, as of one; the stored file is read once for all of them.',
  roles: ['auditor', 'service', 'data-steward'],
  params: z.strictObject({ submissionId: SubmissionId }),
  query: z.strictObject({ lines: z.string().regex(new RegExp(`^\\d{1,9}(,\\d{1,9}){0,${mostLines - 1}}$`)).describe(`Numbers of lines, at most ${mostLines}, with commas between.`) }),
  reply: { status: 200, body: StoredFile.extend({ lines: z.array(Line) }) },
  refusals: { 'submission-not-found': 404, 'line-not-found': 404, 'stored-file-damaged': 409 },
});

export const listReferenceLines = defineOperation({
  service,
  id: 'list-reference-lines',
  method: 'get',
  path: '/reference-lines',
  summary: 'The lines of accepted files that changed what is known of one key, newest first: a posting, an absence or a post by its code, days of observation and values at take-over by the JSON array of their first three columns.',
  roles: ['auditor', 'service', 'data-steward'],
  query: z.strictObject({ kind: z.enum(['postings', 'absences', 'posts', 'observed-days', 'take-overs']), key: z.string().min(1).max(200) }),
  reply: { status: 200, body: z.object({ lines: z.array(z.object({ submissionId: SubmissionId, line: z.number().int() })) }) },
});

export const correctValue = defineOperation({
  service,
  id: 'correct-value',
  method: 'post',
  path: '/corrections',
  summary: 'Say what a published figure means, with reason and source; the figure as published is kept.',
  roles: ['data-steward'],
  effect: true,
  body: z.strictObject({
    indicator: IndicatorCode,
    orgUnit: OrgUnitCode,
    period: ReportingPeriod,
    subgroup: z.string().max(100).optional().describe('Of whom the figure speaks, where not of all.'),
    ofSource: z.string().max(100).optional().describe('Whose figure is meant, where the indicator\'s figures are kept apart by source.'),
    status: CellStatus,
    value: Decimal.optional(),
    numerator: Decimal.optional().describe('With a denominator it may stand in place of a value. A correction says the figure whole: a measure it does not give is no longer there.'),
    denominator: NotNegative.optional(),
    n: z.string().regex(/^\d+$/, 'a whole number').optional().describe('Over how many; the denominator where it is not given.'),
    standardError: NotNegative.optional(),
    reason: z.string().trim().min(10).max(2000),
    source: z.string().trim().min(3).max(500),
  }),
  reply: { status: 201, body: z.object({ correctionId: z.string(), noLonger: z.array(z.enum(measureNames)).optional().describe('What stood beside the value and does so no longer, because the correction does not give it.') }) },
  refusals: { 'observation-not-found': 404, 'value-beside-missing': 422, 'correction-unchanged': 409 },
});

export const IndicatorValue = z.object({
  orgUnit: OrgUnitCode,
  indicator: IndicatorCode,
  period: ReportingPeriod,
  status: CellStatus,
  value: z.string(),
  numerator: z.string(),
  denominator: z.string(),
  n: z.string(),
  schoolsSampled: z.string(),
  source: z.string(),
  subgroup: z.string().describe('Of whom the figure speaks; empty where of all.'),
  standardError: z.string(),
  keptApart: z.boolean().describe('True where figures of the indicator stand once a source.'),
  submissionId: SubmissionId.optional(),
  line: z.number().int().optional(),
  correctionId: z.string().optional(),
  asPublished: z.string().optional().describe('The value before a correction.'),
  reason: z.string().optional(),
});
export const listValues = defineOperation({
  service,
  id: 'list-values',
  method: 'get',
  path: '/values',
  summary: 'Indicator values per org unit and period as they stand now, corrections applied and named.',
  roles: readers,
  query: z.strictObject({ orgUnit: OrgUnitCode.optional(), indicator: IndicatorCode.optional(), period: ReportingPeriod.optional(), subgroup: z.string().optional().describe('Empty for the figures of all; without it every one.'), after: z.string().default(''), limit: z.coerce.number().int().min(1).max(10000).default(1000) }),
  reply: { status: 200, body: z.object({ values: z.array(IndicatorValue), next: z.string().optional() }) },
});

export const PublishedFigure = z.object({ figure: z.string(), orgUnit: OrgUnitCode, period: ReportingPeriod, value: z.string(), submissionId: SubmissionId, line: z.number().int() });
export const listPublishedFigures = defineOperation({ service, id: 'list-published-figures', method: 'get', path: '/published-figures', summary: 'Comparison figures of others; never an input to a score.', roles: readers, reply: { status: 200, body: z.object({ figures: z.array(PublishedFigure) }) } });

const Attributes = z.record(z.string(), z.string()).describe('Further columns of the file, by name.');
export const OrgUnit = z.object({ code: OrgUnitCode, name: z.string(), level: z.string(), parentCode: z.string(), validFrom: z.string(), validTo: z.string(), attributes: Attributes });
export const listOrgUnits = defineOperation({ service, id: 'list-org-units', method: 'get', path: '/org-units', summary: 'The hierarchy with its dates.', roles: [...readers, 'district-manager'], reply: { status: 200, body: z.object({ orgUnits: z.array(OrgUnit) }) } });
export const Indicator = z.object({ code: IndicatorCode, name: z.string(), domain: z.string(), unit: z.string(), direction: z.string(), description: z.string(), sources: z.string().describe('`one`, or `several` where figures are kept apart by source.') });
export const listIndicators = defineOperation({ service, id: 'list-indicators', method: 'get', path: '/indicators', summary: 'The indicators and what they mean.', roles: [...readers, 'district-manager'], reply: { status: 200, body: z.object({ indicators: z.array(Indicator) }) } });

export const Posting = z.object({ postingId: PostingId, personId: PersonId, personName: z.string(), postId: PostId, postTitle: z.string(), orgUnit: OrgUnitCode, from: Day, to: z.string().describe('Half-open; empty while it lasts.'), attributes: Attributes });
export const listPostings = defineOperation({ service, id: 'list-postings', method: 'get', path: '/postings', summary: 'Who held which post from when to when; a manager sees her own.', roles: [...readers, 'district-manager'], reply: { status: 200, body: z.object({ postings: z.array(Posting) }) } });

const Cycle = z.object({ cycleId: CycleId, title: Label, start: Day, end: Day.describe('Last day, included.'), level: z.string(), periods: z.record(IndicatorCode, ReportingPeriod).describe('The period each indicator\'s figure is taken from.'), otherPeriods: OtherPeriods.optional(), otherLevels: OtherLevels.optional() });
export const openCycle = defineOperation({ service, id: 'open-cycle', method: 'post', path: '/cycles', summary: 'Open a cycle and name the period of each indicator.', roles: ['policy-officer', 'data-steward'], effect: true, body: Cycle, reply: { status: 201, body: Cycle }, refusals: { 'cycle-exists': 409, 'indicator-not-found': 404, 'dates-reversed': 422, 'level-named-twice': 422, 'period-named-twice': 422, 'benchmark-not-complete': 422 } });
export const amendCycle = defineOperation({ service, id: 'amend-cycle', method: 'post', path: '/cycles/:cycleId/amendments', summary: 'Name the periods of a cycle and its other levels anew, all of them. They hold from the next freeze on; what is frozen stays.', roles: ['policy-officer', 'data-steward'], effect: true, params: z.strictObject({ cycleId: CycleId }), body: z.strictObject({ periods: Cycle.shape.periods, otherPeriods: OtherPeriods.optional(), otherLevels: OtherLevels.optional() }), reply: { status: 201, body: Cycle }, refusals: { 'cycle-not-found': 404, 'indicator-not-found': 404, 'level-named-twice': 422, 'period-named-twice': 422, 'benchmark-not-complete': 422 } });
export const listCycles = defineOperation({ service, id: 'list-cycles', method: 'get', path: '/cycles', summary: 'The cycles.', roles: [...readers, 'district-manager'], reply: { status: 200, body: z.object({ cycles: z.array(Cycle) }) } });

export const freezeCycle = defineOperation({
  service,
  id: 'freeze-cycle',
  method: 'post',
  path: '/cycles/:cycleId/snapshots',
  summary: 'Freeze the cycle: values, hierarchy, posts and postings under one hash. The same content gives the same snapshot.',
  roles: ['data-steward', 'policy-officer'],
  effect: true,
  params: z.strictObject({ cycleId: CycleId }),
  body: z.strictObject({ methodologySha256: Sha256.describe('The methodology in force for this cycle.'), reason: z.string().max(2000).optional().describe('Needed when it replaces an earlier snapshot.'), methodology: z.record(z.string(), z.unknown()).optional().describe('The document with that hash: with it the reply says what it will not find in the snapshot.') }),
  reply: { status: 201, body: SnapshotFrozenData.extend({ warnings: z.array(z.string()).optional().describe('What the methodology will not find, in sentences that say what to add; there where the document was sent.') }) },
  refusals: { 'cycle-not-found': 404, 'reason-needed': 422, 'methodology-differs': 422, 'methodology-invalid': 422 },
});
export const listSnapshots = defineOperation({
  service,
  id: 'list-snapshots',
  method: 'get',
  path: '/cycles/:cycleId/snapshots',
  summary: 'What a cycle was frozen as, newest first, with the reason given for it.',
  roles: readers,
  params: z.strictObject({ cycleId: CycleId }),
  reply: { status: 200, body: z.object({ snapshots: z.array(SnapshotFrozenData.extend({ reason: z.string().optional() })) }) },
  refusals: { 'cycle-not-found': 404 },
});
export const readSnapshot = defineOperation({ service, id: 'read-snapshot', method: 'get', path: '/snapshots/:snapshotId', summary: 'A frozen snapshot; its documents are objects by hash.', roles: readers, params: z.strictObject({ snapshotId: SnapshotId }), reply: { status: 200, body: SnapshotFrozenData }, refusals: { 'snapshot-not-found': 404 } });

export const indicatorsOperations = [importFile, listImports, cancelImport, listSubmissions, readLine, readLines, listReferenceLines, correctValue, listValues, listPublishedFigures, listOrgUnits, listIndicators, listPostings, openCycle, amendCycle, listCycles, freezeCycle, listSnapshots, readSnapshot] as const;
