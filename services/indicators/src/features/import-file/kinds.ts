import { type HeaderRule } from './header.ts';
import { codePattern, expected } from './observations/columns.ts';

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
  /** Indicators whose figures are kept apart by source. */
  readonly apart: ReadonlySet<string>;
  readonly causes: ReadonlySet<string>;
}
export interface Kind extends HeaderRule {
  check(fields: Fields, known: Known): Fault[];
  key(fields: Fields): string;
}

const decimal = /^-?\d+(\.\d+)?$/;
/** A day of the calendar: 2023-02-31 is none. */
const day = { test: (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) };
const at = (fields: Fields, column: string) => fields[column] ?? '';

function form(fields: Fields, column: string, pattern: { test(text: string): boolean }, expected: string, optional = true): Fault[] {
  const found = at(fields, column);
  return (optional && found === '') || pattern.test(found) ? [] : [{ column, found, expected }];
}
const code = (fields: Fields, column: string) => form(fields, column, codePattern, expected('code'), false);
const known = (fields: Fields, column: string, codes: ReadonlySet<string>, noun: string): Fault[] =>
  codes.has(at(fields, column)) ? [] : [{ column, found: at(fields, column), expected: `the code of ${noun} that has been imported` }];

/** A word that tells groups apart must be the same to the last space. */
const attributes = (kind: 'org-units' | 'postings', fields: Fields) => Object.keys(attributesOf(kind, fields)).flatMap((column) => form(fields, column, /^(?!\s)[^\p{Cc}]{1,200}(?<!\s)$/u, 'text without control characters or spaces at its ends, at most 200 characters'));

const span = (fields: Fields): Fault[] => [
  ...form(fields, 'from', day, 'a day such as 2023-07-01', false),
  ...form(fields, 'to', day, 'a day such as 2023-07-01, or nothing while it lasts'),
  ...(at(fields, 'to') !== '' && at(fields, 'to') <= at(fields, 'from') ? [{ column: 'to', found: at(fields, 'to'), expected: 'a day after from' }] : []),
];
/** The cause that takes an absence back: she was in post after all. */
export const inPost = 'in-post';

/** Each kind of reference file: its columns, what a row must be, and what makes two rows the same. Observations have a way of their own, for they come by the million. */
export const kinds: Record<'org-units' | 'indicators' | 'posts' | 'postings' | 'absence-causes' | 'absences' | 'observed-days' | 'take-overs' | 'published-figures', Kind> = {
  'org-units': {
    required: ['code', 'name', 'level', 'parent_code'],
    optional: ['valid_from', 'valid_to'],
    open: true,
    reserved: ['org_unit', 'parent'],
    check: (fields) => [
      ...code(fields, 'code'),
      ...form(fields, 'name', /\S/, 'a name', false),
      ...code(fields, 'level'),
      ...form(fields, 'valid_from', day, 'a day such as 2023-07-01'),
      ...form(fields, 'valid_to', day, 'a day such as 2023-07-01'),
      ...attributes('org-units', fields),
    ],
    key: (fields) => at(fields, 'code'),
  },
  indicators: {
    required: ['code', 'name', 'unit', 'direction'],
    optional: ['domain', 'description', 'sources'],
    check: (fields) => [...code(fields, 'code'), ...form(fields, 'name', /\S/, 'a name', false), ...form(fields, 'direction', /^(higher|lower)$/, 'higher or lower', false), ...form(fields, 'sources', /^(one|several)$/, 'one or several')],
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
    open: true,
    reserved: ['org_unit', 'cause'],
    check: (fields, { posts }) => [
      ...code(fields, 'posting'),
      ...code(fields, 'person'),
      ...known(fields, 'post', posts, 'a post'),
      ...span(fields),
      ...attributes('postings', fields),
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
  // on which days a figure was observed; without a first day it is not recorded any more
  'observed-days': {
    required: ['org_unit', 'indicator', 'period', 'observed_from', 'observed_to'],
    optional: [],
    check: (fields, { orgUnits, indicators }) => [
      ...known(fields, 'org_unit', orgUnits, 'an org unit'),
      ...known(fields, 'indicator', indicators, 'an indicator'),
      ...code(fields, 'period'),
      ...form(fields, 'observed_from', day, 'a day such as 2023-03-01, or nothing where the days are not recorded any more'),
      ...form(fields, 'observed_to', day, 'a day such as 2023-07-01, or nothing while it is observed'),
      ...(at(fields, 'observed_to') !== '' && at(fields, 'observed_to') <= at(fields, 'observed_from') ? [{ column: 'observed_to', found: at(fields, 'observed_to'), expected: 'a day after observed_from' }] : []),
      ...(at(fields, 'observed_to') !== '' && at(fields, 'observed_from') === '' ? [{ column: 'observed_from', found: '', expected: 'a day, for observed_to has one' }] : []),
    ],
    key: (fields) => JSON.stringify([at(fields, 'org_unit'), at(fields, 'indicator'), at(fields, 'period')]),
  },
  // the figure on the day a post was taken over; without a value it is not recorded any more
  'take-overs': {
    required: ['org_unit', 'indicator', 'day', 'value'],
    optional: [],
    check: (fields, { orgUnits, indicators }) => [
      ...known(fields, 'org_unit', orgUnits, 'an org unit'),
      ...known(fields, 'indicator', indicators, 'an indicator'),
      ...form(fields, 'day', day, 'the day of the take-over, such as 2023-07-01', false),
      ...form(fields, 'value', decimal, `${expected('decimal')}, or nothing where it is not recorded any more`),
    ],
    key: (fields) => JSON.stringify([at(fields, 'org_unit'), at(fields, 'indicator'), at(fields, 'day')]),
  },
  'published-figures': {
    required: ['org_unit', 'period'],
    optional: [],
    open: true,
    check: (fields, { orgUnits }) => [
      ...known(fields, 'org_unit', orgUnits, 'an org unit'),
      ...Object.keys(fields).filter((column) => column !== 'org_unit' && column !== 'period').flatMap((column) => form(fields, column, decimal, expected('decimal'))),
    ],
    key: (fields) => JSON.stringify([at(fields, 'period'), at(fields, 'org_unit')]),
  },
};

/** What a row says beyond the columns its kind has, in code order of their names. */
export function attributesOf(kind: 'org-units' | 'postings', fields: Fields): Record<string, string> {
  const { required, optional } = kinds[kind];
  const own = Object.entries(fields).filter(([name]) => !required.includes(name) && !optional.includes(name));
  return Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1)));
}
