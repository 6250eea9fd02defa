import { ValuesError } from './values-fault.ts';

export interface CsvRecord {
  /** The line it begins at. */
  readonly line: number;
  readonly fields: string[];
}
/** No record is this long; a quote that is never closed would take the rest of the file for one. */
const longest = 1 << 20;

/** Records of RFC 4180 text, which may come in pieces cut anywhere, with the line each begins at; blank lines are passed over. No more than a piece and a record is held. @throws ValuesError */
export function* csvRecords(pieces: Iterable<string>): Generator<CsvRecord> {
  let [rest, line] = ['', 1];
  for (const piece of pieces) {
    const text = rest === '' ? piece : rest + piece;
    const ends = recordEnds(text);
    let start = 0;
    for (let end = ends(start); end >= 0; end = ends(start)) {
      const raw = text.slice(start, end);
      const fields = fieldsOf(raw, line);
      if (fields) yield { line, fields };
      line += newlines(raw) + 1;
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > longest) throw unclosed(line);
  }
  const last = fieldsOf(rest, line);
  if (last) yield { line, fields: last };
}

/** Finds where the record that starts somewhere ends: at the first newline with no quote open, or -1. */
function recordEnds(text: string): (start: number) => number {
  let quote = -1;
  return (start) => {
    if (quote < start) quote = text.indexOf('"', start);
    if (quote < 0) quote = Infinity;
    let end = text.indexOf('\n', start);
    if (end < 0 || end < quote) return end;
    for (let [open, at] = [false, start]; end >= 0; end = text.indexOf('\n', end + 1)) {
      for (; at < end; at += 1) if (text.charCodeAt(at) === 34) open = !open;
      if (!open) return end;
    }
    return -1;
  };
}

const newlines = (raw: string) => (raw.includes('\n') ? raw.split('\n').length - 1 : 0);
const unclosed = (row: number) => new ValuesError([{ row, column: '(row)', found: '', expected: 'CSV text with every quote closed' }]);

/** The fields of one record, nothing for a blank line. */
function fieldsOf(raw: string, line: number): string[] | undefined {
  const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  if (text === '' || text === '""') return undefined;
  if (!text.includes('"') && !text.includes('\r')) return text.split(',');
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/gy;
  const fields: string[] = [];
  for (let more = true; more; ) {
    const found = field.exec(text);
    if (!found) throw unclosed(line);
    fields.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    more = found[3] === ',';
    if (more && field.lastIndex === text.length) return [...fields, ''];
  }
  return fields;
}

export const csvRows = (text: string): CsvRecord[] => [...csvRecords([text])];
