import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { Sha256 } from '../../vocabulary.ts';

export const schemeRegistered = defineEvent({
  type: 'incentives.scheme.registered.v1',
  summary: 'A policy officer registered an incentive scheme.',
  key: ({ schemeId }) => schemeId,
  data: z.strictObject({ schemeId: z.string(), version: z.string(), schemeSha256: Sha256, registeredBy: z.string() }),
});
