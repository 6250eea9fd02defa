import { dayNumber } from './attribution/days.ts';
import { type Cell, missingKinds } from './cell.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import { RowsSeen } from './rows-seen.ts';
import { ValuesError, type ValuesFault } from './values-fault.ts';

const numeric = ['value', 'numerator', 'denominator', 'n', 'standard_error'];
const counts = ['denominator', 'n'];
const required = ['org_unit', 'indicator', 'period'];
const dated = ['observed_from', 'observed_to'];
const decimal = /^-?\d+(\.\d+)?$/;
/** Faults that are told one by one; the rest are counted. */
const mostTold = 1000;
/** Cells that are kept while it is not yet known whether the file has a fault; a longer file is read again once it is. */
const keptAtFirst = 50_000;

export interface ReadValuesOptions {
  /** One figure may stand once a source. */
  readonly sources?: boolean;
}
type Row = (column: string) => string;
interface Header {
  readonly columns: readonly string[];
  readonly row: (fields: readonly string[]) => Row;
}

/**
 * Reads a values file: columns in any order, more columns allowed, codes and periods as opaque text.
 * The text may come in pieces that can be gone through again; a file with a fault is then read in the memory of a piece and some bytes a row.
 * @throws ValuesError
 */
export function readValues(given: string | Iterable<string>, { sources = false }: ReadValuesOptions = {}): Cell[] {
  const pieces = typeof given === 'string' ? [given] : given;
  const found = look(pieces, sources);
  if (found.faults.length) throw new ValuesError(found.faults, found.count);
  return found.cells ?? [...cellsOf(pieces)];
}

interface Look {
  readonly faults: readonly ValuesFault[];
  readonly count: number;
  /** Nothing where there are too many to keep. */
  readonly cells: Cell[] | undefined;
}

/** Goes through the file once: every fault, and the cells of a short one. */
function look(pieces: Iterable<string>, sources: boolean): Look {
  const seen = new RowsSeen();
  const repeated = new Map<number, number>();
  const faults: ValuesFault[] = [];
  let [count, cells]: [number, Cell[] | undefined] = [0, []];
  const make = cellMaker();
  for (const { header: { columns, row }, line, fields } of rowsOf(pieces)) {
    const at = row(fields);
    const own = fields.length === columns.length ? rowFaults(at) : [{ column: '(row)', found: `${fields.length} fields`, expected: `${columns.length} fields, as in the header` }];
    const before = seen.add(keyOf(at, sources), line);
    if (before !== undefined && own.length === 0) {
      count += 1;
      if (repeated.size < mostTold) repeated.set(line, before);
    }
    count += own.length;
    if (faults.length < mostTold) faults.push(...own.map((fault) => ({ row: line, ...fault })));
    if (count > 0 || (cells && cells.length >= keptAtFirst)) cells = undefined;
    cells?.push(make(at));
  }
  const confirmed = repeated.size ? confirm(pieces, repeated, sources) : [];
  return { faults: [...faults, ...confirmed].sort((a, b) => a.row - b.row), count: count - repeated.size + confirmed.length, cells };
}

/** Reads the rows again that seem to stand twice: a hash alone accuses nobody. */
function confirm(pieces: Iterable<string>, repeated: ReadonlyMap<number, number>, sources: boolean): ValuesFault[] {
  const wanted = new Set([...repeated].flat());
  const keys = new Map<number, { key: string; text: string }>();
  for (const { header, line, fields } of rowsOf(pieces)) if (wanted.has(line)) keys.set(line, { key: keyOf(header.row(fields), sources), text: required.map(header.row(fields)).join(', ') });
  return [...repeated].flatMap(([row, before]) => (keys.get(row)?.key === keys.get(before)?.key ? [{ row, column: '(row)', found: keys.get(row)!.text, expected: `a row that does not stand already in line ${before}` }] : []));
}

function* cellsOf(pieces: Iterable<string>): Generator<Cell> {
  const make = cellMaker();
  for (const { header, fields } of rowsOf(pieces)) yield make(header.row(fields));
}

/** The rows under the header. @throws ValuesError where there is none of either */
function* rowsOf(pieces: Iterable<string>): Generator<CsvRecord & { readonly header: Header }> {
  let header: Header | undefined;
  let empty = true;
  for (const record of csvRecords(withoutMark(pieces))) {
    if (!header) header = readHeader(record.fields);
    else {
      empty = false;
      yield { header, ...record };
    }
  }
  if (empty) throw new ValuesError([{ row: 1, column: '(file)', found: '', expected: 'a header and at least one row' }]);
}

