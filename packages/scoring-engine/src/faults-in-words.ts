import { type z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** What is wrong at a place of the document, in words for its author; where a rule has words of its own they stand. */
export function faultInWords(issue: Issue): string | undefined {
  const { input } = issue;
  if (typeof input === 'number' && (issue.code === 'invalid_union' || (issue.code === 'invalid_type' && issue.expected === 'string'))) return `the number is written as text in quotes: "${input}"`;
  if (input === undefined && issue.code !== 'unrecognized_keys') return 'this is needed and not there';
  if (issue.code === 'invalid_union' && issue.discriminator) return `there is no such ${issue.discriminator}; there are ${((issue['options'] ?? []) as unknown[]).join(', ')}`;
  if (issue.code === 'invalid_type') return `${nouns[issue.expected] ?? issue.expected} should stand here`;
  if (issue.code === 'unrecognized_keys') return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not a field of the language here`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')} should stand here`;
  if (issue.code === 'too_small') return `at least ${issue.minimum} should stand here`;
  return undefined;
}

const nouns: Readonly<Record<string, string>> = { string: 'text', int: 'a whole number', number: 'a whole number', array: 'a list', object: 'an object', record: 'an object', boolean: 'true or false' };
