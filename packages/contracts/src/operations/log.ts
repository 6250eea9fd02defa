import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';

const readers = ['service', 'auditor'] as const;
const count = z.coerce.number().int().nonnegative();

export const readLogEntries = defineOperation({
  service: 'every',
  id: 'read-log-entries',
  method: 'get',
  path: '/log/entries',
  summary: 'The feed: leaves of this log from an index on, in commit order.',
  roles: readers,
  query: z.strictObject({ from: count.default(0), limit: count.max(1000).default(500) }),
  reply: {
    status: 200,
    body: z.object({
      origin: z.string(),
      size: z.number().int(),
      entries: z.array(
        z.object({
          index: z.number().int(),
          leaf: z.string().describe('Exact UTF-8 text of the leaf.'),
          traceparent: z.string().optional().describe('W3C Trace Context of the work that recorded the leaf, where spans are sent. No part of the leaf: nothing proves it.'),
        }),
      ),
    }),
  },
});

export const readLatestCheckpoint = defineOperation({
  service: 'every',
  id: 'read-latest-checkpoint',
  method: 'get',
  path: '/log/checkpoint',
  summary: 'The latest checkpoint as a signed note.',
  roles: readers,
  reply: { status: 200, type: 'text/plain', body: z.string() },
  refusals: { 'checkpoint-not-yet-written': 404 },
});

export const readCheckpoints = defineOperation({
  service: 'every',
  id: 'read-checkpoints',
  method: 'get',
  path: '/log/checkpoints',
  summary: 'Every checkpoint this log has published, smallest first.',
  roles: readers,
  reply: { status: 200, body: z.object({ checkpoints: z.array(z.object({ size: z.number().int(), note: z.string() })) }) },
});

export const readLogKey = defineOperation({
  service: 'every',
  id: 'read-log-key',
  method: 'get',
  path: '/log/key',
  summary: 'The verifier key of this log.',
  roles: readers,
  reply: { status: 200, body: z.object({ vkey: z.string() }) },
});

export const readObject = defineOperation({
  service: 'every',
  id: 'read-object',
  method: 'get',
  path: '/objects/:sha256',
  summary: 'The exact bytes of an object that a leaf names by its hash.',
  roles: readers,
  params: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: { status: 200, type: 'application/octet-stream', body: z.instanceof(Uint8Array) },
  refusals: { 'object-not-found': 404 },
});

/** One row of a service's books, rebuilt from its tables in the shape of the event that made it. */
export const BookRow = z.object({ type: z.string(), subject: z.string(), data: z.record(z.string(), z.unknown()) });

export const readBooks = defineOperation({
  service: 'every',
  id: 'read-books',
  method: 'get',
  path: '/books',
  summary: 'What the tables say now, in the shape of the events, so that audit can compare them with the leaves.',
  roles: readers,
  query: z.strictObject({ after: z.string().default(''), limit: count.max(1000).default(500) }),
  reply: { status: 200, body: z.object({ rows: z.array(BookRow), next: z.string().optional() }) },
});

export const logOperations = [readLogEntries, readLatestCheckpoint, readCheckpoints, readLogKey, readObject, readBooks] as const;
