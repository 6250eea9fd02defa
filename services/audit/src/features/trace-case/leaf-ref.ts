import { type Database } from '@mizan/db';
import { inclusionProof, rootOf, toHex, verifyInclusion } from '@mizan/verifiable-log';
import { leafHashes, type StoredLeaf } from '../follow-logs/leaves.ts';

/** Where a leaf stands in its log, with its inclusion proof under the largest verified checkpoint that covers it. */
export async function leafRef(db: Database, leaf: StoredLeaf) {
  const [head] = await db.sql<{ size: string; root: Uint8Array }[]>`
    SELECT size::text, root FROM audit.checkpoint WHERE log = ${leaf.log} AND size > ${String(leaf.index)}::bigint ORDER BY checkpoint.size DESC, seen_at DESC LIMIT 1`;
  const size = Number(head?.size ?? 0);
  const hashes = await leafHashes(db, leaf.log, size);
  const proof = head && hashes.length === size ? inclusionProof(hashes, leaf.index) : [];
  const root = head ? new Uint8Array(head.root) : rootOf([]);
  return {
    log: leaf.log,
    index: leaf.index,
    leafHash: toHex(leaf.hash),
    type: leaf.event.type,
    subject: leaf.event.subject,
    time: leaf.event.time,
    actor: leaf.event.onbehalf ?? leaf.event.actor,
    checkpointSize: size,
    proof: proof.map(toHex),
    proved: head !== undefined && verifyInclusion({ index: leaf.index, size, leafHash: leaf.hash, proof, root }),
  };
}
