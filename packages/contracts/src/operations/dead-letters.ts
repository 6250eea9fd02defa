import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';

const roles = ['administrator', 'finance-authoriser', 'auditor'] as const;
const DeadLetter = z.object({
  letterId: z.string(),
  consumer: z.string().describe('Who could not apply it.'),
  source: z.string().describe('The log it belongs to, or claims to.'),
  index: z.number().int().optional().describe('Its leaf; absent for what is no leaf of that log.'),
  place: z.string().optional().describe('Where on Kafka it lay: topic[partition]@offset.'),
  type: z.string(),
  subject: z.string(),
  reason: z.string(),
  attempts: z.number().int(),
  parkedAt: z.string(),
  replayAskedBy: z.string().optional().describe('Who asked for a replay that a second person has to ask for too.'),
  setAside: z.object({ by: z.string(), because: z.string(), at: z.string() }).optional().describe('Who looked at it, and why it may rest.'),
});

export const listDeadLetters = defineOperation({
  service: 'every',
  id: 'list-dead-letters',
  method: 'get',
  path: '/dead-letters',
  summary: 'Messages this service could not apply, oldest first; what was set aside only with `all`.',
  roles,
  query: z.strictObject({ after: z.string().regex(/^\d{1,18}$/).default('0').describe('The last letterId of the page before.'), limit: z.coerce.number().int().min(1).max(500).default(100), all: z.enum(['true', 'false']).default('false').describe('"true" gives also what was set aside.') }),
  reply: { status: 200, body: z.object({ letters: z.array(DeadLetter), next: z.string().optional().describe('To be given as `after` for the next page; absent on the last one.') }) },
});

export const readDeadLetter = defineOperation({
  service: 'every',
  id: 'read-dead-letter',
  method: 'get',
  path: '/dead-letters/:letterId',
  summary: 'One of them with its bytes.',
  roles,
  params: z.strictObject({ letterId: z.string().regex(/^\d{1,18}$/) }),
  reply: { status: 200, body: DeadLetter.extend({ bytes: z.string().describe('Base64 of the bytes as they came.') }) },
  refusals: { 'dead-letter-not-found': 404 },
});

/** Safe to repeat: what was applied is gone from the list, what fails again stays. */
export const replayDeadLetters = defineOperation({
  service: 'every',
  id: 'replay-dead-letters',
  method: 'post',
  path: '/dead-letters/replays',
  summary: 'Apply the parked leaves of a consumer again, or those of one subject, in the order of the log. What decides about money needs a second person to ask.',
  roles: ['administrator', 'finance-authoriser'],
  body: z.strictObject({ consumer: z.string(), subject: z.string().min(1).optional().describe('Only what is parked of this subject.') }),
  reply: { status: 200, body: z.object({ applied: z.number().int(), left: z.number().int(), waitsForSecondPerson: z.boolean() }) },
  refusals: { 'consumer-not-found': 404 },
});

/** Safe to repeat: the first who said so stays. */
export const setDeadLetterAside = defineOperation({
  service: 'every',
  id: 'set-dead-letter-aside',
  method: 'post',
  path: '/dead-letters/:letterId/set-aside',
  summary: 'Say of a message that is no leaf of the log, and so can never be applied, that it was looked at. It stays, with who said so and why, and no longer counts as waiting.',
  roles: ['administrator', 'auditor'],
  params: z.strictObject({ letterId: z.string().regex(/^\d{1,18}$/) }),
  body: z.strictObject({ because: z.string().trim().min(3).max(500) }),
  reply: { status: 200, body: DeadLetter },
  refusals: { 'dead-letter-not-found': 404, 'dead-letter-waits': 409 },
});

export const deadLetterOperations = [listDeadLetters, readDeadLetter, replayDeadLetters, setDeadLetterAside] as const;
