import { type Claimed } from './cases-of.ts';

/** The postings among the rows of a frozen postings file, by the names of its columns. An absence stands in the same file with its cause, and is no posting. */
export function postingsOf(rows: readonly Readonly<Record<string, string>>[]): Claimed['posting'][] {
  return rows
    .filter(({ cause = '' }) => cause === '')
    .map(({ posting = '', person = '', org_unit: orgUnit = '', from = '', to = '' }) => ({ postingId: posting, personId: person, orgUnit, from, to }));
}
