import { dayNumber } from './attribution/days.ts';
import { type Cell, missingKinds } from './cell.ts';

export interface ValuesFault {
  readonly row: number;
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}
/** A values file with faults: every row, column, what stands there and what should. */
export class ValuesError extends Error {
  readonly faults: readonly ValuesFault[];
  constructor(faults: readonly ValuesFault[]) {
    super(faults.map(({ row, column, found, expected }) => `row ${row}, ${column}: found ${JSON.stringify(found)}, expected ${expected}`).join('\n'));
    this.name = 'ValuesError';
    this.faults = faults;
  }
}

const numeric = ['value', 'numerator', 'denominator', 'n', 'standard_error'];
const required = ['org_unit', 'indicator', 'period'];
const decimal = /^-?\d+(\.\d+)?$/;

/** Reads a values file: columns in any order, more columns allowed, codes and periods as opaque text; with `sources` one figure may stand once a source. @throws ValuesError */
export function readValues(text: string, { sources = false }: { sources?: boolean } = {}): Cell[] {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  if (!header || rows.length === 0) throw new ValuesError([{ row: 1, column: '(file)', found: '', expected: 'a header and at least one row' }]);
  const columns = header.fields.map((name) => name.trim());
  const absent = [...required, ...(columns.includes('value') || columns.includes('status') || columns.includes('numerator') ? [] : ['value'])].filter((name) => !columns.includes(name));
  const doubled = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (absent.length + doubled.length) throw new ValuesError([...absent.map((name) => ({ row: 1, column: name, found: '', expected: 'this column' })), ...doubled.map((name) => ({ row: 1, column: name, found: name, expected: 'this column once' }))]);
  const faults: ValuesFault[] = [];
  const first = new Map<string, number>();
  const cells = rows.flatMap(({ fields, line }): Cell[] => {
    const found = fields.length === columns.length ? rowFaults(named(columns, fields)) : [{ column: '(row)', found: `${fields.length} fields`, expected: `${columns.length} fields, as in the header` }];
    const cell = cellOf(named(columns, fields));
    const key = JSON.stringify([cell.orgUnit, cell.indicator, cell.period, ...(cell.subgroup ? [cell.subgroup] : []), ...(sources && cell.source ? [cell.source] : [])]);
    if (first.has(key) && !found.length) found.push({ column: '(row)', found: key, expected: `a row that does not stand already in line ${first.get(key)}` });
    first.set(key, first.get(key) ?? line);
    faults.push(...found.map((fault) => ({ row: line, ...fault })));
    return found.length ? [] : [cell];
  });
  if (faults.length) throw new ValuesError(faults);
  return cells;
}

const named = (columns: readonly string[], fields: readonly string[]) => new Map(columns.map((name, index) => [name, fields[index] ?? '']));

function rowFaults(row: ReadonlyMap<string, string>): Omit<ValuesFault, 'row'>[] {
  const at = (column: string) => row.get(column) ?? '';
  const empty = required.filter((column) => at(column) === '').map((column) => ({ column, found: '', expected: 'not empty' }));
  const numbers = numeric.filter((column) => at(column) !== '' && !decimal.test(at(column))).map((column) => ({ column, found: at(column), expected: 'a number such as 61.8, with a point and without commas or spaces' }));
  const days = ['observed_from', 'observed_to'].filter((column) => at(column) !== '' && dayNumber(at(column)) === undefined).map((column) => ({ column, found: at(column), expected: 'a day such as 2023-07-01' }));
  if (days.length > 0) return [...empty, ...numbers, ...days];
  const status = at('status') || 'present';
  const kinds = ['present', ...missingKinds];
  if (!kinds.includes(status)) return [...empty, ...numbers, { column: 'status', found: status, expected: kinds.join(', ') }];
  if (status !== 'present' && at('value') !== '') return [...empty, ...numbers, { column: 'value', found: at('value'), expected: `nothing beside the status ${status}` }];
  if (status === 'present' && at('value') === '' && (at('numerator') === '' || at('denominator') === '')) return [...empty, ...numbers, { column: 'value', found: '', expected: 'a value, or numerator and denominator, or a status that says why it is missing' }];
  return [...empty, ...numbers];
}

function cellOf(row: ReadonlyMap<string, string>): Cell {
  const at = (column: string) => row.get(column) ?? '';
  const optional = { value: at('value'), numerator: at('numerator'), denominator: at('denominator'), n: at('n') || at('denominator'), standardError: at('standard_error'), measuredPeriod: at('measured_period'), observedFrom: at('observed_from'), observedTo: at('observed_to'), subgroup: at('subgroup'), source: at('source') };
  const present = Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== ''));
  return { orgUnit: at('org_unit'), indicator: at('indicator'), period: at('period'), status: (at('status') || 'present') as Cell['status'], ...present };
}

/** Records of RFC 4180 text with the line each begins at; blank lines are passed over. */
export function csvRows(text: string): { line: number; fields: string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  let line = 1;
  let next = 1;
  let fields: string[] = [];
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new ValuesError([{ row: next, column: '(row)', found: '', expected: 'CSV text with every quote closed' }]);
    const value = found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"');
    next += found[0].split('\n').length - 1;
    fields.push(value);
    if (found[3] === ',' && field.lastIndex < text.length) continue;
    if (found[3] === ',') fields.push('');
    if (fields.length > 1 || fields[0] !== '') rows.push({ line, fields });
    fields = [];
    line = next;
  }
  return rows;
}
