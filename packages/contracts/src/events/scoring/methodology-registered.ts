import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256 } from '../../vocabulary.ts';

export const methodologyRegistered = defineEvent({
  type: 'scoring.methodology.registered.v1',
  summary: 'A policy officer registered a methodology version; it cannot be used until another person publishes it.',
  key: ({ methodologyId }) => methodologyId,
  data: z.strictObject({ methodologyId: z.string(), version: z.string(), methodologySha256: Sha256, registeredBy: z.string() }),
});
