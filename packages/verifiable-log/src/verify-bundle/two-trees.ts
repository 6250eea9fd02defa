import { sameBytes } from '../bytes.ts';
import { type Checkpoint } from '../checkpoint.ts';
import { SignedRoots } from './signed-roots.ts';

/** The tree over the leaves as they are, and the tree over the hash list beside them: one until they differ. */
export class TwoTrees {
  list: SignedRoots;
  leaves: SignedRoots;
  /** First index where leaf and list differ. */
  apart: number | undefined;

  constructor(checkpoints: readonly Checkpoint[]) {
    this.list = new SignedRoots(checkpoints);
    this.leaves = this.list;
  }

  /** `undefined` stands for a line that is not there or not whole. */
  append(index: number, leaf: Uint8Array | undefined, listed: Uint8Array | undefined): void {
    const same = leaf !== undefined && listed !== undefined && sameBytes(leaf, listed);
    if (!same && this.apart === undefined) {
      this.apart = index;
      this.leaves = this.list.fork();
    }
    if (listed !== undefined) this.list.append(listed);
    if (leaf !== undefined && this.apart !== undefined) this.leaves.append(leaf);
  }
}
