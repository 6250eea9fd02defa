import { sameBytes } from './bytes.ts';
import { isDigest, nodeHash } from './hash.ts';

export interface InclusionClaim {
  index: number | bigint;
  size: number | bigint;
  leafHash: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}

export interface ConsistencyClaim {
  size1: number | bigint;
  size2: number | bigint;
  root1: Uint8Array;
  root2: Uint8Array;
  proof: readonly Uint8Array[];
}

const countLimit = 1n << 64n;

/** RFC 9162 2.1.3.2. Everything in the claim may be hostile: a wrong claim is `false`, never an exception. */
export function verifyInclusion({ index, size, leafHash, proof, root }: InclusionClaim): boolean {
  const place = countOf(index);
  const total = countOf(size);
  if (place === undefined || total === undefined || place >= total) return false;
  if (!isDigest(leafHash) || !isDigest(root) || !isProof(proof)) return false;
  const reached = climb(place, total - 1n, leafHash, proof);
  return reached !== undefined && sameBytes(reached, root);
}

function climb(place: bigint, last: bigint, leafHash: Uint8Array, proof: readonly Uint8Array[]): Uint8Array | undefined {
  let [fn, sn, reached] = [place, last, leafHash];
  for (const sibling of proof) {
    if (sn === 0n) return undefined;
    if (isOdd(fn) || fn === sn) {
      reached = nodeHash(sibling, reached);
      [fn, sn] = skipMissingLevels(fn, sn);
    } else reached = nodeHash(reached, sibling);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? reached : undefined;
}

/**
 * RFC 9162 2.1.4.2. A claim about size 0 proves nothing and is refused.
 * Everything in the claim may be hostile: a wrong claim is `false`, never an exception.
 */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyClaim): boolean {
  const older = countOf(size1);
  const newer = countOf(size2);
  if (older === undefined || newer === undefined || older === 0n || older > newer) return false;
  if (!isProof(proof)) return false;
  if (older === newer) return proof.length === 0 && isBytes(root1) && isBytes(root2) && sameBytes(root1, root2);
  if (!isDigest(root1) || !isDigest(root2)) return false;
  // A complete old tree is itself the first node of the path, so the prover leaves it out.
  const path = isPowerOfTwo(older) ? [root1, ...proof] : proof;
  const reached = climbBoth(older - 1n, newer - 1n, path);
  return reached !== undefined && sameBytes(reached.first, root1) && sameBytes(reached.second, root2);
}

function climbBoth(last1: bigint, last2: bigint, path: readonly Uint8Array[]) {
  const start = path[0];
  if (start === undefined) return undefined;
  let [fn, sn] = [last1, last2];
  while (isOdd(fn)) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [first, second] = [start, start];
  for (const node of path.slice(1)) {
    if (sn === 0n) return undefined;
    if (isOdd(fn) || fn === sn) {
      first = nodeHash(node, first);
      second = nodeHash(node, second);
      [fn, sn] = skipMissingLevels(fn, sn);
    } else second = nodeHash(second, node);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? { first, second } : undefined;
}

/** On the right edge an odd node is promoted, so the levels without a sibling add no hash. */
function skipMissingLevels(fn: bigint, sn: bigint): [bigint, bigint] {
  while (!isOdd(fn) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
  return [fn, sn];
}

function countOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === 'bigint' && value >= 0n && value < countLimit ? value : undefined;
}

function isProof(proof: unknown): proof is readonly Uint8Array[] {
  return Array.isArray(proof) && Array.from(proof as unknown[]).every(isDigest);
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}
