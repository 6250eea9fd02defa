import { type Envelope } from '@mizan/contracts';
import { type Database, type Tx } from '@mizan/db';
import { sameBytes, toHex } from '@mizan/verifiable-log';
import { Altered, type Opened } from './delivery.ts';

/** Who follows which log: inbox, sequences, position and parked events are kept per pair. */
export interface Following {
  readonly consumer: string;
  /** The origin whose events are taken: `<deployment>/audit/<service>`. */
  readonly source: string;
}

/** The number the next event of a subject must have. */
export async function dueNumber(tx: Tx, { consumer, source }: Following, subject: string): Promise<bigint> {
  const [last] = await tx.sql<{ seq: string }[]>`SELECT seq::text FROM inbox_subject WHERE consumer = ${consumer} AND source = ${source} AND subject = ${subject}`;
  return BigInt(last?.seq ?? 0) + 1n;
}

export async function keepNumber(tx: Tx, { consumer, source }: Following, { subject, subjectseq }: Envelope): Promise<void> {
  await tx.sql`
    INSERT INTO inbox_subject (consumer, source, subject, seq) VALUES (${consumer}, ${source}, ${subject}, ${subjectseq}::text::bigint)
    ON CONFLICT (consumer, source, subject) DO UPDATE SET seq = excluded.seq`;
}

/** The index this consumer reads next. */
export async function readPosition(db: Database, { consumer, source }: Following): Promise<number> {
  const [row] = await db.sql<{ next: string }[]>`SELECT next_index::text AS next FROM feed_position WHERE consumer = ${consumer} AND source = ${source}`;
  return Number(row?.next ?? 0);
}

/** Moves the position behind an index; it never goes back. */
export async function advancePast(tx: Tx, { consumer, source }: Following, index: number): Promise<void> {
  await tx.sql`
    INSERT INTO feed_position (consumer, source, next_index) VALUES (${consumer}, ${source}, ${String(index + 1)}::text::bigint)
    ON CONFLICT (consumer, source) DO UPDATE SET next_index = greatest(feed_position.next_index, excluded.next_index)`;
}

/** What is known of the events that came. */
export interface Taking {
  /** The ids that had not been taken before. */
  readonly fresh: Set<string>;
  /** Whether some were taken before their bytes were kept, so that nobody here can say whether these are the same. */
  readonly unproven: boolean;
}

/**
 * Notes that events were taken, with the hash of their leaves.
 * @param isLog - whether they were read in the producer's log; otherwise they are noted as unproven until they are found there
 * @throws Altered when other bytes were taken under the id of one of them
 */
export async function takeAll(tx: Tx, following: Following, opened: readonly Opened[], isLog: boolean): Promise<Taking> {
  const known = new Map<string, Opened>();
  for (const one of opened) {
    sameAs(known.get(one.event.id)?.hash, one);
    known.set(one.event.id, one);
  }
  // In one order for everybody: two members of a group that share events must not wait for each other.
  const ids = [...known.keys()].sort();
  const [hashes, places] = [ids.map((id) => toHex(known.get(id)!.hash)), ids.map((id) => String(known.get(id)!.index))];
  const rows = await tx.sql<{ id: string }[]>`
    WITH came AS (SELECT id::uuid, decode(hash, 'hex') AS hash, idx::bigint FROM unnest(${ids}::text[], ${hashes}::text[], ${places}::text[]) AS x(id, hash, idx)),
    taken AS (INSERT INTO inbox (consumer, event_id, leaf_hash) SELECT ${following.consumer}, id, hash FROM came ON CONFLICT DO NOTHING RETURNING event_id),
    noted AS (
      INSERT INTO inbox_unproven (consumer, source, event_id, idx, leaf_hash)
      SELECT ${following.consumer}, ${following.source}, id, idx, hash FROM came JOIN taken ON event_id = id WHERE NOT ${isLog} ON CONFLICT DO NOTHING
    )
    SELECT event_id::text AS id FROM taken`;
  const fresh = new Set(rows.map(({ id }) => id));
  const again = opened.filter(({ event }) => !fresh.has(event.id));
  if (again.length === 0) return { fresh, unproven: false };
  const taken = await takenOf(tx, following, again.map(({ event }) => event.id));
  for (const one of again) sameAs(taken.get(one.event.id), one);
  // Another member of the group may have taken them since the comparison with the log looked.
  if (isLog) await prove(tx, following, again.map(({ event }) => event.id));
  return { fresh, unproven: again.some(({ event }) => !taken.get(event.id)) };
}

