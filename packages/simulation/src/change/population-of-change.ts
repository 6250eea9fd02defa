import { type OrgUnit } from '@mizan/scoring-engine';
import { csvRows } from '@mizan/scoring-engine/csv-records.ts';
import { ValuesError } from '@mizan/scoring-engine/values-fault.ts';
import { inCodeOrder } from '../code-order.ts';

/** What is not known of an org unit or of whoever holds its post. */
export const notRecorded = 'not recorded';
/** A word that tells groups apart, by org unit; an org unit that is not there is not recorded. */
export type Grouping = ReadonlyMap<string, string>;
/** By which words the effect of a change is told apart. */
export interface Groupings {
  readonly sex: Grouping;
  readonly remoteness: Grouping;
  readonly league: Grouping;
}

/** Who holds a post, as the postings' file says. */
export interface PostHolder {
  readonly orgUnit: string;
  readonly sex: string;
  /** First day in the post, and the first day no longer in it; empty where there is none yet. */
  readonly from: string;
  readonly to: string;
}

/**
 * Reads who held which post: a column `org_unit`, or a `post` that the posts say the org unit of; `from` and `to` as days; `sex` where it is recorded.
 * @param postsText the posts' file (`post,org_unit`), needed where postings name posts alone
 * @throws ValuesError naming the column that is absent
 */
export function readPostHolders(text: string, postsText = ''): PostHolder[] {
  const posts = new Map(records(postsText).map((row) => [row['post'] ?? '', row['org_unit'] ?? '']));
  const rows = records(text);
  const columns = (csvRows(text)[0]?.fields ?? []).map((name) => name.replace(/^\uFEFF/, '').trim());
  if (!columns.includes('org_unit') && !columns.includes('post')) throw new ValuesError([{ row: 1, column: 'org_unit', found: '', expected: 'this column, or `post` together with the posts\' file' }]);
  return rows.map((row) => ({ orgUnit: row['org_unit'] || (posts.get(row['post'] ?? '') ?? ''), sex: row['sex'] ?? '', from: row['from'] ?? '', to: row['to'] ?? '' }));
}

function records(text: string): Record<string, string>[] {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  return rows.map(({ fields }) => Object.fromEntries((header?.fields ?? []).map((name, index) => [name.trim(), (fields[index] ?? '').trim()])));
}

/** The groupings of a population: sex of whoever holds the post on a day (more than one is `several`), `remoteness` and `league` as the org units' file has them. */
export function groupingsOf(orgUnits: readonly OrgUnit[], holders: readonly PostHolder[], day?: string): Groupings {
  const attribute = (name: string): Grouping => new Map(orgUnits.flatMap(({ code, attributes }) => (attributes[name] ? [[code, attributes[name]] as const] : [])));
  return { sex: sexOf(holders.filter(({ from, to }) => day === undefined || ((from === '' || from <= day) && (to === '' || day < to)))), remoteness: attribute('remoteness'), league: attribute('league') };
}

function sexOf(holders: readonly PostHolder[]): Grouping {
  const byUnit = Map.groupBy(holders.filter(({ orgUnit, sex }) => orgUnit !== '' && sex !== ''), ({ orgUnit }) => orgUnit);
  return new Map([...byUnit].map(([orgUnit, those]) => [orgUnit, [...new Set(those.map(({ sex }) => sex))].sort(inCodeOrder).length > 1 ? 'several' : those[0]!.sex]));
}
