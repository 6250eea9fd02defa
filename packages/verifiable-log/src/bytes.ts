import { VerifiableLogError } from './errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function toHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex');
}

/** @throws VerifiableLogError unless the text is lower-case hex of whole bytes. */
export function fromHex(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'hex');
  if (bytes.toString('hex') !== text) throw new VerifiableLogError('encoding-malformed', 'expected lower-case hex');
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return view(bytes).toString('base64');
}

/** @throws VerifiableLogError unless the text is exactly what encoding the bytes would give. */
export function fromBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  // Node's decoder takes junk, missing padding and stray low bits: two texts must never mean the same bytes.
  if (bytes.toString('base64') !== text) throw new VerifiableLogError('encoding-malformed', 'expected padded base64');
  return bytes;
}

/** @throws VerifiableLogError unless the bytes are UTF-8; a byte order mark is kept, not swallowed. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new VerifiableLogError('encoding-malformed', 'expected UTF-8');
  }
}

export function toUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && view(a).equals(b);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