/** @throws Altered when this is not the leaf that was taken */
function sameAs(taken: Uint8Array | undefined, { event, hash }: Opened): void {
  if (taken && !sameBytes(taken, hash)) throw new Altered(`other bytes were taken as the event ${event.id}: the hash of that leaf is ${toHex(taken)}, of this one ${toHex(hash)}`);
}

/** Which of these events were taken before, each with the hash of its leaf, unless it was taken before hashes were kept. */
export async function takenOf({ sql }: Pick<Database, 'sql'> | Tx, { consumer }: Following, ids: readonly string[]): Promise<Map<string, Uint8Array | undefined>> {
  const rows = await sql<{ id: string; hash: Uint8Array | null }[]>`SELECT event_id::text AS id, leaf_hash AS hash FROM inbox WHERE consumer = ${consumer} AND event_id = ANY (${[...ids]}::text[]::uuid[])`;
  return new Map(rows.map(({ id, hash }) => [id, hash ?? undefined]));
}

/** Notes that these events stand in the producer's log with the bytes that were taken, or that it was said of them that they do not. */
export async function prove({ sql }: Pick<Database, 'sql'> | Tx, { consumer }: Following, ids: readonly string[]): Promise<void> {
  await sql`DELETE FROM inbox_unproven WHERE consumer = ${consumer} AND event_id = ANY (${[...ids]}::text[]::uuid[])`;
}

/** An event that was taken over Kafka, the place it claimed, and its leaf's hash in hex. */
export interface Unproven {
  readonly id: string;
  readonly index: number;
  readonly hash: string;
}

/** What was taken over Kafka and not yet found in the producer's log, in the order of the places it claimed. */
export async function readUnproven({ sql }: Pick<Database, 'sql'>, { consumer, source }: Following): Promise<Unproven[]> {
  const rows = await sql<{ id: string; number: string; hash: string }[]>`
    SELECT event_id::text AS id, idx::text AS number, encode(leaf_hash, 'hex') AS hash FROM inbox_unproven WHERE consumer = ${consumer} AND source = ${source} ORDER BY idx`;
  return rows.map(({ id, number, hash }) => ({ id, index: Number(number), hash }));
}

/** The last number of each subject; a subject never seen is absent. */
export async function lastNumbers(tx: Tx, { consumer, source }: Following, subjects: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await tx.sql<{ subject: string; seq: string }[]>`
    SELECT subject, seq::text FROM inbox_subject WHERE consumer = ${consumer} AND source = ${source} AND subject = ANY (${[...subjects]}::text[])`;
  return new Map(rows.map(({ subject, seq }) => [subject, BigInt(seq)]));
}

export async function keepNumbers(tx: Tx, { consumer, source }: Following, numbers: ReadonlyMap<string, bigint>): Promise<void> {
  const subjects = [...numbers.keys()].sort();
  await tx.sql`
    INSERT INTO inbox_subject (consumer, source, subject, seq)
    SELECT ${consumer}, ${source}, x.subject, x.seq::bigint FROM unnest(${subjects}::text[], ${subjects.map((subject) => String(numbers.get(subject)))}::text[]) AS x(subject, seq)
    ON CONFLICT (consumer, source, subject) DO UPDATE SET seq = excluded.seq`;
}
