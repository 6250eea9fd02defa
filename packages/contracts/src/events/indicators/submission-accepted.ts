import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256, SubmissionId } from '../../vocabulary.ts';

export const SubmissionKind = z.enum(['observations', 'org-units', 'indicators', 'posts', 'postings', 'absence-causes', 'absences', 'observed-days', 'take-overs', 'published-figures']).meta({ id: 'SubmissionKind' });

export const submissionAccepted = defineEvent({
  type: 'indicators.submission.accepted.v1',
  summary: 'A file was imported whole; one of its lines is proved by an inclusion proof against linesRoot.',
  key: ({ submissionId }) => submissionId,
  data: z.strictObject({
    submissionId: SubmissionId,
    kind: SubmissionKind,
    fileSha256: Sha256,
    size: z.number().int(),
    lineCount: z.number().int().describe('Raw lines, the header included.'),
    linesRoot: Sha256.describe('RFC 6962 root over the raw lines with their endings as sent.'),
    rows: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    contentDigest: Sha256.describe('SHA-256 over the stored rows of this submission in line order, as canonical JSON lines.'),
  }),
});
