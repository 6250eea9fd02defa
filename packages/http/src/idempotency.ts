import { createHash } from 'node:crypto';
import { type TransactionSql } from 'postgres';
import { Refusal } from '@mizan/contracts';
import { canonicalizeJson } from '@mizan/verifiable-log';

/** One use of an Idempotency-Key: it belongs to a caller and an operation. */
export interface KeyUse {
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
  readonly requestHash: string;
}
export interface StoredReply {
  readonly status: number;
  readonly reply: string;
  readonly etag: string;
}

const quoted = /^"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,128})"$/;

/** Reads the header (RFC 8941 string, quoted, at most 128 characters). @throws Refusal idempotency-key-missing, idempotency-key-malformed */
export function readKey(header: string | undefined): string {
  if (header === undefined) throw new Refusal('idempotency-key-missing', 'This request has an effect and needs an Idempotency-Key header, so that sending it twice does it once.');
  const key = quoted.exec(header)?.[1];
  if (key === undefined) throw new Refusal('idempotency-key-malformed', 'The Idempotency-Key must be one quoted string of at most 128 printable characters, quotes included, such as Idempotency-Key: "cases-2024".');
  return key;
}

/** Fingerprint of what is asked; the order of JSON keys does not matter. */
export function requestHash(request: unknown): string {
  return createHash('sha256').update(canonicalizeJson(request)).digest('hex');
}

/** The stored reply of a key used before, or nothing when this is its first use. @throws Refusal while the first use still runs, or with another request */
export async function recall(sql: TransactionSql, use: KeyUse): Promise<StoredReply | undefined> {
  const [locked] = await sql<{ free: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`${use.caller} ${use.operation} ${use.key}`}, 0)) AS free`;
  if (!locked?.free) throw new Refusal('idempotency-key-in-use', 'The first request with this Idempotency-Key is still running. Ask again in a moment.');
  await sql`DELETE FROM idempotency WHERE caller = ${use.caller} AND operation = ${use.operation} AND key = ${use.key} AND created_at < now() - interval '7 days'`;
  const [stored] = await sql<(StoredReply & { hash: string })[]>`
    SELECT request_hash AS hash, status, reply, etag FROM idempotency WHERE caller = ${use.caller} AND operation = ${use.operation} AND key = ${use.key}`;
  if (stored && stored.hash !== use.requestHash) throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new key.');
  return stored;
}

export async function remember(sql: TransactionSql, use: KeyUse, { status, reply, etag }: StoredReply): Promise<void> {
  await sql`
    INSERT INTO idempotency (caller, operation, key, request_hash, status, reply, etag)
    VALUES (${use.caller}, ${use.operation}, ${use.key}, ${use.requestHash}, ${String(status)}::int, ${reply}, ${etag})`;
}

export const idempotencyRefusals = {
  'idempotency-key-missing': 400,
  'idempotency-key-malformed': 400,
  'idempotency-key-in-use': 409,
  'idempotency-key-reused': 422,
} as const;
