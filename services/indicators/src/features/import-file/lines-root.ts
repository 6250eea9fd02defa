import { LeafRoot, toHex } from '@mizan/verifiable-log';
import { Scanner } from './scanner.ts';

/** The RFC 6962 root over the raw lines of a file, by another reading of it. @param row - sees each record in passing */
export async function linesRoot(chunks: AsyncIterable<Uint8Array>, row: (scanner: Scanner) => void = () => undefined): Promise<{ linesRoot: string; lineCount: number }> {
  const lines = new LeafRoot();
  const scanner = new Scanner((record) => {
    lines.append(record.bytes, record.start, record.end);
    row(record);
  });
  for await (const chunk of chunks) scanner.push(chunk);
  scanner.finish();
  return { linesRoot: toHex(lines.root()), lineCount: lines.size };
}
