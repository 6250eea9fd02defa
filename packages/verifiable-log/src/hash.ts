import { hash } from 'node:crypto';

export const digestLength = 32;
const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** RFC 6962 2.1: the prefix keeps a leaf from ever passing as an inner node. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([leafPrefix, leaf]));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([nodePrefix, left, right]));
}

export function isDigest(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === digestLength;
}
