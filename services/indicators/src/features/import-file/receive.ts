import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type ImportLimits as Limits, Refusal, tooLarge } from '@mizan/contracts';
import { type NewObject } from '../../objects.ts';
import { type HeaderRule, readHeader } from './header.ts';
import { Scanner } from './scanner.ts';

export { type Limits };
export interface Received {
  readonly sha256: string;
  readonly size: number;
  readonly rows: number;
  readonly lineCount: number;
}
/** Where rows go as they are read. */
export interface Rows {
  header(names: readonly string[]): void;
  row(scanner: Scanner): void;
  /** Called between pieces of the file: hands on what has gathered. */
  flush(): Promise<void>;
}
interface Receiving {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly file: NewObject;
  readonly rule: HeaderRule;
  readonly limits: Limits;
  readonly rows: Rows;
  /** Told how far it is. */
  readonly progress?: (bytes: number, rows: number) => void;
}

/** So much is looked at in one go, whatever the sender's pieces are. */
const piece = 64 * 1024;

/**
 * Reads a file as it arrives: into the store, through its hash and the scanner to the rows, a piece at a time.
 * @throws Refusal naming the limit passed, or what the file is not
 */
export async function receive({ chunks, file, rule, limits, rows: into, progress }: Receiving): Promise<Received> {
  const hash = createHash('sha256');
  let [size, rows, headed] = [0, 0, false];
  const scanner = new Scanner((record) => {
    if (!headed) {
      into.header(readHeader(namesOf(record), rule));
      headed = true;
    } else if (!record.blank) {
      if ((rows += 1) > limits.rows) throw new Refusal('too-many-rows', `The file has more than the limit of ${limits.rows} rows. Split it and import the parts.`);
      into.row(record);
    }
  });
  for await (const chunk of chunks) {
    if (size === 0) refuseOtherEncodings(chunk);
    size += chunk.length;
    if (size > limits.bytes) throw refuseSize(limits);
    if (chunk.includes(0)) throw new Refusal('file-not-text', 'The file is not a CSV text: it contains zero bytes. Export it as CSV (UTF-8) and import that.');
    hash.update(chunk);
    await file.write(chunk);
    for (let at = 0; at < chunk.length; at += piece) {
      scanner.push(chunk.subarray(at, at + piece));
      await into.flush();
    }
    progress?.(size, rows);
  }
  scanner.finish();
  await into.flush();
  if (rows === 0) throw new Refusal('file-empty', 'The selected file is empty: it has no row below a header. Nothing was changed.');
  return { sha256: hash.digest('hex'), size, rows, lineCount: scanner.line };
}

export const refuseSize = (limits: Limits) => new Refusal('file-too-large', tooLarge(limits));

/** Spreadsheets call UTF-16 "Unicode text". */
function refuseOtherEncodings(chunk: Uint8Array): void {
  const [first, second] = chunk;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw new Refusal('file-not-text', 'The file is UTF-16 text. Export it as CSV (UTF-8) and import that.');
}

function namesOf(record: Scanner): string[] {
  if (!isUtf8(record.bytes.subarray(record.start, record.end))) throw new Refusal('file-not-text', 'Line 1 is not UTF-8 text. Export the file as CSV (UTF-8) and import that.');
  if (record.count < 0) throw new Refusal('file-not-text', 'Line 1 is not CSV: a quote is not closed or stands inside a field. Export the file as CSV (UTF-8) and import that.');
  const names = Array.from({ length: Math.min(record.count, 1000) }, (_, index) => record.field(index));
  return names.map((name, index) => (index === 0 ? name.replace(/^\uFEFF/, '') : name));
}
