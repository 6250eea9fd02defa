import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { CycleId, Day, Sha256, SnapshotId } from '../../vocabulary.ts';

export const SnapshotFrozenData = z.strictObject({
  snapshotId: SnapshotId,
  cycleId: CycleId,
  start: Day,
  end: Day,
  level: z.string(),
  methodologySha256: Sha256,
  snapshotDigest: Sha256.describe("SHA-256 of the canonical JSON of all other fields but snapshotId."),
  valuesSha256: Sha256.describe('The values file: org_unit,indicator,period,value,numerator,denominator,n,status,measured_period,submission,line,correction, then source, standard_error, subgroup, observed_from and observed_to where some figure has one. Figures of other periods have the word for it in the column period. In each period the org units of other levels that the cycle names stand after its own, with the indicators that somebody of their level has.'),
  valuesRoot: Sha256.describe('RFC 6962 root over the lines of the values file after its header, without line endings.'),
  valueCount: z.number().int(),
  orgUnitsSha256: Sha256.describe('org-units file: code,name,level,parent_code,valid_from,valid_to, then every attribute recorded, in code order.'),
  postingsSha256: Sha256.describe('postings file: posting,person,post,org_unit,from,to (no names), with absences also the column cause and a row for each, its cause beside it; then every attribute recorded, in code order.'),
  takeOversSha256: Sha256.optional().describe('take-overs file: org_unit,indicator,day,value, the figures recorded on days of the cycle on which posts were taken over; absent where there is none.'),
  supersedes: SnapshotId.optional(),
  reasonDigest: Sha256.optional().describe('SHA-256 of the reason, canonical JSON {reason}; free text stays out of leaves.'),
});

export const snapshotFrozen = defineEvent({
  type: 'indicators.snapshot.frozen.v1',
  summary: 'The figures, hierarchy and postings of a cycle were frozen under one hash.',
  key: ({ cycleId }) => cycleId,
  data: SnapshotFrozenData,
});
