import { sha256, toHex } from '@mizan/verifiable-log';
import { type Query } from './query.ts';

/** Keeps objects under their hashes; one already kept stays as it is. @returns the hashes, in the order given */
export async function keepObjects(query: Query, objects: readonly Uint8Array[]): Promise<string[]> {
  const hashes = objects.map((bytes) => toHex(sha256(bytes)));
  await query`
    INSERT INTO scoring.object (sha256, bytes)
    SELECT kept.sha256, decode(kept.bytes, 'hex') FROM unnest(${hashes}::text[], ${objects.map(toHex)}::text[]) AS kept (sha256, bytes)
    ON CONFLICT (sha256) DO NOTHING`;
  return hashes;
}

/** The exact bytes of an object, or undefined. */
export async function readObjectBytes(query: Query, hash: string): Promise<Uint8Array | undefined> {
  const [row] = await query<{ bytes: Uint8Array }[]>`SELECT bytes FROM scoring.object WHERE sha256 = ${hash}`;
  return row?.bytes;
}

/** The text of an object that a row of ours names. @throws Error if it is gone */
export async function readObjectText(query: Query, hash: string): Promise<string> {
  const bytes = await readObjectBytes(query, hash);
  if (!bytes) throw new Error(`object ${hash} is missing`);
  return new TextDecoder().decode(bytes);
}
