import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CompactRange, consistencyProof, consistencyProofFromStream, inclusionProof, InclusionProofs,
  leafHash, nodeHash, rootOf, sha256, toUtf8, verifyConsistency, verifyInclusion, VerifiableLogError,
} from './index.ts';

const hashes = Array.from({ length: 700 }, (_, index) => leafHash(toUtf8(`leaf ${index}`)));
const tree = fc.integer({ min: 1, max: hashes.length }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

/** The definition of RFC 6962 2.1, word for word. */
function definedRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return leaves[0]!;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

function inclusionClaim(size: number, index: number) {
  const leaves = hashes.slice(0, size);
  return { index, size, leafHash: leaves[index]!, proof: inclusionProof(leaves, index), root: rootOf(leaves) };
}

function consistencyClaim(size1: number, size2: number) {
  const leaves = hashes.slice(0, size2);
  return { size1, size2, root1: rootOf(leaves.slice(0, size1)), root2: rootOf(leaves), proof: consistencyProof(leaves, size1) };
}

function* flips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

describe('the Merkle tree', () => {
  it('the root from the right edge is the root of the definition, and the edge survives being stored', () => {
    let range = new CompactRange();
    for (let size = 0; size < 130; size += 1) {
      expect(range.root()).toEqual(definedRoot(hashes.slice(0, size)));
      range.append(hashes[size]!);
      range = CompactRange.fromJSON(JSON.parse(JSON.stringify(range)));
    }
  });

  it('an edge that cannot belong to its size is refused', () => {
    const { hashes: edge } = CompactRange.fromJSON({ size: 1, hashes: ['00'.repeat(32)] }).toJSON();
    for (const wrong of [{ size: 2, hashes: [...edge, ...edge] }, { size: 1, hashes: ['00'] }, { size: 1, hashes: ['zz'.repeat(32)] }, { size: -1, hashes: edge }, { size: 0.5, hashes: [] }]) {
      expect(() => CompactRange.fromJSON(wrong)).toThrow(VerifiableLogError);
    }
    expect(() => new CompactRange().append(Uint8Array.of(1))).toThrow(VerifiableLogError);
  });

  it('every leaf proves itself in every tree, and only at its own place', () => {
    fc.assert(
      fc.property(tree, fc.nat(), ([size, index], other) => {
        const claim = inclusionClaim(size, index);
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, index: BigInt(index), size: BigInt(size) })).toBe(true);
        expect(verifyInclusion({ ...claim, index: other % size })).toBe(other % size === index);
      }),
      { numRuns: 300 },
    );
  });

  it('every tree proves every later tree its continuation', () => {
    fc.assert(
      fc.property(tree, ([size2, at]) => {
        const claim = consistencyClaim(at + 1, size2);
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, size1: at + 2 })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('a proof made in one pass over a stream is the proof made from memory', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async ([size, index]) => {
        const leaves = hashes.slice(0, size);
        expect(await consistencyProofFromStream(streamed(hashes), index + 1, size)).toEqual(consistencyProof(leaves, index + 1));
      }),
      { numRuns: 60 },
    );
    await expect(consistencyProofFromStream(streamed(hashes), 1, hashes.length + 1)).rejects.toThrow(VerifiableLogError);
  });

  it('the proofs of some leaves, gathered in one pass over all, are those made one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }).chain((size) => fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat(size - 1)))), ([size, indexes]) => {
        const leaves = hashes.slice(0, size);
        const gathered = new InclusionProofs(indexes, size);
        leaves.forEach((leaf) => gathered.append(leaf));
        expect(gathered.finish()).toEqual({ root: rootOf(leaves), proofs: new Map(indexes.map((index) => [index, inclusionProof(leaves, index)])) });
      }),
      { numRuns: 300 },
    );
    expect(() => new InclusionProofs([3], 3)).toThrow(VerifiableLogError);
    expect(() => new InclusionProofs([0], 3).finish()).toThrow(VerifiableLogError);
    expect(new InclusionProofs([], 0).finish().root).toEqual(rootOf([]));
  });

  it('no bit of a proof, a root or a leaf can be turned', () => {
    for (const size of [1, 2, 7, 8, 100]) {
      const claim = inclusionClaim(size, size >> 1);
      for (const root of flips(claim.root)) expect(verifyInclusion({ ...claim, root })).toBe(false);
      for (const leaf of flips(claim.leafHash)) expect(verifyInclusion({ ...claim, leafHash: leaf })).toBe(false);
      for (const [at, step] of claim.proof.entries()) {
        for (const wrong of flips(step)) expect(verifyInclusion({ ...claim, proof: claim.proof.with(at, wrong) })).toBe(false);
      }
    }
  });

  it('no bit of a consistency proof or of its roots can be turned', () => {
    for (const [size1, size2] of [[1, 2], [3, 7], [4, 8], [6, 100]] as const) {
      const claim = consistencyClaim(size1, size2);
      for (const root1 of flips(claim.root1)) expect(verifyConsistency({ ...claim, root1 })).toBe(false);
      for (const root2 of flips(claim.root2)) expect(verifyConsistency({ ...claim, root2 })).toBe(false);
      for (const [at, step] of claim.proof.entries()) {
        for (const wrong of flips(step)) expect(verifyConsistency({ ...claim, proof: claim.proof.with(at, wrong) })).toBe(false);
      }
    }
  });

  it('garbage is a claim that fails, not an exception', () => {
    const anything = fc.anything({ withBigInt: true, withTypedArray: true });
    fc.assert(
      fc.property(anything, anything, anything, anything, anything, (a, b, c, d, e) => {
        expect(verifyInclusion({ index: a, size: b, leafHash: c, proof: d, root: e } as never)).toBe(false);
        expect(verifyConsistency({ size1: a, size2: b, root1: c, root2: d, proof: e } as never)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('what cannot be proved is refused before hashing', () => {
    for (const index of [-1, 3, 0.5, NaN]) expect(() => inclusionProof(hashes.slice(0, 3), index)).toThrow(VerifiableLogError);
    for (const size1 of [0, 4, 1.5]) expect(() => consistencyProof(hashes.slice(0, 3), size1)).toThrow(VerifiableLogError);
    const empty = rootOf([]);
    expect(verifyConsistency({ size1: 0, size2: 0, root1: empty, root2: empty, proof: [] })).toBe(false);
  });
});

async function* streamed(items: Uint8Array[]) {
  for (const item of items) yield await Promise.resolve(item);
}
