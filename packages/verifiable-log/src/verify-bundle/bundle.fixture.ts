import { randomUUID } from 'node:crypto';
import { bundleFormat, canonicalText, formatCheckpoint, formatSums, leafHash, rootOf, serviceOf, sha256, signNote, sumsFile, toHex, toUtf8, type BundleSource, type SigningKey } from '../index.ts';

export type Files = Record<string, Uint8Array>;

/** A leaf with the fields that a verifier reads, and its type for who reads what it says. */
export function aLeaf(key: SigningKey, subject: string, sequence: number, data: object, { id = randomUUID(), type = 'test.thing.happened.v1' }: { id?: string; type?: string } = {}): string {
  return canonicalText({ specversion: '1.0', id, source: key.name, type, subject, subjectseq: String(sequence), data });
}

/** The files of one log: leaves, hashes, and a checkpoint at each size. */
export function logFiles(key: SigningKey, sizes: number[], leaves: string[]): Files {
  const log = serviceOf(key.name);
  const hashes = leaves.map((leaf) => leafHash(toUtf8(leaf)));
  const note = (size: number) => signNote(formatCheckpoint({ origin: key.name, size, root: rootOf(hashes.slice(0, size)) }), key);
  return {
    [`logs/${log}.jsonl`]: toUtf8(leaves.map((leaf) => `${leaf}\n`).join('')),
    [`logs/${log}.hashes`]: toUtf8(hashes.map((hash) => `${toHex(hash)}\n`).join('')),
    ...Object.fromEntries(sizes.map((size) => [`checkpoints/${log}/${size}.note`, toUtf8(note(size))])),
  };
}

export function bundleOf(policy: string, files: Files): Files {
  return resealed({ ...files, 'format.txt': toUtf8(bundleFormat), 'policy.txt': toUtf8(policy) });
}

/** The files with a SHA256SUMS that fits them. */
export function resealed(files: Files): Files {
  const others = Object.entries(files).filter(([path]) => path !== sumsFile);
  const sums = new Map(others.map(([path, bytes]) => [path, toHex(sha256(bytes))]));
  return { ...files, [sumsFile]: toUtf8(formatSums(sums)) };
}

/** A bundle in memory, whole or in pieces of some length. */
export function memory(files: Files, length?: number): BundleSource {
  return {
    listFiles: () => Object.keys(files),
    readFile: (path) => (length === undefined ? Promise.resolve(files[path]!) : inPieces(files[path]!, length)),
  };
}

async function* inPieces(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}
