import { sign, verify } from 'node:crypto';
import { fromBase64, fromHex, fromUtf8, toBase64, toHex, toUtf8 } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';
import { privateKeyOf, type SigningKey } from './signing-key.ts';
import { isKeyName, parseVkey, type VerifierKey } from './verifier-key.ts';

const keyIdLength = 4;
/** More signature lines than this are an attack on the verifier's time. */
const mostSignatures = 100;

export interface NoteSignature {
  name: string;
  keyId: string;
  signature: Uint8Array;
}

export interface OpenedNote {
  /** The signed text, with its last line feed. */
  text: string;
  /** The known keys that signed, in the order of their lines; never empty. */
  verified: { name: string; keyId: string }[];
}

/**
 * Signs a text (C2SP signed-note); several keys during a rotation.
 * @throws VerifiableLogError when the text cannot be a note's
 */
export function signNote(text: string, ...keys: [SigningKey, ...SigningKey[]]): string {
  if (!isNoteText(text)) throw malformed('a note text ends with a line feed and holds no control characters');
  return `${text}\n${keys.map((key) => signatureLine(text, key)).join('')}`;
}

/**
 * Checks a note against the keys one trusts. Signatures by unknown keys are ignored;
 * one wrong signature by a known key refuses the note, and so does the absence of a known one.
 * @throws VerifiableLogError
 */
export function openNote(note: string | Uint8Array, vkeys: readonly string[]): OpenedNote {
  const keys = [...new Set(vkeys)].map(parseVkey);
  const { text, signatures } = parseNote(note);
  const verified: OpenedNote['verified'] = [];
  for (const { name, keyId, signature } of signatures) {
    const key = knownKey(keys, name, keyId);
    if (key === undefined || verified.some((seen) => seen.name === name && seen.keyId === keyId)) continue;
    requireSignature(text, key, signature);
    verified.push({ name, keyId });
  }
  if (verified.length === 0) throw new VerifiableLogError('note-unsigned', 'no known key has signed this note');
  return { text, verified };
}

/** Splits a note without checking signatures. @throws VerifiableLogError */
export function parseNote(note: string | Uint8Array): { text: string; signatures: NoteSignature[] } {
  const whole = typeof note === 'string' ? note : fromUtf8(note);
  const blank = whole.lastIndexOf('\n\n');
  const text = whole.slice(0, blank + 1);
  const block = whole.slice(blank + 2);
  if (blank < 0 || !isNoteText(text) || !isNoteText(block)) throw malformed('a note is a text, a blank line and signatures');
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > mostSignatures) throw malformed(`a note has at most ${mostSignatures} signatures`);
  return { text, signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  if (!isKeyName(name)) throw malformed('a signature line is "— <name> <base64>"');
  const bytes = decode(encoded);
  if (bytes.length <= keyIdLength) throw malformed('a signature is a key id and at least one byte');
  return { name, keyId: toHex(bytes.subarray(0, keyIdLength)), signature: bytes.subarray(keyIdLength) };
}

function signatureLine(text: string, key: SigningKey): string {
  const { keyId } = parseVkey(key.vkey);
  const signature = sign(null, toUtf8(text), privateKeyOf(key.skeySeed));
  return `— ${key.name} ${toBase64(Buffer.concat([fromHex(keyId), signature]))}\n`;
}

function knownKey(keys: readonly VerifierKey[], name: string, keyId: string): VerifierKey | undefined {
  const found = keys.filter((key) => key.name === name && key.keyId === keyId);
  // Four bytes of hash can be made to collide: which key is meant would be a guess.
  if (found.length > 1) throw new VerifiableLogError('key-malformed', `two different keys share ${name}+${keyId}`);
  return found[0];
}

function requireSignature(text: string, key: VerifierKey, signature: Uint8Array): void {
  if (verify(null, toUtf8(text), key.publicKey, signature)) return;
  throw new VerifiableLogError('note-signature-wrong', `the signature by ${key.name} does not fit the text`);
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n\x7f-\x9f]/u.test(text);
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw malformed('a signature is not base64');
  }
}

function malformed(text: string): VerifiableLogError {
  return new VerifiableLogError('note-malformed', text);
}
