import { fromBase64, toBase64 } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';
import { digestLength, isDigest } from './hash.ts';
import { openNote, type OpenedNote } from './signed-note.ts';

/** What a log says of itself: under this name, so many leaves, with this root. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** The three lines that a log signs. @throws VerifiableLogError for what no checkpoint can say */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!/^[^\n]+$/.test(origin)) throw malformed('an origin is one line and not empty');
  if (!Number.isSafeInteger(size) || size < 0) throw malformed(`${size} is not the size of a log`);
  if (!isDigest(root)) throw malformed(`a root has ${digestLength} bytes`);
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads exactly those three lines: extension lines are refused, because nobody would check what they say.
 * @throws VerifiableLogError
 */
export function parseCheckpoint(text: string): Checkpoint {
  const found = /^([^\r\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n$/.exec(text);
  if (found === null) throw malformed('a checkpoint is three lines: origin, size, root');
  const [, origin = '', size = '', root = ''] = found;
  const checkpoint = { origin, size: Number(size), root: decode(root) };
  // Writing it again refuses a size beyond 2^53-1 and a root of another length.
  if (formatCheckpoint(checkpoint) !== text) throw malformed('a checkpoint is not in its one form');
  return checkpoint;
}

/**
 * A checkpoint whose own log has signed it: some trusted key that bears the origin as its name.
 * @throws VerifiableLogError
 */
export function openCheckpoint(
  note: string | Uint8Array,
  vkeys: readonly string[],
): Checkpoint & Pick<OpenedNote, 'verified'> {
  const { text, verified } = openNote(note, vkeys);
  const checkpoint = parseCheckpoint(text);
  if (verified.some(({ name }) => name === checkpoint.origin)) return { ...checkpoint, verified };
  throw new VerifiableLogError('note-unsigned', `no known key of ${checkpoint.origin} has signed this checkpoint`);
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw malformed('the root is not base64');
  }
}

function malformed(text: string): VerifiableLogError {
  return new VerifiableLogError('checkpoint-malformed', text);
}
