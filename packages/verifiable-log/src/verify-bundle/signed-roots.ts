import { sameBytes } from '../bytes.ts';
import { type Checkpoint } from '../checkpoint.ts';
import { CompactRange } from '../compact-range.ts';

/** Grows a tree and compares its root with every checkpoint it passes. */
export class SignedRoots {
  readonly #checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly #tree: CompactRange;
  readonly #reached: Set<number>;

  constructor(checkpoints: readonly Checkpoint[], tree = new CompactRange(), reached: Iterable<number> = []) {
    this.#checkpoints = new Map(checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]));
    this.#tree = tree;
    this.#reached = new Set(reached);
    this.#compare();
  }

  get size(): number {
    return this.#tree.size;
  }

  append(leafHash: Uint8Array): void {
    this.#tree.append(leafHash);
    this.#compare();
  }

  /** Whether the tree had the signed root when it had this size. */
  reached({ size }: Checkpoint): boolean {
    return this.#reached.has(size);
  }

  /** The same tree from here on, growing apart. */
  fork(): SignedRoots {
    return new SignedRoots([...this.#checkpoints.values()], CompactRange.fromJSON(this.#tree.toJSON()), this.#reached);
  }

  #compare(): void {
    const signed = this.#checkpoints.get(this.#tree.size);
    if (signed !== undefined && sameBytes(signed.root, this.#tree.root())) this.#reached.add(signed.size);
  }
}
