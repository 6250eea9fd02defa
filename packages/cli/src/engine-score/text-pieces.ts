import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { ValuesError } from '@mizan/scoring-engine';

const size = 1 << 20;
const newline = 10;

/** A UTF-8 file in pieces that end with a line, read anew each time it is gone through, so that a long one is never held whole. @throws ValuesError naming the line that is no text */
export function textPieces(file: string): Iterable<string> {
  return { [Symbol.iterator]: () => pieces(file) };
}

function* pieces(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    let [rest, line]: [Buffer, number] = [Buffer.alloc(0), 1];
    for (;;) {
      const buffer = Buffer.allocUnsafe(size);
      const read = readSync(handle, buffer, 0, size, null);
      const bytes = Buffer.concat([rest, buffer.subarray(0, read)]);
      const cut = read === 0 ? bytes.length : bytes.lastIndexOf(newline) + 1;
      const whole = bytes.subarray(0, cut);
      if (!isUtf8(whole) || whole.includes(0)) throw noText(whole, line);
      yield whole.toString('utf8');
      if (read === 0) return;
      line += newlinesIn(whole);
      rest = bytes.subarray(cut);
    }
  } finally {
    closeSync(handle);
  }
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

function noText(bytes: Buffer, first: number): ValuesError {
  let [line, start] = [first, 0];
  for (let end = bytes.indexOf(newline); end >= 0 && isText(bytes.subarray(start, end)); end = bytes.indexOf(newline, start)) [line, start] = [line + 1, end + 1];
  const end = bytes.indexOf(newline, start);
  const found = bytes.subarray(start, end < 0 ? bytes.length : end).toString('utf8');
  return new ValuesError([{ row: line, column: '(row)', found: found.slice(0, 200), expected: 'UTF-8 text; save the file as UTF-8 and try again' }]);
}
const isText = (bytes: Buffer) => isUtf8(bytes) && !bytes.includes(0);
