import { type Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type TransactionSql } from 'postgres';

/** Rows in PostgreSQL's binary COPY form, written into one buffer that is used again and again. */
export class BinaryCopy {
  #buffer = Buffer.allocUnsafe(512 * 1024);
  #used = 0;
  #failed: Error | undefined;
  readonly #stream: Writable;
  readonly #columns: number;
  readonly #sql: TransactionSql;

  private constructor(sql: TransactionSql, stream: Writable, columns: number) {
    this.#sql = sql;
    this.#stream = stream;
    this.#columns = columns;
    stream.on('error', (error) => (this.#failed = error));
    this.#used = this.#buffer.write('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
  }

  static async open(sql: TransactionSql, table: string, columns: readonly string[]): Promise<BinaryCopy> {
    return new BinaryCopy(sql, await sql.unsafe(`COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary)`).writable(), columns.length);
  }

  /** Begins a row whose cells take at most `bytes`. */
  row(bytes: number): void {
    const room = bytes + 4 + 8 * this.#columns;
    if (this.#used + room > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer.subarray(0, this.#used)], 2 * (this.#used + room));
    this.#used = this.#buffer.writeInt16BE(this.#columns, this.#used);
  }

  integer(value: number): void {
    this.#used = this.#buffer.writeInt32BE(4, this.#used);
    this.#used = this.#buffer.writeInt32BE(value, this.#used);
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    const buffer = this.#buffer;
    const length = end - start;
    let at = this.#used;
    buffer[at] = length >>> 24;
    buffer[at + 1] = length >>> 16;
    buffer[at + 2] = length >>> 8;
    buffer[at + 3] = length;
    at += 4;
    for (let from = start; from < end; from += 1) buffer[at++] = bytes[from]!;
    this.#used = at;
  }

  /** Hands over what has gathered. @throws what the database said */
  async flush(): Promise<void> {
    if (this.#failed) throw this.#failed;
    if (this.#used === 0) return;
    const rows = this.#buffer.subarray(0, this.#used);
    await new Promise<void>((resolve, reject) => this.#stream.write(rows, (error) => (error ? reject(this.#failed ?? error) : resolve())));
    this.#used = 0;
  }

  /** Ends the rows and waits until the database has them. @throws when it has not taken them */
  async finish(): Promise<void> {
    this.#used = this.#buffer.writeInt16BE(-1, this.#used);
    await this.flush();
    this.#stream.end();
    // The stream does not say when the database refuses at the very end; the next statement does.
    await setImmediate();
    await this.#sql`SELECT 1`;
  }

  /** Ends it without the rows that have gathered; the transaction is to be rolled back. */
  abandon(): void {
    if (!this.#stream.destroyed && !this.#stream.writableEnded) this.#stream.destroy(new Error('the rows are not wanted'));
  }
}
