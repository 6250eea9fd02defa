import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CellStatus, Decimal, IndicatorCode, OrgUnitCode, ReportingPeriod, Sha256, SubmissionId } from '../../vocabulary.ts';

export const valueCorrected = defineEvent({
  type: 'indicators.value.corrected.v1',
  summary: 'A steward said what a published figure means; the figure as published is kept beside it.',
  key: ({ orgUnit }) => orgUnit,
  data: z.strictObject({
    correctionId: z.string(),
    orgUnit: OrgUnitCode,
    indicator: IndicatorCode,
    period: ReportingPeriod,
    subgroup: z.string().optional().describe('Of whom the figure speaks, where not of all.'),
    ofSource: z.string().optional().describe('Whose figure it is, where the indicator\'s figures are kept apart by source.'),
    status: CellStatus,
    value: Decimal.optional(),
    numerator: Decimal.optional().describe('This and the next three as the correction says them; absent where it does not, whatever the line said.'),
    denominator: Decimal.optional(),
    n: Decimal.optional().describe('Over how many; the denominator where the correction does not say.'),
    standardError: Decimal.optional(),
    asPublished: z.string().describe('The value of the line; its measures stand in the line itself.'),
    submissionId: SubmissionId,
    line: z.number().int(),
    reasonDigest: Sha256.describe('SHA-256 of the reason and source, canonical JSON {reason, source}; free text stays out of leaves.'),
  }),
});
