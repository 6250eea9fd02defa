import { createHash } from 'node:crypto';

/** Where a bundle lies: a folder, an archive, memory. Paths are relative, with forward slashes. */
export interface BundleSource {
  listFiles(): Promise<readonly string[]> | readonly string[];
  /** Whole or in pieces: a file of any size is verified in bounded memory when it comes in pieces. */
  readFile(path: string): Promise<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The longest leaf a log takes, in bytes; what goes beyond in a line is dropped, so its hash cannot fit. */
export const longestLeaf = 65_535;

const lineFeed = 0x0a;

export interface Line {
  bytes: Uint8Array;
  /** False for a last line without its line feed. */
  ended: boolean;
}

async function* pieces(source: BundleSource, path: string): AsyncGenerator<Uint8Array> {
  const file = source.readFile(path);
  if (Symbol.asyncIterator in file) yield* file;
  else yield await file;
}

/** For the small files only. */
export async function readWhole(source: BundleSource, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces(source, path)) parts.push(piece);
  return Buffer.concat(parts);
}

export async function fileSha256(source: BundleSource, path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces(source, path)) hash.update(piece);
  return hash.digest('hex');
}

/** Lines as bytes: text decoding would hide differences between bytes. */
export async function* readLines(source: BundleSource, path: string): AsyncGenerator<Line> {
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of pieces(source, path)) {
    let from = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, from)) {
      yield { bytes: joined(rest, piece.subarray(from, end)), ended: true };
      rest = new Uint8Array();
      from = end + 1;
    }
    rest = joined(rest, piece.subarray(from));
  }
  if (rest.length > 0) yield { bytes: rest, ended: false };
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0 && tail.length <= longestLeaf) return tail;
  return Buffer.concat([head, tail.subarray(0, longestLeaf + 1 - head.length)]);
}
