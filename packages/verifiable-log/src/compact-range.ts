import { fromHex, toHex } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';
import { digestLength, isDigest, nodeHash, sha256 } from './hash.ts';

export interface CompactRangeJson {
  size: number;
  /** Hex roots of the perfect subtrees, largest first: one for every bit set in `size`. */
  hashes: string[];
}

/** The right edge of a Merkle tree: enough to append and to state the root, in at most 53 hashes. */
export class CompactRange {
  #size = 0;
  #hashes: Uint8Array[] = [];

  get size(): number {
    return this.#size;
  }

  append(leafHash: Uint8Array): void {
    if (!isDigest(leafHash)) throw new VerifiableLogError('range-malformed', `a leaf hash has ${digestLength} bytes`);
    let merged = leafHash;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) merged = nodeHash(this.#pop(), merged);
    this.#hashes.push(merged);
    this.#size += 1;
  }

  /** RFC 6962 tree head; of the empty tree, SHA-256 of nothing. */
  root(): Uint8Array {
    if (this.#size === 0) return sha256(new Uint8Array());
    return this.#hashes.reduceRight((right, left) => nodeHash(left, right));
  }

  toJSON(): CompactRangeJson {
    return { size: this.#size, hashes: this.#hashes.map(toHex) };
  }

  /** @throws VerifiableLogError when the hashes cannot be the right edge of a tree of that size */
  static fromJSON({ size, hashes }: CompactRangeJson): CompactRange {
    const range = new CompactRange();
    range.#size = size;
    range.#hashes = hashes.map(fromHex);
    if (!Number.isSafeInteger(size) || size < 0 || hashes.length !== onesIn(size) || !range.#hashes.every(isDigest)) {
      throw new VerifiableLogError('range-malformed', `these hashes are not the right edge of a tree of size ${size}`);
    }
    return range;
  }

  #pop(): Uint8Array {
    const hash = this.#hashes.pop();
    if (hash === undefined) throw new RangeError('a compact range holds one hash for every bit of its size');
    return hash;
  }
}

/** Root over leaf hashes already at hand. */
export function rootOf(leafHashes: Iterable<Uint8Array>): Uint8Array {
  const range = new CompactRange();
  for (const hash of leafHashes) range.append(hash);
  return range.root();
}

function onesIn(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
