import { z } from 'zod';
import { meant } from './nearest.ts';

type Issue = z.core.$ZodRawIssue;

/** What is wrong at a place of the document, in words for its author; where a rule has words of its own they stand. */
export function faultInWords(issue: Issue): string | undefined {
  const { input } = issue;
  if (typeof input === 'number' && (issue.code === 'invalid_union' || (issue.code === 'invalid_type' && issue.expected === 'string'))) return `the number is written as text in quotes: "${input}"`;
  if (input === undefined && issue.code !== 'unrecognized_keys') return 'this is needed and not there';
  if (issue.code === 'invalid_union') return unionInWords(issue);
  if (issue.code === 'invalid_type' && issue.expected === 'object' && fieldsOf(issue).length) return `an object with ${fieldsOf(issue).map((field) => `"${field}"`).join(', ')} should stand here`;
  if (issue.code === 'invalid_type') return `${nouns[issue.expected] ?? issue.expected} should stand here`;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `"${key}" is not a field of the language here${meant(key, fieldsOf(issue))}`).join('; ');
  if (issue.code === 'invalid_value') return `one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')} should stand here${typeof input === 'string' ? `, not "${input}"${meant(input, issue.values.map(String))}` : ''}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum} should stand here`;
  if (issue.code === 'too_big') return `at most ${issue.maximum} should stand here`;
  if (issue.code === 'invalid_format' && issue.format === 'date') return `a day should stand here, such as "2026-07-01"`;
  return undefined;
}

function unionInWords(issue: Issue): string | undefined {
  if (issue.discriminator) {
    const [given, options] = [String((issue.input as Record<string, unknown>)[String(issue.discriminator)]), ((issue['options'] ?? []) as unknown[]).map(String)];
    return `there is no such ${String(issue.discriminator)} as ${given}${meant(given, options)}; there are ${options.join(', ')}`;
  }
  const { inst } = issue as { inst?: z.core.$ZodType };
  return unions[(inst && z.globalRegistry.get(inst)?.id) ?? ''];
}

/** The fields that may stand where an unknown one does. */
const fieldsOf = (issue: Issue) => Object.keys((issue as { inst?: { _zod?: { def?: { shape?: object } } } }).inst?._zod?.def?.shape ?? {});

const number = 'a number should stand here: text such as "61.8", { "parameter": NAME }, { "node": ID }, { "attribute": NAME } or { "by": ATTRIBUTE, "values": { … } }';
/** What may stand where one of several forms may, by the name of the form. */
const unions: Readonly<Record<string, string>> = {
  Number: number,
  Weight: number,
  Part: number,
  Read: 'the id of a node or an indicator should stand here, an object that narrows one, { "parameter": NAME }, { "attribute": NAME } or { "by": ATTRIBUTE, "values": { … } }',
  Reference: 'the id of a node or an indicator should stand here, or { "indicator": ID } or { "node": ID } with what narrows it',
  ForEach: 'a list, the name of one under `lists`, or { "tag": ... } should stand here',
  Condition: 'a word or a number as text, a list of them, { "from": "10", "below": "45" } or { "node": ID } should stand here',
  ListItem: 'an id, or an object with an `id`, should stand here',
};

const nouns: Readonly<Record<string, string>> = { string: 'text', int: 'a whole number', number: 'a whole number', array: 'a list', object: 'an object', record: 'an object', boolean: 'true or false' };
