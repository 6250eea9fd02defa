import { createHash } from 'node:crypto';
import { Refusal } from '@mizan/contracts';
import { CompactRange, leafHash, toHex } from '@mizan/verifiable-log';
import { type Objects } from '../../objects.ts';
import { fieldsOf, type RawRecord, records } from './records.ts';
import { readHeader, pick } from './header.ts';
import { type Fields, type Kind } from './kinds.ts';

export interface Limits {
  readonly bytes: number;
  readonly rows: number;
}
export interface Received {
  readonly sha256: string;
  readonly size: number;
  readonly lineCount: number;
  readonly linesRoot: string;
  readonly rows: number;
}
/** A row as read, or what is wrong with its form. */
export type ReadRow = { readonly line: number; readonly fields: Fields } | { readonly line: number; readonly fault: string };

/**
 * Reads a file as it arrives: into the store, through its hash, its tree of raw lines and the CSV scanner, a batch at a time.
 * @throws Refusal naming the limit passed, or what the file is not
 */
export async function receive({ chunks, file, kind, limits, take }: { chunks: AsyncIterable<Uint8Array>; file: Awaited<ReturnType<Objects['begin']>>; kind: Kind; limits: Limits; take: (rows: ReadRow[]) => Promise<void> }): Promise<Received> {
  const hash = createHash('sha256');
  const lines = new CompactRange();
  let size = 0;
  async function* passing() {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limits.bytes) throw new Refusal('file-too-large', `The file is larger than the limit of ${limits.bytes} bytes. Split it and import the parts.`);
      if (chunk.includes(0)) throw new Refusal('file-not-text', 'The file is not a CSV text: it contains zero bytes. Export it as CSV (UTF-8) and import that.');
      hash.update(chunk);
      await file.write(chunk);
      yield chunk;
    }
  }
  let columns: string[] | undefined;
  let rows = 0;
  for await (const batch of records(passing())) {
    const read: ReadRow[] = [];
    for (const record of batch) {
      lines.append(leafHash(record.bytes));
      if (!columns) columns = readHeader(textOf(record), kind);
      else if (!isBlank(record)) {
        rows += 1;
        read.push(readRow(record, columns, kind));
      }
    }
    if (rows > limits.rows) throw new Refusal('too-many-rows', `The file has more than the limit of ${limits.rows} rows. Split it and import the parts.`);
    await take(read);
  }
  if (!columns || rows === 0) throw new Refusal('file-empty', 'The selected file is empty: it has no row below a header. Nothing was changed.');
  return { sha256: hash.digest('hex'), size, lineCount: lines.size, linesRoot: toHex(lines.root()), rows };
}

const isBlank = ({ bytes }: RawRecord) => bytes.length <= 2 && /^\r?\n?$/.test(bytes.toString('latin1'));

function textOf(record: RawRecord): string[] {
  try {
    return fieldsOf(record);
  } catch {
    throw new Refusal('file-not-text', `Line ${record.line} is not UTF-8 text in CSV form. Export the file as CSV (UTF-8) and import that.`);
  }
}

function readRow(record: RawRecord, columns: readonly string[], kind: Kind): ReadRow {
  try {
    const values = fieldsOf(record);
    if (values.length === columns.length) return { line: record.line, fields: pick(columns, values, kind) };
    return { line: record.line, fault: `${values.length} fields` };
  } catch (error) {
    if (error instanceof RangeError) return { line: record.line, fault: error.message };
    throw new Refusal('file-not-text', `Line ${record.line} is not UTF-8 text. Export the file as CSV (UTF-8) and import that.`);
  }
}
