import { hash } from 'node:crypto';
import { digestLength } from './hash.ts';

const deepest = 53;
const width = 1 + 2 * digestLength;
/** Node takes any encoding here; its types know of fewer. */
const digestText = (bytes: Uint8Array) => hash('sha256', bytes, 'latin1' as 'binary');

/**
 * The RFC 6962 root of leaves that pass by once, such as the lines of a large file: what `CompactRange` gives, without a
 * buffer for every digest. A digest comes as a Latin-1 string and is written where its sibling waits.
 */
export class LeafRoot {
  #size = 0;
  #leaf = Buffer.alloc(4096);
  /** Level i holds the prefix 01, a left digest that waits for its sibling, and room for that. */
  readonly #levels = Array.from({ length: deepest }, () => Buffer.alloc(width).fill(1, 0, 1));

  get size(): number {
    return this.#size;
  }

  /** Appends the leaf `bytes[start..end)`. */
  append(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const length = end - start;
    if (this.#leaf.length <= length) this.#leaf = Buffer.alloc(2 * length + 1);
    this.#leaf.set(bytes.subarray(start, end), 1);
    let digest = digestText(this.#leaf.subarray(0, length + 1));
    let level = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) digest = this.#join(level++, digest);
    this.#levels[level]!.write(digest, 1, 'latin1');
    this.#size += 1;
  }

  root(): Uint8Array {
    if (this.#size === 0) return hash('sha256', '', 'buffer');
    let digest: string | undefined;
    for (let [rest, level] = [this.#size, 0]; rest > 0; rest = Math.floor(rest / 2), level += 1) {
      if (rest % 2 === 1) digest = digest === undefined ? this.#levels[level]!.toString('latin1', 1, 1 + digestLength) : this.#join(level, digest);
    }
    return Buffer.from(digest ?? '', 'latin1');
  }

  #join(level: number, right: string): string {
    const node = this.#levels[level]!;
    node.write(right, 1 + digestLength, 'latin1');
    return digestText(node);
  }
}
