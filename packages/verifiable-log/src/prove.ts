import { CompactRange, rootOf } from './compact-range.ts';
import { VerifiableLogError } from './errors.ts';

/** Leaves `from` (included) to `to` (excluded); a proof is the list of the roots of such ranges. */
interface LeafRange {
  from: number;
  to: number;
}

type LeafHashes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** RFC 9162 2.1.3.1 audit path of leaf `index` in the tree over these leaf hashes. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return rootsOf(leafHashes, inclusionRanges(index, leafHashes.length));
}

/** RFC 9162 2.1.4.1 proof that the tree of the first `size1` leaves is a prefix of the tree over all. */
export function consistencyProof(leafHashes: readonly Uint8Array[], size1: number): Uint8Array[] {
  return rootsOf(leafHashes, consistencyRanges(size1, leafHashes.length));
}

/** As `consistencyProof`, in one pass and O(log² n) memory; reads exactly the first `size2` hashes. */
export function consistencyProofFromStream(hashes: LeafHashes, size1: number, size2: number): Promise<Uint8Array[]> {
  return rootsFromStream(hashes, consistencyRanges(size1, size2), size2);
}

function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw impossible(`no leaf ${index} in a tree of size ${size}`);
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

function consistencyRanges(size1: number, size2: number): LeafRange[] {
  if (!isCount(size1) || !isCount(size2) || size1 < 1 || size1 > size2) {
    throw impossible(`consistency is from a size of at least 1 to one not smaller, not from ${size1} to ${size2}`);
  }
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size2];
  while (size1 !== to) {
    const middle = from + splitOf(to - from);
    if (size1 <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The verifier already has the old root; the last old subtree is needed only where it is not all of it.
  return (from === 0 ? ranges : [...ranges, { from, to }]).reverse();
}

function rootsOf(leafHashes: readonly Uint8Array[], ranges: readonly LeafRange[]): Uint8Array[] {
  return ranges.map(({ from, to }) => rootOf(leafHashes.slice(from, to)));
}

async function rootsFromStream(hashes: LeafHashes, ranges: readonly LeafRange[], size: number): Promise<Uint8Array[]> {
  const trees = ranges.map((range) => ({ ...range, tree: new CompactRange() }));
  let at = 0;
  for await (const hash of hashes) {
    trees.find(({ from, to }) => from <= at && at < to)?.tree.append(hash);
    at += 1;
    if (at === size) break;
  }
  if (at < size) throw impossible(`the log ended after ${at} of ${size} leaves`);
  return trees.map(({ tree }) => tree.root());
}

/** Largest power of two smaller than `count`, in plain numbers because shifts stop at 32 bits. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function impossible(text: string): VerifiableLogError {
  return new VerifiableLogError('proof-impossible', text);
}
