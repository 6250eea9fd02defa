import { z } from 'zod';

const code = (id: string, description: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\s\p{Cc}][^\p{Cc}]*$/u, 'no control characters and no leading space')
    .meta({ id, description });

export const OrgUnitCode = code('OrgUnitCode', 'Code of an org unit; opaque text, leading zeros kept.');
export const IndicatorCode = code('IndicatorCode', 'Code of an indicator, as the file spells it.');
export const ReportingPeriod = code('ReportingPeriod', 'Reporting period as the source names it; opaque text.');
export const CycleId = code('CycleId', 'A cycle of scoring and payment, for example 2023.');
export const PostId = code('PostId', 'A post in an org unit.');
export const PostingId = code('PostingId', 'A person in a post from one day to another.');
export const PersonId = code('PersonId', 'Pseudonymous id of a person; never a name.');
export const CaseId = code('CaseId', 'An incentive case: one posting, one cycle, one scheme.');
export const SubmissionId = code('SubmissionId', 'A submitted file.');
export const SnapshotId = code('SnapshotId', 'A frozen snapshot of a cycle.');
export const MethodologyId = code('MethodologyId', 'A methodology in all its versions.');
export const MethodologyVersion = code('MethodologyVersion', 'A version of a methodology, as its document says.');
export const RunId = code('RunId', 'A score run.');

export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits')
  .meta({ id: 'Sha256', description: 'SHA-256 in lower-case hexadecimal.' });
export const Decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'a decimal number such as 61.8')
  .meta({ id: 'Decimal', description: 'Exact decimal as text.' });
/** What a figure may have beside its value, as a line of a return has it. */
export const measureNames = ['numerator', 'denominator', 'n', 'standardError'] as const;
export type Measures = { readonly [Name in (typeof measureNames)[number]]?: string | undefined };
export const Fraction = z
  .string()
  .regex(/^-?\d+(\.\d+)?(\/\d+)?$/)
  .meta({ id: 'Fraction', description: 'Exact number: a terminating decimal or numerator/denominator.' });
export const WholeMoney = z
  .string()
  .regex(/^\d+$/)
  .meta({ id: 'WholeMoney', description: 'Money in the smallest unit the scheme pays (whole rupees in the demonstration).' });
export const Day = z.iso.date().meta({ id: 'Day', description: 'Calendar day, ISO 8601.' });
export const Instant = z.iso.datetime({ precision: 3 }).meta({ id: 'Instant', description: 'RFC 3339 UTC with three decimals.' });
export const Label = z
  .record(z.string(), z.string())
  .meta({ id: 'Label', description: 'Text by language tag.' });

export const missingKinds = ['not-applicable', 'too-few', 'suppressed', 'not-submitted'] as const;
export const CellStatus = z.enum(['present', ...missingKinds]).meta({ id: 'CellStatus', description: 'Missing is never zero.' });
export type CellStatus = z.infer<typeof CellStatus>;

export const roles = [
  'data-steward',
  'policy-officer',
  'policy-approver',
  'incentive-officer',
  'finance-officer',
  'finance-authoriser',
  'district-manager',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number] | 'service';
