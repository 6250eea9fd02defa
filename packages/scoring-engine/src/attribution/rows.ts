import { csvRows } from '../csv-records.ts';
import { ValuesError, type ValuesFault } from '../values-fault.ts';
import { dayNumber } from './days.ts';
import { inPost } from './schema.ts';

/** A row of the unit-of-attribution table: a person in a post, or absent from it for a cause, from one day up to, not including, another. */
export interface AttributionRow {
  readonly person: string;
  readonly post: string;
  readonly orgUnit: string;
  readonly from: string;
  /** Empty while it lasts. */
  readonly to: string;
  /** `in-post`, or a cause of absence. */
  readonly cause: string;
  /** Where it stands in its file. */
  readonly line: number;
}
/** The value of an indicator on the day a post was taken over. */
export interface TakeOver {
  readonly orgUnit: string;
  readonly indicator: string;
  readonly day: string;
  readonly value: string;
}
type Check = (text: string) => string | undefined;

const filled: Check = (text) => (text === '' ? 'not empty' : undefined);
const day: Check = (text) => (dayNumber(text) === undefined ? 'a day such as 2023-07-01' : undefined);
const dayOrNothing: Check = (text) => (text === '' ? undefined : day(text));
const decimal: Check = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? undefined : 'a number such as 61.8');

/** Reads `person,post,org_unit,from,to,cause` in any order; more columns are allowed, and without a cause a row is `in-post`. @throws ValuesError */
export function readAttributions(text: string): AttributionRow[] {
  const rows = read(text, { person: filled, post: filled, org_unit: filled, from: day, to: dayOrNothing });
  const backwards = rows.filter(({ at }) => at('to') !== '' && at('to') <= at('from')).map(({ line, at }) => ({ row: line, column: 'to', found: at('to'), expected: 'a day after from' }));
  if (backwards.length > 0) throw new ValuesError(backwards);
  return rows.map(({ line, at }) => ({ person: at('person'), post: at('post'), orgUnit: at('org_unit'), from: at('from'), to: at('to'), cause: at('cause') || inPost, line }));
}

/** Reads `org_unit,indicator,day,value`: figures on the days posts were taken over. @throws ValuesError */
export function readTakeOvers(text: string): TakeOver[] {
  const rows = read(text, { org_unit: filled, indicator: filled, day, value: decimal });
  return rows.map(({ at }) => ({ orgUnit: at('org_unit'), indicator: at('indicator'), day: at('day'), value: at('value') }));
}

function read(text: string, checks: Readonly<Record<string, Check>>): { line: number; at: (column: string) => string }[] {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  const columns = (header?.fields ?? []).map((name) => name.trim());
  const absent = Object.keys(checks).filter((name) => !columns.includes(name));
  if (absent.length > 0) throw new ValuesError(absent.map((column) => ({ row: 1, column, found: '', expected: 'this column' })));
  const found = rows.map(({ fields, line }) => ({ line, fields, at: (column: string) => fields[columns.indexOf(column)] ?? '' }));
  const faults = found.flatMap(({ line, fields, at }): ValuesFault[] => {
    if (fields.length !== columns.length) return [{ row: line, column: '(row)', found: `${fields.length} fields`, expected: `${columns.length} fields, as in the header` }];
    return Object.entries(checks).flatMap(([column, check]) => {
      const expected = check(at(column));
      return expected === undefined ? [] : [{ row: line, column, found: at(column), expected }];
    });
  });
  if (faults.length > 0) throw new ValuesError(faults);
  return found;
}
