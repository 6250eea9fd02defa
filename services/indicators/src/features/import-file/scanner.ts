import { isUtf8 } from 'node:buffer';
import { Refusal } from '@mizan/contracts';

const quote = 0x22;
const comma = 0x2c;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** No honest row comes near it; an unclosed quote makes the rest of the file one row. */
export const longestLine = 1024 * 1024;
const mostFields = 1024;

/**
 * Cuts bytes into the records of a CSV file (RFC 4180) and each record into its fields, with no object per row: while
 * `onRecord` runs, `bytes[start..end)` is the record as sent with its line ending, and `text[starts[i]..ends[i])` its
 * field i. The header is line 1; a quoted field may hold line breaks, which do not count.
 */
export class Scanner {
  bytes = Buffer.allocUnsafe(256 * 1024);
  start = 0;
  end = 0;
  line = 0;
  /** The bytes that hold the fields: the record itself, or a copy without quotes. */
  text = this.bytes;
  readonly starts = new Int32Array(mostFields);
  readonly ends = new Int32Array(mostFields);
  /** How many fields; -1 where a quote does not close or stands inside a field. */
  count = 0;
  private unquoted = Buffer.alloc(0);
  private filled = 0;
  private scanned = 0;
  private fields = 0;
  private quoted = false;
  private hasQuote = false;
  private readonly onRecord: (scanner: Scanner) => void;

  constructor(onRecord: (scanner: Scanner) => void) {
    this.onRecord = onRecord;
  }

  /** Takes the next bytes of the file. @throws Refusal line-too-long, file-not-text */
  push(chunk: Uint8Array): void {
    this.append(chunk);
    const [from, lineBefore] = [this.start, this.line];
    this.scan();
    if (!isUtf8(this.bytes.subarray(from, this.start))) refuseBytes(this.bytes.subarray(from, this.start), lineBefore);
    if (this.filled - this.start > longestLine) throw tooLong(this.line + 1);
  }

  /** The last record, where the file does not end with a line ending. */
  finish(): void {
    if (this.start === this.filled) return;
    if (!isUtf8(this.bytes.subarray(this.start, this.filled))) throw notText(this.line + 1);
    this.emit(this.filled);
  }

  private append(chunk: Uint8Array): void {
    if (this.filled + chunk.length > this.bytes.length) {
      const rest = this.filled - this.start;
      const target = rest + chunk.length > this.bytes.length ? Buffer.allocUnsafe(2 * (rest + chunk.length)) : this.bytes;
      this.bytes.copy(target, 0, this.start, this.filled);
      for (let at = 0; at <= Math.min(this.fields, mostFields - 1); at += 1) {
        this.starts[at]! -= this.start;
        this.ends[at]! -= this.start;
      }
      this.bytes = target;
      this.scanned -= this.start;
      this.filled = rest;
      this.start = 0;
    }
    this.bytes.set(chunk, this.filled);
    this.filled += chunk.length;
  }

  private scan(): void {
    const { bytes, filled, starts, ends } = this;
    for (let at = this.scanned; at < filled; at += 1) {
      const byte = bytes[at]!;
      if (byte > comma) continue;
      if (byte === comma) {
        if (this.quoted) continue;
        const field = this.fields;
        this.fields = field + 1;
        if (field + 1 >= mostFields) continue;
        ends[field] = at;
        starts[field + 1] = at + 1;
      } else if (byte === newline) {
        if (!this.quoted) this.emit(at + 1);
      } else if (byte === quote) {
        this.quoted = !this.quoted;
        this.hasQuote = true;
      }
    }
    this.scanned = filled;
  }

  private emit(end: number): void {
    const { bytes, start } = this;
    if (end - start > longestLine) throw tooLong(this.line + 1);
    this.line += 1;
    this.end = end;
    let last = end;
    if (bytes[last - 1] === newline) last -= bytes[last - 2] === carriageReturn && last - 2 >= start ? 2 : 1;
    if (this.hasQuote) this.splitQuoted(last);
    else {
      this.text = bytes;
      this.count = this.fields + 1;
      if (this.fields < mostFields) this.ends[this.fields] = last;
    }
    this.onRecord(this);
    this.start = end;
    this.starts[0] = end;
    this.fields = 0;
    this.quoted = this.hasQuote = false;
  }

  private splitQuoted(last: number): void {
    if (this.unquoted.length < last - this.start) this.unquoted = Buffer.allocUnsafe(2 * (last - this.start));
    const { bytes, unquoted, starts, ends } = this;
    this.text = unquoted;
    this.count = -1;
    let [at, out, field] = [this.start, 0, 0];
    for (;;) {
      if (field < mostFields) starts[field] = out;
      if (at < last && bytes[at] === quote) {
        for (at += 1; ; at += 1) {
          if (at >= last) return;
          if (bytes[at] === quote && bytes[(at += 1)] !== quote) break;
          if (at >= last) break;
          unquoted[out++] = bytes[at]!;
        }
        if (at < last && bytes[at] !== comma) return;
      } else for (; at < last && bytes[at] !== comma; at += 1) {
        if (bytes[at] === quote) return;
        unquoted[out++] = bytes[at]!;
      }
      if (field < mostFields) ends[field] = out;
      field += 1;
      if (at >= last) break;
      at += 1;
    }
    this.count = field;
  }

  /** Field i as text; nothing where there is none. */
  field(index: number): string {
    return index >= 0 && index < this.count && index < mostFields ? this.text.toString('utf8', this.starts[index], this.ends[index]) : '';
  }

  /** A line of nothing but its ending. */
  get blank(): boolean {
    return this.count === 1 && this.text === this.bytes && this.starts[0] === this.ends[0];
  }
}

function refuseBytes(bytes: Buffer, lineBefore: number): never {
  const scanner = new Scanner((record) => {
    if (!isUtf8(record.bytes.subarray(record.start, record.end))) throw notText(lineBefore + record.line);
  });
  scanner.push(bytes);
  throw notText(lineBefore + 1);
}

const notText = (line: number) => new Refusal('file-not-text', `Line ${line} is not UTF-8 text. Export the file as CSV (UTF-8) and import that.`);
const tooLong = (line: number) => new Refusal('line-too-long', `Line ${line} is longer than the limit of ${longestLine} bytes. A quote that opens in it may not be closed; close it and import the file again.`);
