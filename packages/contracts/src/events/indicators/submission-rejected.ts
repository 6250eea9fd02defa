import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256, SubmissionId } from '../../vocabulary.ts';
import { SubmissionKind } from './submission-accepted.ts';

export const submissionRejected = defineEvent({
  type: 'indicators.submission.rejected.v1',
  summary: 'A file was refused whole and changed nothing.',
  key: ({ submissionId }) => submissionId,
  data: z.strictObject({ submissionId: SubmissionId, kind: SubmissionKind, fileDigest: Sha256, size: z.number().int(), rows: z.number().int(), faulty: z.number().int() }),
});
