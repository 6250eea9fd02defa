import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256 } from '../../vocabulary.ts';

export const schemePublished = defineEvent({
  type: 'incentives.scheme.published.v1',
  summary: 'Another person published an incentive scheme; it is immutable from here on.',
  key: ({ schemeId }) => schemeId,
  data: z.strictObject({ schemeId: z.string(), version: z.string(), schemeSha256: Sha256, publishedBy: z.string() }),
});
