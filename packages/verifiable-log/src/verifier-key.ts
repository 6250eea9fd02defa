import { createPublicKey, type KeyObject } from 'node:crypto';
import { fromBase64, toBase64, toHex, toUtf8 } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';
import { sha256 } from './hash.ts';

/** C2SP signed-note algorithm byte of Ed25519. */
const ed25519 = 0x01;
const rawKeyLength = 32;
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export interface VerifierKey {
  name: string;
  /** First four bytes of SHA-256 over name, line feed, algorithm byte and key, in hex. */
  keyId: string;
  publicKey: KeyObject;
}

/** Key names go into signature lines, so they hold neither white space nor the vkey's own separator. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name);
}

/** The text `<name>+<key id>+<base64>` by which a key is published. */
export function formatVkey(name: string, rawPublicKey: Uint8Array): string {
  const typed = Buffer.concat([Uint8Array.of(ed25519), rawPublicKey]);
  return `${name}+${keyIdOf(name, typed)}+${toBase64(typed)}`;
}

/** @throws VerifiableLogError unless the vkey is whole, its id fits and the algorithm is Ed25519 */
export function parseVkey(vkey: string): VerifierKey {
  const found = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey);
  const [, name = '', keyId = '', key = ''] = found ?? [];
  if (found === null || !isKeyName(name)) throw malformed('a vkey is <name>+<8 hex digits>+<base64>');
  const typed = decode(key);
  if (typed[0] !== ed25519 || typed.length !== 1 + rawKeyLength) throw malformed(`the key of ${name} is not Ed25519`);
  if (keyIdOf(name, typed) !== keyId) throw malformed(`the id of the key of ${name} does not fit the key`);
  return { name, keyId, publicKey: publicKeyOf(typed.subarray(1)) };
}

/** Id of a typed key (algorithm byte first) under a name. */
export function keyIdOf(name: string, typedKey: Uint8Array): string {
  return toHex(sha256(Buffer.concat([toUtf8(`${name}\n`), typedKey])).subarray(0, 4));
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw malformed('the key of a vkey is not base64');
  }
}

function malformed(text: string): VerifiableLogError {
  return new VerifiableLogError('key-malformed', text);
}
