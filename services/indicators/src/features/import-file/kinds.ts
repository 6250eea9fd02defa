import { missingKinds } from '@mizan/contracts';

export type Fields = Readonly<Record<string, string>>;
export interface Fault {
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}
/** What is known before a file is read: codes that rows may refer to. */
export interface Known {
  readonly orgUnits: ReadonlySet<string>;
  readonly indicators: ReadonlySet<string>;
  readonly posts: ReadonlySet<string>;
  readonly causes: ReadonlySet<string>;
}
export interface Kind {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** At least one of these columns must be there. */
  readonly oneOf?: readonly string[];
  /** Any further column is a figure of its own (published figures). */
  readonly open?: boolean;
  check(fields: Fields, known: Known): Fault[];
  key(fields: Fields): string;
}

const decimal = /^-?\d+(\.\d+)?$/;
const whole = /^\d+$/;
/** A day of the calendar: 2023-02-31 is none. */
const day = { test: (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) };
const codeText = 'a code without control characters, at most 100 characters';
const at = (fields: Fields, column: string) => fields[column] ?? '';

function form(fields: Fields, column: string, pattern: { test(text: string): boolean }, expected: string, optional = true): Fault[] {
  const found = at(fields, column);
  return (optional && found === '') || pattern.test(found) ? [] : [{ column, found, expected }];
}
const code = (fields: Fields, column: string) => form(fields, column, /^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u, codeText, false);
const known = (fields: Fields, column: string, codes: ReadonlySet<string>, noun: string): Fault[] =>
  codes.has(at(fields, column)) ? [] : [{ column, found: at(fields, column), expected: `the code of ${noun} that has been imported` }];

const span = (fields: Fields): Fault[] => [
  ...form(fields, 'from', day, 'a day such as 2023-07-01', false),
  ...form(fields, 'to', day, 'a day such as 2023-07-01, or nothing while it lasts'),
  ...(at(fields, 'to') !== '' && at(fields, 'to') <= at(fields, 'from') ? [{ column: 'to', found: at(fields, 'to'), expected: 'a day after from' }] : []),
];
/** The cause that takes an absence back: she was in post after all. */
export const inPost = 'in-post';

const number = 'a number such as 61.8, with a point and without commas or spaces';

function statusFaults(fields: Fields): Fault[] {
  const status = at(fields, 'status') || 'present';
  const value = at(fields, 'value');
  if (status !== 'present' && !(missingKinds as readonly string[]).includes(status)) return [{ column: 'status', found: status, expected: `present, ${missingKinds.join(', ')}` }];
  if (status !== 'present' && value !== '') return [{ column: 'value', found: value, expected: `nothing beside the status ${status}` }];
  if (status === 'present' && value === '' && (at(fields, 'numerator') === '' || at(fields, 'denominator') === '')) {
    return [{ column: 'value', found: '', expected: 'a value, or numerator and denominator, or a status that says why it is missing' }];
  }
  return [];
}

/** Each kind of file: its columns, what a row must be, and what makes two rows the same. */
export const kinds: Record<'observations' | 'org-units' | 'indicators' | 'posts' | 'postings' | 'absence-causes' | 'absences' | 'published-figures', Kind> = {
  observations: {
    required: ['indicator', 'org_unit', 'period'],
    optional: ['value', 'numerator', 'denominator', 'n', 'status', 'source', 'schools_sampled'],
    oneOf: ['value', 'status'],
    check: (fields, { orgUnits, indicators }) => [
      ...known(fields, 'indicator', indicators, 'an indicator'),
      ...known(fields, 'org_unit', orgUnits, 'an org unit'),
      ...code(fields, 'period'),
      ...form(fields, 'value', decimal, number),
      ...form(fields, 'numerator', decimal, number),
      ...form(fields, 'denominator', decimal, number),
      ...form(fields, 'n', whole, 'a whole number'),
      ...form(fields, 'schools_sampled', whole, 'a whole number'),
      ...form(fields, 'source', /^[^\p{Cc}]*$/u, 'text without control characters'),
      ...statusFaults(fields),
    ],
    key: (fields) => JSON.stringify([at(fields, 'period'), at(fields, 'indicator'), at(fields, 'org_unit')]),
  },
  'org-units': {
    required: ['code', 'name', 'level', 'parent_code'],
    optional: ['valid_from', 'valid_to'],
    check: (fields) => [
      ...code(fields, 'code'),
      ...form(fields, 'name', /\S/, 'a name', false),
      ...code(fields, 'level'),
      ...form(fields, 'valid_from', day, 'a day such as 2023-07-01'),
      ...form(fields, 'valid_to', day, 'a day such as 2023-07-01'),
    ],
    key: (fields) => at(fields, 'code'),
  },
  indicators: {
    required: ['code', 'name', 'unit', 'direction'],
    optional: ['domain', 'description'],
    check: (fields) => [...code(fields, 'code'), ...form(fields, 'name', /\S/, 'a name', false), ...form(fields, 'direction', /^(higher|lower)$/, 'higher or lower', false)],
    key: (fields) => at(fields, 'code'),
  },
  posts: {
    required: ['post', 'title', 'org_unit'],
    optional: [],
    check: (fields, { orgUnits }) => [...code(fields, 'post'), ...known(fields, 'org_unit', orgUnits, 'an org unit')],
    key: (fields) => at(fields, 'post'),
  },
  postings: {
    required: ['posting', 'person', 'post', 'from', 'to'],
    optional: ['person_name'],
    check: (fields, { posts }) => [
      ...code(fields, 'posting'),
      ...code(fields, 'person'),
      ...known(fields, 'post', posts, 'a post'),
      ...span(fields),
    ],
    key: (fields) => at(fields, 'posting'),
  },
  'absence-causes': {
    required: ['cause', 'name'],
    optional: [],
    check: (fields) => [...code(fields, 'cause'), ...form(fields, 'name', /\S/, 'a name', false)],
    key: (fields) => at(fields, 'cause'),
  },
  absences: {
    required: ['absence', 'person', 'post', 'from', 'to', 'cause'],
    optional: [],
    check: (fields, { posts, causes }) => [
      ...code(fields, 'absence'),
      ...code(fields, 'person'),
      ...known(fields, 'post', posts, 'a post'),
      ...(at(fields, 'cause') === inPost ? [] : known(fields, 'cause', causes, 'a cause of absence')),
      ...span(fields),
    ],
    key: (fields) => at(fields, 'absence'),
  },
  'published-figures': {
    required: ['org_unit', 'period'],
    optional: [],
    open: true,
    check: (fields, { orgUnits }) => [
      ...known(fields, 'org_unit', orgUnits, 'an org unit'),
      ...Object.keys(fields).filter((column) => column !== 'org_unit' && column !== 'period').flatMap((column) => form(fields, column, decimal, number)),
    ],
    key: (fields) => JSON.stringify([at(fields, 'period'), at(fields, 'org_unit')]),
  },
};
