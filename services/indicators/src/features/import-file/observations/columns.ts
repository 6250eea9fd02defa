import { missingKinds } from '@mizan/contracts';

/** What a cell must be: `known` a code that has been imported, `code` opaque text. */
export type Rule = { readonly known: 'indicators' | 'orgUnits'; readonly noun: string } | 'code' | 'decimal' | 'whole' | 'text' | 'status' | 'dimension' | 'not-negative' | 'apart';
export interface Column {
  readonly name: string;
  readonly rule: Rule;
  /** Part of what makes two rows the same. */
  readonly key?: true;
  readonly required?: true;
  /** Made from other cells; no file has it. */
  readonly derived?: true;
  /** In the digest of the rows only where it says something, so that what was logged before it came still agrees. */
  readonly later?: true;
  /** What an empty cell stands for: a text, or the cell of another column. */
  readonly otherwise?: { readonly text: string } | { readonly column: string };
}

/**
 * The columns of observations in the order in which their faults are listed. The stage, the check, COPY, the merge and
 * the digest are made from this list; a further column is one line here and a column in a migration.
 */
export const observationColumns: readonly Column[] = [
  { name: 'indicator', rule: { known: 'indicators', noun: 'an indicator' }, key: true, required: true },
  { name: 'org_unit', rule: { known: 'orgUnits', noun: 'an org unit' }, key: true, required: true },
  { name: 'period', rule: 'code', key: true, required: true },
  { name: 'value', rule: 'decimal' },
  { name: 'numerator', rule: 'decimal' },
  { name: 'denominator', rule: 'not-negative' },
  { name: 'n', rule: 'whole', otherwise: { column: 'denominator' } },
  { name: 'schools_sampled', rule: 'whole' },
  { name: 'source', rule: 'text' },
  { name: 'subgroup', rule: 'dimension', key: true, later: true },
  { name: 'standard_error', rule: 'not-negative', later: true },
  { name: 'status', rule: 'status', otherwise: { text: 'present' } },
  // The source where the indicator's figures are kept apart by it, else nothing.
  { name: 'of_source', rule: 'apart', key: true, derived: true },
];

/** The order of the stored index; rows that come in it need no sorting. */
export const keyColumns = ['period', 'indicator', 'org_unit', 'subgroup', 'of_source'] as const;
export const columnNames = observationColumns.map(({ name }) => name);
/** What the digest of stored rows is made of. */
export const digestColumns = observationColumns.filter(({ derived }) => !derived);
export const columnIndex = (name: string) => columnNames.indexOf(name);

export const observationHeader = {
  required: observationColumns.filter(({ required }) => required).map(({ name }) => name),
  optional: observationColumns.filter(({ required, derived }) => !required && !derived).map(({ name }) => name),
  oneOf: ['value', 'status'],
};

export const codePattern = /^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u;
/** What tells figures apart is named inside brackets by a methodology: `reading[subgroup=girls,source=census]`. */
export const dimensionPattern = /^(?!\s)[^\p{Cc},=[\]]{1,100}(?<!\s)$/u;
const dimensionText = 'without commas, equals signs, brackets and spaces at its ends, at most 100 characters';

/** What a cell should have been, for the report. */
export function expected(rule: Rule): string {
  if (typeof rule === 'object') return `the code of ${rule.noun} that has been imported`;
  return {
    code: 'a code without control characters, at most 100 characters',
    decimal: 'a number such as 61.8, with a point and without commas or spaces',
    whole: 'a whole number',
    text: 'text without control characters',
    dimension: `a word ${dimensionText}, or nothing where the figure is of all`,
    apart: `a word ${dimensionText}, because the indicator's figures are kept apart by source`,
    'not-negative': 'a number of at least 0 such as 1.25',
    status: `present, ${missingKinds.join(', ')}`,
  }[rule];
}
