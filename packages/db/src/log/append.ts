import { randomFillSync } from 'node:crypto';
import { type TransactionSql } from 'postgres';
import { type EventDeclaration } from '@mizan/contracts';
import { canonicalBytes, toHex } from '@mizan/verifiable-log';
import { productVersion } from '../product-version.ts';
import { type Actor } from '../actor.ts';

export interface PendingEvent {
  readonly event: EventDeclaration;
  readonly subject: string;
  readonly data: Record<string, unknown>;
  /** Of the work that recorded it; kept beside the leaf, for it is no part of what is proved. */
  readonly traceparent: string | undefined;
}
/** Who appends, and when, in milliseconds. */
interface Stamp {
  readonly actor: Actor;
  readonly now: number;
}

/** The widest leaf a tile bundle can hold: its length is written in two bytes. */
const widestLeaf = 65_535;

/** A version 7 UUID (RFC 9562): ids sort by time, which keeps the index local. */
export function uuidv7(now: number): string {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Appends the events of one transaction to the log: one read of the subjects' numbers, then the append as the last statement. */
export async function appendLeaves(sql: TransactionSql, stamp: Stamp, pending: readonly PendingEvent[]): Promise<void> {
  if (!pending.length) return;
  const numbers = await lastNumbers(sql, [...new Set(pending.map(({ subject }) => subject))]);
  const leaves = pending.map((item) => {
    const seq = (numbers.get(item.subject) ?? 0) + 1;
    numbers.set(item.subject, seq);
    return leafOf(item, seq, stamp);
  });
  const traces = pending.some(({ traceparent }) => traceparent) ? pending.map(({ traceparent }) => traceparent ?? null) : null;
  await sql`
    WITH head AS (UPDATE audit_head SET size = size + ${String(leaves.length)}::bigint WHERE log = 1 RETURNING size - ${String(leaves.length)}::bigint AS base)
    INSERT INTO audit_entry (log, idx, event_id, type, subject, subject_seq, leaf, traceparent)
    SELECT 1, head.base + x.ord - 1, x.event_id::uuid, x.type, x.subject, x.seq::bigint, decode(x.leaf, 'hex'), x.traceparent
    FROM head, unnest(${leaves.map((l) => l.id)}::text[], ${leaves.map((l) => l.type)}::text[], ${leaves.map((l) => l.subject)}::text[],
                      ${leaves.map((l) => String(l.seq))}::text[], ${leaves.map((l) => l.hex)}::text[], ${traces}::text[])
      WITH ORDINALITY AS x(event_id, type, subject, seq, leaf, traceparent, ord)`;
}

async function lastNumbers(sql: TransactionSql, subjects: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ subject: string; seq: string }[]>`
    SELECT subject, last.subject_seq::text AS seq FROM unnest(${subjects}::text[]) AS x(subject)
    CROSS JOIN LATERAL (SELECT subject_seq FROM audit_entry WHERE log = 1 AND audit_entry.subject = x.subject ORDER BY subject_seq DESC LIMIT 1) AS last`;
  return new Map(rows.map(({ subject, seq }) => [subject, Number(seq)]));
}

function leafOf({ event, subject, data }: PendingEvent, seq: number, { actor: { service, deployment, onBehalf }, now }: Stamp) {
  const id = uuidv7(now);
  const bytes = canonicalBytes({
    specversion: '1.0',
    id,
    source: `${deployment}/audit/${service}`,
    type: event.type,
    subject,
    subjectseq: String(seq),
    time: new Date(now).toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:mizan:${event.type}`,
    partitionkey: event.key(data),
    actor: `svc:${service}@${productVersion}`,
    ...(onBehalf ? { onbehalf: `user:${onBehalf}` } : {}),
    data,
  });
  if (bytes.length > widestLeaf) {
    throw new RangeError(`the ${event.type} of ${subject} has ${bytes.length} bytes and a leaf at most ${widestLeaf}; store the large part as an object and name its hash`);
  }
  return { id, type: event.type, subject, seq, hex: toHex(bytes) };
}
