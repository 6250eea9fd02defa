import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256 } from '../../vocabulary.ts';

export const methodologyPublished = defineEvent({
  type: 'scoring.methodology.published.v1',
  summary: 'Another person published a methodology version; it is immutable from here on.',
  key: ({ methodologyId }) => methodologyId,
  data: z.strictObject({ methodologyId: z.string(), version: z.string(), methodologySha256: Sha256, publishedBy: z.string() }),
});
