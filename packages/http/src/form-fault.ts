import { type z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with one field of a request, in words that do not need the schema beside them; what the schema says itself is left as it is. */
export function formFault(issue: Issue): string {
  if (issue.code === 'too_small') return issue.origin === 'string' && issue.minimum === 1 ? 'may not be empty' : `at least ${issue.minimum}${sizeOf(issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}${sizeOf(issue.origin)}`;
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.join(', ')} here`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return issue.message.endsWith('received undefined') ? 'is needed' : `${kinds[issue.expected] ?? issue.expected} is expected`;
  return issue.message;
}

const sizeOf = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');
const kinds: Readonly<Record<string, string>> = { string: 'a text', int: 'a whole number', number: 'a number', boolean: 'true or false', object: 'an object', record: 'an object', array: 'a list' };
