/** One record of a CSV file with its exact bytes, line ending included. */
export interface RawRecord {
  /** The header is line 1; a quoted field may hold line breaks, which do not count. */
  readonly line: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

const quote = 0x22;
const newline = 0x0a;

/** Cuts a byte stream into records (RFC 4180) without holding more than one chunk and one record. */
export async function* records(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawRecord[]> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let line = 0;
  let quoted = false;
  for await (const chunk of chunks) {
    const scanned = rest.length;
    const buffer = scanned ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const batch: RawRecord[] = [];
    let start = 0;
    for (let at = scanned; at < buffer.length; at += 1) {
      const byte = buffer[at];
      if (byte === quote) quoted = !quoted;
      else if (byte === newline && !quoted) {
        batch.push({ line: (line += 1), offset: offset + start, bytes: buffer.subarray(start, at + 1) });
        start = at + 1;
      }
    }
    rest = buffer.subarray(start);
    offset += start;
    if (batch.length) yield batch;
  }
  if (rest.length) yield [{ line: line + 1, offset, bytes: rest }];
}
