import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { formFault } from './form-fault.ts';

const form = z.strictObject({ reason: z.string().min(10).max(12), source: z.string().min(1), top: z.number().int().max(5), among: z.enum(['a', 'b']), some: z.array(z.string()).min(2), code: z.string().regex(/^x/, 'a code that begins with x') });
const sound = { reason: 'long enough', source: 's', top: 1, among: 'a', some: ['1', '2'], code: 'x1' };
const faults = (more: object) => (form.safeParse({ ...sound, ...more }).error?.issues ?? []).map(formFault);

it.each<[string, object, string]>([
  ['is too short', { reason: 'short' }, 'at least 10 characters'],
  ['is too long', { reason: 'far too long a reason' }, 'at most 12 characters'],
  ['is empty', { source: '' }, 'may not be empty'],
  ['is missing', { source: undefined }, 'is needed'],
  ['is of another kind', { source: 5 }, 'a text is expected'],
  ['is too large', { top: 6 }, 'at most 5'],
  ['is none of those there are', { among: 'c' }, 'one of a, b'],
  ['has too few entries', { some: ['1'] }, 'at least 2 entries'],
  ['nobody knows', { extra: 1 }, 'there is no field extra here'],
  ['has another form than its schema says in words', { code: 'y' }, 'a code that begins with x'],
])('a field that %s is told in words that need no schema beside them', (_what, more, expected) => expect(faults(more)).toEqual([expected]));