function* withoutMark(pieces: Iterable<string>): Generator<string> {
  let first = true;
  for (const piece of pieces) {
    yield first ? piece.replace(/^\uFEFF/, '') : piece;
    first &&= piece === '';
  }
}

function readHeader(fields: readonly string[]): Header {
  const columns = fields.map((name) => name.trim());
  const absent = [...required, ...(['value', 'status', 'numerator'].some((name) => columns.includes(name)) ? [] : ['value'])].filter((name) => !columns.includes(name));
  const doubled = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (absent.length + doubled.length) throw new ValuesError([...absent.map((name) => ({ row: 1, column: name, found: columns.join(','), expected: 'this column in the header' })), ...doubled.map((name) => ({ row: 1, column: name, found: name, expected: 'this column once' }))]);
  const places = new Map(columns.map((name, index) => [name, index]));
  return { columns, row: (values) => (column) => values[places.get(column) ?? -1] ?? '' };
}

const keyOf = (at: Row, sources: boolean) => [at('org_unit'), at('indicator'), at('period'), at('subgroup'), sources ? at('source') : ''].join('\0');

const none: readonly Omit<ValuesFault, 'row'>[] = [];
function rowFaults(at: Row): readonly Omit<ValuesFault, 'row'>[] {
  const empty = required.every((column) => at(column) !== '') ? none : required.filter((column) => at(column) === '').map((column) => ({ column, found: '', expected: 'not empty' }));
  const wrong = numeric.filter((column) => at(column) !== '' && !decimal.test(at(column))).map((column) => ({ column, found: at(column), expected: 'a number such as 61.8, with a point and without commas or spaces' }));
  const negative = counts.filter((column) => at(column).startsWith('-')).map((column) => ({ column, found: at(column), expected: 'a count, which is 0 or more' }));
  const days = dated.filter((column) => at(column) !== '' && dayNumber(at(column)) === undefined).map((column) => ({ column, found: at(column), expected: 'a day such as 2023-07-01' }));
  const status = statusFault(at);
  return empty.length + wrong.length + negative.length + days.length === 0 && !status ? none : [...empty, ...wrong, ...negative, ...days, ...(status ? [status] : [])];
}

const kinds: readonly string[] = ['present', ...missingKinds];
function statusFault(at: Row): Omit<ValuesFault, 'row'> | undefined {
  const status = at('status') || 'present';
  if (!kinds.includes(status)) return { column: 'status', found: status, expected: kinds.join(', ') };
  if (status !== 'present') return at('value') === '' ? undefined : { column: 'value', found: at('value'), expected: `nothing beside the status ${status}` };
  const stated = at('value') !== '' || (at('numerator') !== '' && at('denominator') !== '');
  return stated ? undefined : { column: 'value', found: '', expected: 'a value, or numerator and denominator, or a status that says why it is missing' };
}

/** Makes cells of one shape, with every name that repeats kept once: a long file has millions of them. */
function cellMaker(): (at: Row) => Cell {
  const names = new Map<string, string>();
  const name = (text: string) => {
    const known = names.get(text);
    if (known === undefined) names.set(text, text);
    return known ?? text;
  };
  return (at) => {
    const cell: { -readonly [Key in keyof Cell]: Cell[Key] } = { orgUnit: name(at('org_unit')), indicator: name(at('indicator')), period: name(at('period')), status: name(at('status') || 'present') as Cell['status'] };
    const n = at('n') || at('denominator');
    if (at('value') !== '') cell.value = at('value');
    if (at('numerator') !== '') cell.numerator = at('numerator');
    if (at('denominator') !== '') cell.denominator = at('denominator');
    if (n !== '') cell.n = n;
    if (at('standard_error') !== '') cell.standardError = at('standard_error');
    if (at('measured_period') !== '') cell.measuredPeriod = name(at('measured_period'));
    if (at('observed_from') !== '') cell.observedFrom = at('observed_from');
    if (at('observed_to') !== '') cell.observedTo = at('observed_to');
    if (at('subgroup') !== '') cell.subgroup = name(at('subgroup'));
    if (at('source') !== '') cell.source = name(at('source'));
    return cell;
  };
}
