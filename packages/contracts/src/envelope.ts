import { z } from 'zod';
import { Instant } from './vocabulary.ts';

/** CloudEvents 1.0 in structured JSON; its RFC 8785 bytes are the leaf of the log and the value on the topic. */
export const Envelope = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.string().min(1).describe('<deployment>/audit/<service>: the origin of the log.'),
    type: z.string().min(1),
    subject: z.string().min(1),
    subjectseq: z.string().regex(/^[1-9]\d*$/).describe('Contiguous number of this event within its subject.'),
    time: Instant,
    datacontenttype: z.literal('application/json'),
    dataschema: z.string().min(1),
    partitionkey: z.string().min(1),
    actor: z.string().min(1),
    onbehalf: z.string().optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Envelope' });
export type Envelope = z.infer<typeof Envelope>;
