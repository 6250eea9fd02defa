import { createHash } from 'node:crypto';
import { type Scanner } from '../scanner.ts';
import { Cells } from './cells.ts';
import { type Codes } from './codes.ts';
import { columnIndex, digestColumns } from './columns.ts';

const [quote, backslash] = [0x22, 0x5c];
const names = [...digestColumns.map(({ name }) => name), 'line'].sort();
const later = new Set(digestColumns.filter((column) => column.later).map(({ name }) => name));
const parts = names.map((name, at) => ({ column: columnIndex(name), later: later.has(name), before: Buffer.from(`${at === 0 ? '{' : ','}"${name}":${name === 'line' ? '' : '"'}`) }));

/**
 * The digest of the rows of a file that are stored, taken from the file: one line of canonical JSON (RFC 8785) for each,
 * in order of the lines. `contentDigest` takes the same from the table. The cells have no control characters, so only
 * quotes and backslashes are escaped.
 */
export class StoredRowsDigest {
  readonly #hash = createHash('sha256');
  readonly #cells: Cells;
  readonly #stored: (line: number) => boolean;
  #buffer = Buffer.allocUnsafe(256 * 1024);
  #used = 0;

  constructor(header: readonly string[], apart: Codes, stored: (line: number) => boolean) {
    this.#cells = new Cells(header, apart);
    this.#stored = stored;
  }

  row(scanner: Scanner): void {
    if (scanner.line === 1 || scanner.blank || !this.#stored(scanner.line)) return;
    this.#cells.read(scanner);
    this.#cells.complete();
    this.#makeRoom(6 * (scanner.end - scanner.start) + 1000);
    for (const { column, later: only, before } of parts) if (!only || !this.#cells.empty(column)) this.#write(column, before, scanner.line);
    this.#buffer[this.#used++] = 0x7d;
    this.#buffer[this.#used++] = 0x0a;
  }

  hex(): string {
    return this.#hash.update(this.#buffer.subarray(0, this.#used)).digest('hex');
  }

  #write(column: number, before: Uint8Array, line: number): void {
    const buffer = this.#buffer;
    let used = this.#used;
    for (let at = 0; at < before.length; at += 1) buffer[used++] = before[at]!;
    if (column < 0) {
      this.#used = used + buffer.write(String(line), used, 'latin1');
      return;
    }
    const bytes = this.#cells.bytes[column]!;
    const to = this.#cells.to[column]!;
    for (let at = this.#cells.from[column]!; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === quote || byte === backslash) buffer[used++] = backslash;
      buffer[used++] = byte;
    }
    buffer[used++] = quote;
    this.#used = used;
  }

  #makeRoom(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    this.#hash.update(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(bytes);
  }
}
