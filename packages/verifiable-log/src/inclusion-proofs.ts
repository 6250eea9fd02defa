import { VerifiableLogError } from './errors.ts';
import { isDigest, nodeHash, sha256 } from './hash.ts';

/**
 * Inclusion proofs of some leaves, each as `inclusionProof` gives it (RFC 9162 2.1.3.1), gathered while every leaf passes once.
 * Holds the hashes that the proofs need and the right edge of the tree, whatever its size.
 */
export class InclusionProofs {
  readonly #size: number;
  readonly #wanted: ReadonlyMap<number, readonly string[]>;
  readonly #found = new Map<string, Uint8Array | undefined>();
  /** By level, the one node that waits for its right neighbour. */
  readonly #edge: (Uint8Array | undefined)[] = [];
  #at = 0;

  /** @throws VerifiableLogError where the tree has no such leaf */
  constructor(indexes: Iterable<number>, size: number) {
    this.#size = size;
    this.#wanted = new Map([...indexes].map((index) => [index, neighbours(index, size)]));
    for (const node of [...this.#wanted.values()].flat()) this.#found.set(node, undefined);
  }

  append(leafHash: Uint8Array): void {
    if (!isDigest(leafHash)) throw new VerifiableLogError('range-malformed', 'a leaf hash is a digest');
    let [node, level, place] = [leafHash, 0, this.#at];
    this.#note(level, place, node);
    for (; place % 2 === 1; this.#note(level, place, node)) {
      node = nodeHash(this.#edge[level]!, node);
      this.#edge[level] = undefined;
      [level, place] = [level + 1, (place - 1) / 2];
    }
    this.#edge[level] = node;
    this.#at += 1;
  }

  /** The root over all leaves, and the proof of each leaf that was asked for. @throws VerifiableLogError where fewer or more passed than the tree has */
  finish(): { readonly root: Uint8Array; readonly proofs: ReadonlyMap<number, Uint8Array[]> } {
    if (this.#at !== this.#size) throw new VerifiableLogError('proof-impossible', `${this.#at} of ${this.#size} leaves passed`);
    const root = this.#closeEdge();
    return { root, proofs: new Map([...this.#wanted].map(([index, nodes]) => [index, nodes.map((node) => this.#found.get(node)!)])) };
  }

  /** The last node of each level, which has no right neighbour, rises until it finds a left one. */
  #closeEdge(): Uint8Array {
    let rising: Uint8Array | undefined;
    for (const [level, left] of this.#edge.entries()) {
      rising = left && rising ? nodeHash(left, rising) : (left ?? rising);
      if (rising) this.#note(level + 1, width(this.#size, level + 1) - 1, rising);
    }
    return rising ?? sha256(new Uint8Array());
  }

  #note(level: number, place: number, node: Uint8Array): void {
    const key = `${level}:${place}`;
    if (this.#found.has(key)) this.#found.set(key, node);
  }
}

const width = (size: number, level: number) => Math.ceil(size / 2 ** level);

/** The nodes beside the path from a leaf to the root, by level and place from the left. */
function neighbours(index: number, size: number): string[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new VerifiableLogError('proof-impossible', `no leaf ${index} in a tree of size ${size}`);
  const found: string[] = [];
  for (let [level, place] = [0, index]; width(size, level) > 1; level += 1, place = Math.floor(place / 2)) {
    const beside = place % 2 === 1 ? place - 1 : place + 1;
    if (beside < width(size, level)) found.push(`${level}:${beside}`);
  }
  return found;
}
